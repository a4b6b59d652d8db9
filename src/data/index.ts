export { type RandomState, RandomStream } from '../util/random.ts';
export { augmentImages } from './augmentation/augment-images.ts';
export {
  augmentKspace,
  type KspaceAugmentation,
  type KspaceMotion,
} from './augmentation/augment-kspace.ts';
export type {
  ElasticDeformation,
  Flips,
  ImageAugmentation,
  ImageNoise,
  IntensityChange,
} from './augmentation/image-augmentation.ts';
export { type Augment, type Batch, Batches, type BatchOptions } from './batches.ts';
export { datasetHash, splitHash } from './content-hash.ts';
export {
  type ClassTargets,
  Dataset,
  type DatasetFields,
  type ItemTargets,
  type Targets,
  type ValueTargets,
} from './dataset.ts';
export type { Splittable } from './deal.ts';
export { withoutInputs } from './derived-items.ts';
export { type DrawnDigitsOptions, drawnDigits } from './digits/drawn-digits.ts';
export { assertFinite } from './finite.ts';
export {
  fieldsInWords,
  type InputField,
  joinedShape,
  type PlacedField,
  placedFields,
} from './input-field.ts';
export { iris } from './iris.ts';
export { type ItemSet, inputsOf, type MetadataField, targetsOf } from './item-set.ts';
export { type MnistFiles, mnist, mnistFileNames } from './mnist.ts';
export { type GrayWindow, grayWindow } from './pictures/gray-window.ts';
export { type Picture, type Pictures, takePictures } from './pictures/take-pictures.ts';
export { type Sides, type ViewingPlane, viewingPlane } from './pictures/viewing-plane.ts';
export { type FoldOptions, kFold, type Split, type SplitOptions, split } from './split.ts';
export {
  type ChronologicalOptions,
  chronological,
  type DescribedItems,
  givenSplit,
  type LeaveOneOutOptions,
  type LeftOut,
  leaveOneOut,
  listedSplit,
  type NestedOptions,
  nested,
  type PartLists,
  type UnitField,
  unitsBy,
} from './splits/index.ts';
export {
  type Standardization,
  type StandardizationScope,
  standardizationOf,
  standardizationOfItems,
  standardize,
} from './standardize.ts';
