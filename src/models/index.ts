export { type EndToEndVarnetOptions, endToEndVarnet } from './end-to-end-varnet.ts';
export { type FastmriUnetOptions, fastmriUnet } from './fastmri-unet.ts';
export { modelLayerTypes } from './layer-types.ts';
export { type Lenet5Options, lenet5 } from './lenet5.ts';
export { type LinearOptions, linear } from './linear.ts';
export { type MlpOptions, mlp } from './mlp.ts';
export { type SmallCnnOptions, smallCnn } from './small-cnn.ts';
export { type UnetOptions, unet } from './unet.ts';
