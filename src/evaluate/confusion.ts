import { sum } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { checkLabels, checkPaired } from './arguments.ts';

/** Counts of items: row = true class, column = predicted class. */
export type ConfusionMatrix = readonly (readonly number[])[];

/** What is known of one class, or of an average over classes. A ratio whose denominator is 0 is NaN. */
export interface ClassScores {
  /** TP / (TP + FP): how much of what was called this class is of it. */
  readonly precision: number;
  /** TP / (TP + FN), also called sensitivity: how much of this class was found. */
  readonly recall: number;
  /** TN / (TN + FP): how much of everything else was left alone. */
  readonly specificity: number;
  /** 2 TP / (2 TP + FP + FN): the harmonic mean of precision and recall. */
  readonly f1: number;
}

/** What a confusion matrix comes to, over all classes and for each. */
export interface ClassificationScores {
  /** The share of items classified correctly. */
  readonly accuracy: number;
  /** The mean recall over the classes that occur among the labels (Brodersen et al. 2010). */
  readonly balancedAccuracy: number;
  /** One entry per class; `support` is the number of items that are truly of it. */
  readonly classes: readonly (ClassScores & { readonly support: number })[];
  /** The plain mean over the classes that occur at all; an undefined ratio counts as 0, as in scikit-learn. */
  readonly macro: ClassScores;
  /** The ratios of the summed counts. */
  readonly micro: ClassScores;
}

/** The share of items whose predicted class is the true one. */
export function accuracy(labels: ArrayLike<number>, predictions: ArrayLike<number>): number {
  checkPaired('accuracy', labels, predictions);
  let correct = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === predictions[i]) correct++;
  return correct / labels.length;
}

/**
 * Counts of true (rows) against predicted classes (columns), labels being integers from 0 to `classes` - 1.
 *
 * @example confusionMatrix([0, 0, 1], [0, 1, 1], 2); // [[1, 1], [0, 1]]
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  checkPaired('confusionMatrix', labels, predictions);
  checkLabels('confusionMatrix', labels, classes);
  checkLabels('confusionMatrix', predictions, classes);
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) {
    const row = matrix[labels[i] ?? 0];
    const column = predictions[i] ?? 0;
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return matrix;
}

/** True and false positives and negatives of one class against the rest. */
interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** Accuracy, and precision, recall, specificity and F1 of each class with their macro and micro averages. */
export function classificationScores(matrix: ConfusionMatrix): ClassificationScores {
  const total = sum(matrix.flat());
  check(total > 0 && matrix.every((row) => row.length === matrix.length), () => ({
    where: 'classificationScores',
    expected: 'a square matrix of counts with at least one item',
    received: `${matrix.length} rows that sum to ${total}`,
  }));
  const counts = matrix.map((_, index) => countsOf(matrix, index, total));
  const classes = counts.map((count) => ({ ...scoresOf(count), support: count.tp + count.fn }));
  return {
    accuracy: sum(counts.map((count) => count.tp)) / total,
    balancedAccuracy: average(classes.filter((scores) => scores.support > 0).map((scores) => scores.recall)),
    classes,
    macro: macroAverage(classes.filter((_, i) => !isAbsent(counts[i]))),
    micro: scoresOf(pooled(counts)),
  };
}

function countsOf(matrix: ConfusionMatrix, index: number, total: number): Counts {
  const tp = matrix[index]?.[index] ?? 0;
  const fn = sum(matrix[index] ?? []) - tp;
  const fp = sum(matrix.map((row) => row[index] ?? 0)) - tp;
  return { tp, fp, fn, tn: total - tp - fp - fn };
}

function scoresOf({ tp, fp, fn, tn }: Counts): ClassScores {
  return {
    precision: tp / (tp + fp),
    recall: tp / (tp + fn),
    specificity: tn / (tn + fp),
    f1: (2 * tp) / (2 * tp + fp + fn),
  };
}

function pooled(counts: readonly Counts[]): Counts {
  const total = (key: keyof Counts): number => sum(counts.map((count) => count[key]));
  return { tp: total('tp'), fp: total('fp'), fn: total('fn'), tn: total('tn') };
}

function isAbsent(counts: Counts | undefined): boolean {
  return counts === undefined || counts.tp + counts.fp + counts.fn === 0;
}

function macroAverage(classes: readonly ClassScores[]): ClassScores {
  const over = (key: keyof ClassScores): number => average(classes.map((scores) => scores[key] || 0));
  return {
    precision: over('precision'),
    recall: over('recall'),
    specificity: over('specificity'),
    f1: over('f1'),
  };
}

function average(values: readonly number[]): number {
  return sum(values) / values.length;
}
