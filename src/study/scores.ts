import {
  accuracy,
  brierScore,
  calibration,
  classificationScores,
  confusionMatrix,
  logLoss,
  mean,
  meanAbsoluteError,
  meanSquaredError,
  oneVsRestAuc,
  rocAucInterval,
  rSquared,
  wilsonInterval,
} from '../evaluate/index.ts';
import type { ClassAnswers, ValueAnswers } from './answers.ts';
import type { Score } from './score.ts';
import type { ClassScoreName, ValueScoreName } from './settings/evaluation.ts';

/** What can be said of predicted classes, by name. */
export function classScores(answers: ClassAnswers): Readonly<Record<ClassScoreName | 'accuracy', Score>> {
  const { labels, predicted, probabilities, classNames } = answers;
  const classes = classNames.length;
  const rowOf = (item: number) => probabilities.subarray(item * classes, (item + 1) * classes);
  const rows = (items: Uint32Array) => Array.from(items, (item) => [...rowOf(item)]).flat();
  const table = (items: Uint32Array) =>
    classificationScores(confusionMatrix(taken(labels, items), taken(predicted, items), classes));
  const eachItem = (of: typeof logLoss) => Array.from(labels, (label, item) => of([label], rowOf(item)));
  const right = labels.reduce((count, label, item) => count + (label === predicted[item] ? 1 : 0), 0);
  const yes = Array.from(labels, (_, item) => rowOf(item)[1] ?? 0);
  return {
    accuracy: {
      of: (items) => accuracy(taken(labels, items), taken(predicted, items)),
      interval: (level) => wilsonInterval(right, labels.length, level),
    },
    balancedAccuracy: { of: (items) => table(items).balancedAccuracy, interval: 'bootstrap' },
    f1: { of: (items) => table(items).macro.f1, interval: 'bootstrap' },
    auc: {
      of: (items) => oneVsRestAuc(taken(labels, items), rows(items)).macro,
      interval: classes === 2 ? (level) => rocAucInterval(labels, yes, level) : 'none',
    },
    logLoss: meanOver(eachItem(logLoss)),
    brierScore: meanOver(eachItem(brierScore)),
    calibrationError: {
      of: (items) => calibration(taken(labels, items), rows(items)).expectedError,
      interval: 'none',
    },
  };
}

/** What can be said of predicted numbers, by name. */
export function valueScores({ targets, predictions }: ValueAnswers): Readonly<Record<ValueScoreName, Score>> {
  const over = (of: typeof rSquared): Score => ({
    of: (items) => of(taken(targets, items), taken(predictions, items)),
    interval: 'bootstrap',
  });
  return {
    meanAbsoluteError: over(meanAbsoluteError),
    meanSquaredError: over(meanSquaredError),
    rSquared: over(rSquared),
  };
}

/** A score that is the mean of one number for each item. */
function meanOver(values: readonly number[]): Score {
  return { of: (items) => mean(taken(values, items)), interval: 'bootstrap' };
}

function taken(values: ArrayLike<number>, items: Uint32Array): Float64Array {
  const some = new Float64Array(items.length);
  for (let i = 0; i < items.length; i++) some[i] = values[items[i] ?? 0] ?? Number.NaN;
  return some;
}
