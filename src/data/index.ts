export { type Augment, type Batch, Batches, type BatchOptions } from './batches.ts';
export {
  type ClassTargets,
  Dataset,
  type DatasetFields,
  type Targets,
  type ValueTargets,
} from './dataset.ts';
export type { Splittable } from './deal.ts';
export { iris } from './iris.ts';
export { type FoldOptions, kFold, type Split, type SplitOptions, split } from './split.ts';
