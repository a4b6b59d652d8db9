import { kFold, RandomStream } from '../../data/index.ts';
import type { HeaderField } from './header-fields.ts';

/** How well fields predict labels, in cross-validation. */
export interface Prediction {
  /** The field, or several together. */
  readonly name: string;
  /** The mean of the classes' shares that are predicted right; one over the number of classes by chance. */
  readonly balancedAccuracy: number;
}

/** Predictions with the probability that labels without any meaning would be predicted as well. */
export interface TestedPredictions {
  readonly predictions: readonly Prediction[];
  /** Of the best one, among all that were tried: chance had as many attempts. */
  readonly pValue: number;
}

const FOLDS = 5;
/** What is added to each count, so that nothing is impossible (Laplace). */
const SMOOTHING = 0.5;
const ALL = 'all fields together';

/**
 * Predicts labels from each field by a table, a tree of one level, and from all of them by the naive Bayes rule; in five
 * folds, each predicted from the others. The probability comes from `permutations` in which labels are shuffled, by the
 * best prediction of each (Westfall and Young 1993): trying many fields makes no false alarm.
 */
export function testPredictions(
  fields: readonly HeaderField[],
  labels: readonly string[],
  seed: number,
  permutations: number,
): TestedPredictions {
  const predictor = new Predictor(fields, labels, seed);
  const predictions = predictor.predict(predictor.labels);
  const best = bestOf(predictions);
  let asGood = 0;
  for (let round = 0; round < permutations; round++) {
    const order = RandomStream.derive(seed, 'audit', 'shortcut', round).permutation(labels.length);
    const shuffled = predictor.labels.map((_, i) => predictor.labels[order[i] ?? 0] ?? 0);
    if (bestOf(predictor.predict(shuffled)) >= best) asGood++;
    // Beyond this nothing will be reported: the rest need not be tried.
    if (asGood > permutations / 20) break;
  }
  return { predictions, pValue: (asGood + 1) / (permutations + 1) };
}

function bestOf(predictions: readonly Prediction[]): number {
  return Math.max(...predictions.map(({ balancedAccuracy }) => balancedAccuracy));
}

/** Fields as numbers, and the folds. */
class Predictor {
  readonly labels: Int32Array;
  readonly #fields: readonly { readonly name: string; readonly bins: Int32Array; readonly size: number }[];
  readonly #classes: number;
  readonly #fold: Int32Array;

  constructor(fields: readonly HeaderField[], labels: readonly string[], seed: number) {
    const coded = codes(labels);
    this.labels = coded.codes;
    this.#classes = coded.size;
    this.#fields = fields.map(({ name, bins }) => {
      const { codes: own, size } = codes(bins);
      return { name, bins: own, size };
    });
    this.#fold = new Int32Array(labels.length);
    const splits = kFold({ count: labels.length, labels: this.labels }, { folds: FOLDS, seed });
    for (const [fold, { test }] of splits.entries()) for (const item of test) this.#fold[item] = fold;
  }

  predict(labels: Int32Array): Prediction[] {
    const votes = this.#fields.map(({ bins, size }) => this.#logProbabilities(bins, size, labels));
    const together = votes[0]?.map((_, i) => votes.reduce((total, vote) => total + (vote[i] ?? 0), 0));
    const each = this.#fields.map(({ name }, at) => ({
      name,
      balancedAccuracy: this.#score(votes[at] ?? new Float64Array(0), labels),
    }));
    return together ? [...each, { name: ALL, balancedAccuracy: this.#score(together, labels) }] : each;
  }

  /** log p(bin | class) of each item for each class, learned from the other folds. */
  #logProbabilities(bins: Int32Array, size: number, labels: Int32Array): Float64Array {
    const classes = this.#classes;
    const counts = new Float64Array(FOLDS * classes * size);
    const totals = new Float64Array(FOLDS * classes);
    for (const [item, label] of labels.entries()) {
      for (let fold = 0; fold < FOLDS; fold++) {
        if (fold === this.#fold[item]) continue;
        const at = (fold * classes + label) * size + (bins[item] ?? 0);
        counts[at] = (counts[at] ?? 0) + 1;
        totals[fold * classes + label] = (totals[fold * classes + label] ?? 0) + 1;
      }
    }
    return Float64Array.from({ length: labels.length * classes }, (_, i) => {
      const [item, label] = [Math.floor(i / classes), i % classes];
      const group = (this.#fold[item] ?? 0) * classes + label;
      const count = (counts[group * size + (bins[item] ?? 0)] ?? 0) + SMOOTHING;
      return Math.log(count / ((totals[group] ?? 0) + SMOOTHING * size));
    });
  }

  #score(votes: Float64Array, labels: Int32Array): number {
    const classes = this.#classes;
    const [right, total] = [new Float64Array(classes), new Float64Array(classes)];
    for (const [item, label] of labels.entries()) {
      const own = votes.subarray(item * classes, (item + 1) * classes);
      const best = own.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
      const ties = own.filter((vote) => vote === best).length;
      total[label] = (total[label] ?? 0) + 1;
      // Ties are shared: whatever comes first in the alphabet has no advantage.
      if (own[label] === best) right[label] = (right[label] ?? 0) + 1 / ties;
    }
    const shares = right.map((count, label) => count / (total[label] ?? 1));
    return shares.reduce((a, b) => a + b, 0) / classes;
  }
}

function codes(names: readonly string[]): { readonly codes: Int32Array; readonly size: number } {
  const known = new Map<string, number>();
  const result = Int32Array.from(names, (name) => {
    const code = known.get(name) ?? known.size;
    known.set(name, code);
    return code;
  });
  return { codes: result, size: known.size };
}
