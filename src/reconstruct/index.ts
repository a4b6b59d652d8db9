export type { Acquisition } from './acquisition.ts';
export { cgSense } from './cg-sense.ts';
export { grappaReconstruction } from './grappa-reconstruction.ts';
export type { IterativeOptions } from './iterative-method.ts';
export type { AxesOptions } from './kspace/kspace-axes.ts';
export { type KspaceFile, type KspaceOptions, openKspace, type VoxelSpacing } from './kspace/kspace-file.ts';
export { readNoise } from './kspace/noise-scan.ts';
export { type LearnedReconstruction, learnedReconstruction } from './learned.ts';
export { magnitudeImage } from './magnitude-image.ts';
export type { Method, Parameters, ReconstructionOptions, TunableParameter } from './method.ts';
export { outOfRange, type ScanConditions } from './out-of-range.ts';
export {
  type SearchOptions,
  searchParameters,
  type Trial,
  type Tunable,
  type Tuning,
} from './parameter-search.ts';
export { type ReconstructedSlice, reconstructSlice, type SlicePlan } from './reconstruct-slice.ts';
export { totalGeneralizedVariation } from './total-generalized-variation.ts';
export { totalVariation, type VariationOptions } from './total-variation.ts';
export { type TrainedFor, trainedFor } from './trained-for.ts';
export {
  type TomographyCase,
  type TuningOptions,
  tune,
  tuneTvTomography,
  type ValidationCase,
} from './tune.ts';
export { type WaveletRegularizationOptions, waveletRegularization } from './wavelet-regularization.ts';
export { rss, zeroFilled } from './zero-filled.ts';
