import { activation } from './activation.ts';
import { batchNormalization } from './batch-normalization.ts';
import { concatenate } from './concatenate.ts';
import { conv1d, conv2d, conv3d } from './conv.ts';
import { conv1dTranspose, conv2dTranspose, conv3dTranspose } from './conv-transpose.ts';
import { cropping1d, cropping2d, cropping3d } from './cropping.ts';
import type { LayerType } from './define.ts';
import { dense } from './dense.ts';
import { depthwiseConv2d } from './depthwise-conv.ts';
import { dropout } from './dropout.ts';
import { elu } from './elu.ts';
import { embedding } from './embedding.ts';
import { flatten } from './flatten.ts';
import * as globalPooling from './global-pooling.ts';
import { groupNormalization } from './group-normalization.ts';
import { instanceNormalization } from './instance-normalization.ts';
import { layerNormalization } from './layer-normalization.ts';
import { leakyReLU } from './leaky-re-lu.ts';
import * as merging from './merge.ts';
import { normalization } from './normalization.ts';
import { permute } from './permute.ts';
import * as pooling from './pooling.ts';
import { reLU } from './re-lu.ts';
import { rescaling } from './rescaling.ts';
import { reshape } from './reshape.ts';
import { softmax } from './softmax.ts';
import { spatialDropout1d, spatialDropout2d, spatialDropout3d } from './spatial-dropout.ts';
import { upSampling1d, upSampling2d, upSampling3d } from './up-sampling.ts';
import { zeroPadding1d, zeroPadding2d, zeroPadding3d } from './zero-padding.ts';

/** Every type of layer that there is. */
export const layerTypes: readonly LayerType[] = [
  ...[dense, embedding, flatten, reshape, permute],
  ...[conv1d, conv2d, conv3d, conv1dTranspose, conv2dTranspose, conv3dTranspose, depthwiseConv2d],
  ...Object.values(pooling),
  ...Object.values(globalPooling),
  ...[upSampling1d, upSampling2d, upSampling3d],
  ...[zeroPadding1d, zeroPadding2d, zeroPadding3d, cropping1d, cropping2d, cropping3d],
  ...[activation, reLU, leakyReLU, elu, softmax],
  ...[dropout, spatialDropout1d, spatialDropout2d, spatialDropout3d],
  ...[batchNormalization, layerNormalization, instanceNormalization, groupNormalization],
  ...[rescaling, normalization],
  ...Object.values(merging),
  concatenate,
];
