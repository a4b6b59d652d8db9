import { z } from 'zod';
import {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  dice,
  huber,
  type Loss,
  magnitudeMeanSquaredError,
  meanAbsoluteError,
  meanSquaredError,
  sparseCategoricalCrossentropy,
  ssim,
} from '../../train/losses/index.ts';
import {
  accuracy,
  binaryAccuracy,
  diceScore,
  type Metric,
  magnitudePsnr,
  nrmse,
  psnr,
  structuralSimilarity,
  topKAccuracy,
} from '../../train/metrics/index.ts';
import { present } from '../../util/errors.ts';
import { buildable, choice, count, flag, notNegative, positive, settings, share, word } from './fields.ts';

const fromLogits = flag('Predictions are logits, as by default; else probabilities');
const labelSmoothing = share('The share of each target that is spread evenly over all classes; 0 by default');

const crossEntropyShape = {
  fromLogits,
  labelSmoothing,
  classWeights: z
    .array(notNegative('A weight'), 'a list of numbers of 0 or more, one for each class')
    .describe('How much each class counts; 1 by default'),
};
const focalShape = {
  fromLogits,
  gamma: notNegative('How strongly easy elements are played down; 2 by default'),
  alpha: share('The weight of the positive class, or of every class where there are several'),
};
const diceShape = {
  fromLogits,
  smooth: positive('Added above and below the fraction bar; 1 by default'),
  background: flag('Let class 0 count as well, as by default'),
};
const ssimShape = {
  window: word('Which local statistics are compared', ['uniform', 'gaussian']),
  dataRange: positive('The largest possible pixel value minus the smallest; 1 by default'),
};

const plain = (what: string) => settings(what, {}, {}).optional();
const meanSquaredErrorSettings = plain('The mean of squared errors');
const meanAbsoluteErrorSettings = plain('The mean of absolute errors');

/** The study file's `loss`: one of the library's, with its settings. */
export const lossSettings = choice('What training makes small', {
  sparseCategoricalCrossentropy: settings('Cross-entropy of class indices', {}, crossEntropyShape).optional(),
  categoricalCrossentropy: settings(
    'Cross-entropy of one-hot or soft targets',
    {},
    crossEntropyShape,
  ).optional(),
  binaryCrossentropy: settings('Cross-entropy of yes or no', {}, { fromLogits, labelSmoothing }).optional(),
  binaryFocalCrossentropy: settings('Focal loss of yes or no (Lin 2017)', {}, focalShape).optional(),
  categoricalFocalCrossentropy: settings('Focal loss of classes (Lin 2017)', {}, focalShape).optional(),
  meanSquaredError: meanSquaredErrorSettings,
  meanAbsoluteError: meanAbsoluteErrorSettings,
  magnitudeMeanSquaredError: settings(
    'The mean of squared errors of magnitudes (Hammernik 2018)',
    {},
    { epsilon: positive('Below squared magnitudes, so that there is a derivative at 0; 1e-12 by default') },
  ).optional(),
  huber: settings(
    'Quadratic near the target and linear far from it (Huber 1964)',
    {},
    { delta: positive('Where it turns from one to the other; 1 by default') },
  ).optional(),
  dice: settings('1 minus the overlap (Milletari 2016)', {}, diceShape).optional(),
  ssim: settings('1 minus the structural similarity (Wang 2004)', {}, ssimShape).optional(),
}).superRefine(buildable(lossOf));

/** One entry of the study file's `metrics`. */
export const metricSettings = choice('What is watched beside the loss', {
  accuracy: plain('The share of answers whose largest class is the true one'),
  topKAccuracy: settings(
    'The share of answers whose true class is among the k largest',
    {},
    { k: count('5 by default') },
  ).optional(),
  binaryAccuracy: settings('The share of right answers to yes or no', {}, { fromLogits }).optional(),
  meanSquaredError: meanSquaredErrorSettings,
  meanAbsoluteError: meanAbsoluteErrorSettings,
  psnr: settings('Peak signal-to-noise ratio, in dB', {}, { dataRange: ssimShape.dataRange }).optional(),
  nrmse: plain('‖|x| − |x_ref|‖ / ‖x_ref‖ of images, by their magnitudes'),
  magnitudePsnr: plain('Peak signal-to-noise ratio of magnitudes, in dB; the peak is that of the reference'),
  structuralSimilarity: settings('Structural similarity (Wang 2004)', {}, ssimShape).optional(),
  diceScore: settings('The overlap with the true classes (Dice 1945)', {}, diceShape).optional(),
});

/** Settings of a loss. */
export type LossSettings = z.output<typeof lossSettings>;

/** Settings of a metric. */
export type MetricSettings = z.output<typeof metricSettings>;

/** The loss that the settings describe. */
export function lossOf(given: LossSettings): Loss {
  const loss =
    (given.sparseCategoricalCrossentropy &&
      sparseCategoricalCrossentropy(given.sparseCategoricalCrossentropy)) ??
    (given.categoricalCrossentropy && categoricalCrossentropy(given.categoricalCrossentropy)) ??
    (given.binaryCrossentropy && binaryCrossentropy(given.binaryCrossentropy)) ??
    (given.binaryFocalCrossentropy && binaryFocalCrossentropy(given.binaryFocalCrossentropy)) ??
    (given.categoricalFocalCrossentropy &&
      categoricalFocalCrossentropy(given.categoricalFocalCrossentropy)) ??
    (given.meanSquaredError && meanSquaredError()) ??
    (given.meanAbsoluteError && meanAbsoluteError()) ??
    (given.magnitudeMeanSquaredError && magnitudeMeanSquaredError(given.magnitudeMeanSquaredError)) ??
    (given.huber && huber(given.huber)) ??
    (given.dice && dice(given.dice)) ??
    (given.ssim && ssim(given.ssim));
  return present(loss, 'a loss');
}

/** The metric that the settings describe. */
export function metricOf(given: MetricSettings): Metric {
  const metric =
    (given.accuracy && accuracy()) ??
    (given.topKAccuracy && topKAccuracy(given.topKAccuracy.k)) ??
    (given.binaryAccuracy && binaryAccuracy(given.binaryAccuracy)) ??
    (given.meanSquaredError && meanSquaredError()) ??
    (given.meanAbsoluteError && meanAbsoluteError()) ??
    (given.psnr && psnr(given.psnr)) ??
    (given.nrmse && nrmse()) ??
    (given.magnitudePsnr && magnitudePsnr()) ??
    (given.structuralSimilarity && structuralSimilarity(given.structuralSimilarity)) ??
    (given.diceScore && diceScore(given.diceScore));
  return present(metric, 'a metric');
}
