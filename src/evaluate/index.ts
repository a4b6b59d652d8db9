export {
  type BootstrapOptions,
  bcaInterval,
  bootstrapInterval,
  bootstrapReplicates,
  percentileInterval,
  quantile,
  type Statistic,
} from './bootstrap.ts';
export { type Calibration, type CalibrationBin, calibration } from './calibration.ts';
export {
  accuracy,
  type ClassificationScores,
  type ClassScores,
  type ConfusionMatrix,
  classificationScores,
  confusionMatrix,
} from './confusion.ts';
export { type DiagnosisOptions, diagnoseCurves } from './curves/diagnose.ts';
export type { Finding } from './curves/finding.ts';
export { readCurves } from './curves/read-curves.ts';
export type {
  CurveFinding,
  CurveFindingKind,
  CurveLevel,
  CurveMark,
  CurveSeries,
  TrainingCurves,
} from './curves/training-curves.ts';
export type { ComparisonOptions, Images } from './image-quality/compared-images.ts';
export { hfen } from './image-quality/hfen.ts';
export { type ImageQuality, imageQuality } from './image-quality/image-quality.ts';
export { nmse, nrmse, psnr } from './image-quality/squared-errors.ts';
export { ssim } from './image-quality/ssim.ts';
export {
  type Interval,
  type MeanIntervalOptions,
  mean,
  meanInterval,
  standardDeviation,
  wilsonInterval,
} from './interval.ts';
export { type McNemar, mcNemarTest, type PairedDifference, pairedBootstrap } from './paired-tests.ts';
export { brierScore, logLoss, predictedClasses } from './probabilities.ts';
export { meanAbsoluteError, meanSquaredError, rSquared } from './regression.ts';
export {
  type AucComparison,
  compareRocAucs,
  oneVsRestAuc,
  type RocPoint,
  rocAuc,
  rocAucInterval,
  rocAucVariance,
  rocCurve,
} from './roc.ts';
