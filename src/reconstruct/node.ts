export { type ImagePair, type ImagePairs, imagePairs, type PairSource } from './dataset/image-pairs.ts';
export { kspaceScans } from './dataset/kspace-scans.ts';
export { type MagnitudeOptions, magnitudeScans } from './dataset/magnitude-scans.ts';
export { type NoisyImageOptions, noisyImages } from './dataset/noisy-images.ts';
export type { MapsMethod } from './dataset/prepare-scan.ts';
export {
  type ReconstructionItems,
  type ReconstructionItemsOptions,
  reconstructionItems,
} from './dataset/reconstruction-items.ts';
export type { Scan, ScanEntry, ScanOrigin, ScanSource } from './dataset/scan-source.ts';
export { type SimulationOptions, simulatedScans } from './dataset/simulated-scans.ts';
export { type SparseViewsOptions, sparseViews } from './dataset/sparse-views.ts';
export type { Undersampling } from './dataset/undersampling.ts';
