/** What readers call the architectures whose names do not say it. */
const LABELS: Readonly<Record<string, string>> = {
  end_to_end_varnet: 'E2E-VarNet',
  fastmri_unet: 'fastMRI U-Net',
  fbp_conv_net: 'FBPConvNet',
  kwon_mlp: 'Kwon’s perceptron',
  tnrd: 'TNRD',
  unet: 'U-Net',
  wang_cnn: 'Wang’s CNN',
};

/** What readers call a network: "TNRD" for `tnrd`, "variational network" for `variational_network`. */
export function networkLabel(model: string): string {
  return LABELS[model] ?? model.replaceAll('_', ' ');
}
