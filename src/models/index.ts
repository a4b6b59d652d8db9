export { type DeepCascadeOptions, deepCascade } from './deep-cascade.ts';
export { type EndToEndVarnetOptions, endToEndVarnet } from './end-to-end-varnet.ts';
export { type FastmriUnetOptions, fastmriUnet } from './fastmri-unet.ts';
export { type FbpConvNetOptions, fbpConvNet } from './fbp-conv-net.ts';
export { calibrationRegion } from './imaging-layers/calibration-region.ts';
export { batchToCoils, coilsToBatch } from './imaging-layers/coil-batch.ts';
export {
  combineCoils,
  expandToCoils,
  normalizeCoils,
  rootSumOfSquares,
} from './imaging-layers/coil-combination.ts';
export { dataConsistency } from './imaging-layers/data-consistency.ts';
export { dataTerm } from './imaging-layers/data-term.ts';
export { fieldsOfExperts } from './imaging-layers/fields-of-experts.ts';
export { fourierTransform2d, inverseFourierTransform2d } from './imaging-layers/fourier-transform.ts';
export { type ReconstructionInputs, reconstructionInputs } from './imaging-layers/reconstruction-inputs.ts';
export { reflectionPadding2d } from './imaging-layers/reflection-padding.ts';
export { standardization, undoStandardization } from './imaging-layers/standardization.ts';
export { type KwonMlpOptions, kwonMlp } from './kwon-mlp.ts';
export { modelLayerTypes } from './layer-types.ts';
export { type Lenet5Options, lenet5 } from './lenet5.ts';
export { type LinearOptions, linear } from './linear.ts';
export { type MlpOptions, mlp } from './mlp.ts';
export { type QSpaceNetworkOptions, qSpaceNetwork } from './q-space-network.ts';
export { type SmallCnnOptions, smallCnn } from './small-cnn.ts';
export { type TnrdOptions, tnrd } from './tnrd.ts';
export { type UnetOptions, unet } from './unet.ts';
export { type VariationalNetworkOptions, variationalNetwork } from './variational-network.ts';
export { type WangCnnOptions, wangCnn } from './wang-cnn.ts';
