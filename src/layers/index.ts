export { activation } from './activation.ts';
export type { ActivationName } from './activations.ts';
export { batchNormalization } from './batch-normalization.ts';
export { concatenate } from './concatenate.ts';
export type { Constraint } from './constraints.ts';
export { maxNorm, nonNegative, unitNorm, zeroMean } from './constraints.ts';
export { conv1d, conv2d, conv3d } from './conv.ts';
export { conv1dTranspose, conv2dTranspose, conv3dTranspose } from './conv-transpose.ts';
export { cropping1d, cropping2d, cropping3d } from './cropping.ts';
export type {
  LayerDefinition,
  LayerFactory,
  LayerSettings,
  LayerType,
  MergingDefinition,
  WeightTensors,
} from './define.ts';
export { defineLayer, defineMergingLayer } from './define.ts';
export { dense } from './dense.ts';
export { depthwiseConv2d } from './depthwise-conv.ts';
export { dropout } from './dropout.ts';
export { elu } from './elu.ts';
export { embedding } from './embedding.ts';
export { flatten } from './flatten.ts';
export type { Forward, ForwardOptions } from './forward.ts';
export * from './global-pooling.ts';
export { groupNormalization } from './group-normalization.ts';
export type { Initializer } from './initializers.ts';
export * as initializers from './initializers.ts';
export { instanceNormalization } from './instance-normalization.ts';
export type { CallContext, Layer, LayerConfig } from './layer.ts';
export { layerNormalization } from './layer-normalization.ts';
export { leakyReLU } from './leaky-re-lu.ts';
export * from './merge.ts';
export type { ModelOptions, NamedLayer } from './model.ts';
export { Model, model } from './model.ts';
export type { ModelJson } from './model-json.ts';
export { modelFromJson, modelToJson } from './model-json.ts';
export type { NamedNode } from './naming.ts';
export type { InputDType, LayerNode, ModelInput } from './node.ts';
export { inputLayer } from './node.ts';
export { normalization } from './normalization.ts';
export { permute } from './permute.ts';
export * from './pooling.ts';
export { reLU } from './re-lu.ts';
export type { ReceptiveField } from './receptive-field.ts';
export type { Regularizer } from './regularizers.ts';
export { l1, l1l2, l2 } from './regularizers.ts';
export { rescaling } from './rescaling.ts';
export { reshape } from './reshape.ts';
export type { SequentialOptions } from './sequential.ts';
export { sequential } from './sequential.ts';
export type { Sight } from './sight.ts';
export { softmax } from './softmax.ts';
export { spatialDropout1d, spatialDropout2d, spatialDropout3d } from './spatial-dropout.ts';
export type { Summary, SummaryOptions, SummaryRow } from './summary.ts';
export { summary } from './summary.ts';
export { upSampling1d, upSampling2d, upSampling3d } from './up-sampling.ts';
export type { WeightSpec } from './weight.ts';
export { zeroPadding1d, zeroPadding2d, zeroPadding3d } from './zero-padding.ts';
