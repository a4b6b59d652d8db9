import { checkProbabilities, predictedClasses } from './probabilities.ts';

/** The items whose confidence lies in (lower, upper]. Means are NaN where there are none. */
export interface CalibrationBin {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
  /** The mean probability of the predicted class. */
  readonly confidence: number;
  /** The share of them that is predicted correctly. */
  readonly accuracy: number;
}

/** How far predicted probabilities are from what happened. */
export interface Calibration {
  /** Σ over bins of count/n · |accuracy - confidence|. */
  readonly expectedError: number;
  /** The largest |accuracy - confidence| of any bin that has items. */
  readonly maximumError: number;
  readonly bins: readonly CalibrationBin[];
}

/**
 * The expected and maximum calibration error of row-major `probabilities` [item, class], over `count` bins of
 * equal width of the predicted class's probability, and the bins themselves (a reliability diagram).
 *
 * Source: Guo, Pleiss, Sun and Weinberger, ICML 2017, eq. 3 and 5; Naeini, Cooper and Hauskrecht, AAAI 2015.
 */
export function calibration(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  count = 15,
): Calibration {
  const classes = checkProbabilities('calibration', labels, probabilities);
  const predictions = predictedClasses(probabilities, classes);
  const sums = Array.from({ length: count }, () => ({ count: 0, confidence: 0, correct: 0 }));
  predictions.forEach((predicted, i) => {
    const confidence = probabilities[i * classes + predicted] ?? 0;
    const bin = sums[Math.min(count - 1, Math.max(0, Math.ceil(confidence * count) - 1))];
    if (!bin) return;
    bin.count++;
    bin.confidence += confidence;
    bin.correct += predicted === labels[i] ? 1 : 0;
  });
  return summarize(
    sums.map((bin, i) => ({
      lower: i / count,
      upper: (i + 1) / count,
      count: bin.count,
      confidence: bin.confidence / bin.count,
      accuracy: bin.correct / bin.count,
    })),
  );
}

function summarize(bins: readonly CalibrationBin[]): Calibration {
  const filled = bins.filter((bin) => bin.count > 0);
  const total = filled.reduce((items, bin) => items + bin.count, 0);
  const gap = (bin: CalibrationBin): number => Math.abs(bin.accuracy - bin.confidence);
  return {
    expectedError: filled.reduce((error, bin) => error + (bin.count / total) * gap(bin), 0),
    maximumError: Math.max(...filled.map(gap)),
    bins,
  };
}
