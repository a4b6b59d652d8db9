export { withFixedBatch } from './fixed-batch.ts';
export { withFreeBatch } from './free-batch.ts';
export { onnxMetadata } from './metadata.ts';
export type { ImportedModel, ImportedWeight, ReadOptions } from './read.ts';
export { fromOnnx } from './read.ts';
export type { WriteOptions } from './write.ts';
export { toOnnx } from './write.ts';
