export { accuracy, binaryAccuracy, topKAccuracy } from './accuracy.ts';
export { diceScore, magnitudePsnr, nrmse, psnr, structuralSimilarity } from './image-quality.ts';
export type { Metric, TargetKind } from './metric.ts';
