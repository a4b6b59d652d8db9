export { accuracy, binaryAccuracy, topKAccuracy } from './accuracy.ts';
export { diceScore, psnr, structuralSimilarity } from './image-quality.ts';
export type { Metric, TargetKind } from './metric.ts';
