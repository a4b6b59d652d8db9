export * from './gradients.ts';
export type { Values } from './leaf.ts';
export { constant, input } from './leaf.ts';
export * from './ops/activation.ts';
export * from './ops/arithmetic.ts';
export * from './ops/compare.ts';
export * from './ops/complex.ts';
export * from './ops/concat.ts';
export type { ConvOptions, ConvTransposeGeometry } from './ops/conv.ts';
export { conv, convAdjoint, convTranspose } from './ops/conv.ts';
export type { Operand } from './ops/elementwise.ts';
export {
  type FourierTransformOptions,
  fourierTransform,
  inverseFourierTransform,
} from './ops/fourier.ts';
export { fourierNormal } from './ops/fourier-normal.ts';
export * from './ops/gather.ts';
export * from './ops/linear.ts';
export * from './ops/linear-map.ts';
export * from './ops/normalization.ts';
export * from './ops/own-gradient.ts';
export type { PadMode } from './ops/pad.ts';
export { pad } from './ops/pad.ts';
export type { PoolOptions } from './ops/pool.ts';
export { averagePool, globalAveragePool, globalMaxPool, maxPool } from './ops/pool.ts';
export * from './ops/radial-basis.ts';
export * from './ops/random.ts';
export * from './ops/rearrange.ts';
export {
  argMax,
  logSumExp,
  norm,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceSum,
  reduceVariance,
  sumTo,
} from './ops/reduce.ts';
export { expand, reshape, tile, transpose } from './ops/shape.ts';
export type { AxisSlice } from './ops/slice.ts';
export { reverse, slice, split } from './ops/slice.ts';
export * from './ops/upsample.ts';
export type { DType, Shape, TensorType } from './tensor.ts';
export { Tensor } from './tensor.ts';
