/** Five-fold cross-validation: how wrong the network is about flowers that it has not seen. */
import { iris, kFold, type Split } from 'echotrain/data';
import {
  type ConfusionMatrix,
  confusionMatrix,
  type Interval,
  mean,
  meanInterval,
  predictedClasses,
  standardDeviation,
} from 'echotrain/evaluate';
import type { Model } from 'echotrain/layers';
import * as training from 'echotrain/train';
import { isStarted } from '../started.ts';
import { execution, network } from './layers.ts';
import { batchSize, epochs, learningRate, type Parts, partsOf, seed, species } from './problem.ts';

/** The strengths of weight decay among which the validation flowers choose. */
export const decays = [0, 0.001, 0.003, 0.01, 0.03] as const;

const FOLDS = 5;

/** How often a network is trained in all. */
export const trainings = FOLDS * decays.length;

/** A network trained with one strength of weight decay. */
export interface Candidate {
  readonly decay: number;
  readonly model: Model;
  readonly weights: training.Weights;
  readonly history: training.History;
}

/** What a fold gave. */
export interface Fold {
  readonly parts: Parts;
  readonly candidates: readonly Candidate[];
  /** The candidate that fits the validation flowers best. */
  readonly chosen: Candidate;
  /** The share of flowers that it takes for another species. */
  readonly errors: Readonly<Record<keyof Parts, number>>;
  /** What it takes the test flowers for. */
  readonly predicted: Uint32Array;
}

/** What five folds gave. */
export interface CrossValidation {
  readonly folds: readonly Fold[];
  /** The mean test accuracy, its interval, and its standard deviation over the folds. */
  readonly accuracy: Interval;
  readonly spread: number;
  /** Mean errors over the folds. */
  readonly errors: Fold['errors'];
  /** All flowers, each judged by the network that has not seen it. */
  readonly confusion: ConfusionMatrix;
}

/** Who watches a training, and who can stop it. */
export interface Supervision {
  readonly callbacks?: readonly training.Callback[];
  readonly signal?: AbortSignal;
}

const objective = {
  ...execution,
  loss: training.sparseCategoricalCrossentropy(),
  metrics: [training.accuracy(), training.sparseCategoricalCrossentropy()],
} as const;

/** The cross-entropy alone; the loss has the decay as well. */
const CROSS_ENTROPY = 'sparseCategoricalCrossentropy';

/** Five ways to divide the flowers. Each flower is in the test part of one of them. */
export function folds(seed: number): Split[] {
  return kFold(iris(), { folds: FOLDS, seed, validation: true });
}

/** Trains with one strength of weight decay. */
export async function trainCandidate(
  { train, validation }: Parts,
  decay: number,
  seed: number,
  supervision: Supervision = {},
): Promise<Candidate> {
  const model = network(decay);
  const optimizer = training.adam({ learningRate });
  const plan = { ...objective, ...supervision, optimizer, epochs, batchSize, seed };
  const { weights, history } = await training.fit(model, train, { ...plan, validationData: validation });
  supervision.signal?.throwIfAborted();
  return { decay, model, weights, history };
}

/** The losses without decay, epoch by epoch. */
export function crossEntropies({ history }: Candidate, part: 'train' | 'validation'): number[] {
  return history.map((epoch) => epoch[part]?.[CROSS_ENTROPY] ?? Number.NaN);
}

/** The candidate that fits the validation flowers best after its last epoch. */
export function best(candidates: readonly Candidate[]): Candidate {
  const lossOf = (candidate: Candidate) => crossEntropies(candidate, 'validation').at(-1) ?? Number.NaN;
  return candidates.reduce((a, b) => (lossOf(b) < lossOf(a) ? b : a));
}

/** Trains on a fold with every strength of decay, chooses by the validation flowers, and opens the test part once. */
export async function runFold(split: Split, supervision: Supervision = {}): Promise<Fold> {
  const parts = partsOf(split);
  const candidates: Candidate[] = [];
  for (const decay of decays) candidates.push(await trainCandidate(parts, decay, seed, supervision));
  const chosen = best(candidates);
  const errorOf = async (part: keyof Parts) => {
    const scores = await training.evaluate(chosen.model, chosen.weights, parts[part], objective);
    return 1 - (scores.accuracy ?? Number.NaN);
  };
  const errors = {
    train: await errorOf('train'),
    validation: await errorOf('validation'),
    test: await errorOf('test'),
  };
  const logits = await training.predict(chosen.model, chosen.weights, parts.test.inputs, execution);
  return {
    parts,
    candidates,
    chosen,
    errors,
    predicted: predictedClasses(logits.values, species.length),
  };
}

/** The folds together. */
export function summarize(folds: readonly Fold[]): CrossValidation {
  const shares = folds.map(({ errors }) => 1 - errors.test);
  const errorOf = (part: keyof Parts) => mean(folds.map(({ errors }) => errors[part]));
  const labels = folds.flatMap(({ parts }) => [...(parts.test.labels ?? [])]);
  const predicted = folds.flatMap((fold) => [...fold.predicted]);
  return {
    folds,
    accuracy: meanInterval(shares, { overlap: 1 / (FOLDS - 1) }),
    spread: standardDeviation(shares),
    errors: { train: errorOf('train'), validation: errorOf('validation'), test: errorOf('test') },
    confusion: confusionMatrix(labels, predicted, species.length),
  };
}

/** The result, for people. */
export function describe({ folds, accuracy, spread, errors }: CrossValidation): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(12);
  const row = (name: string, { train, validation, test }: Fold['errors'], decay = '') =>
    `${name.padEnd(6)}${decay.padStart(8)}${percent(train)}${percent(validation)}${percent(test)}`;
  return [
    'fold     decay train error  validation        test',
    ...folds.map((fold, i) => row(`${i + 1}`, fold.errors, `${fold.chosen.decay}`)),
    row('mean', errors),
    `test accuracy ${accuracy.estimate.toFixed(3)}, standard deviation over the folds ${spread.toFixed(3)}`,
  ].join('\n');
}

if (isStarted(import.meta)) {
  const results: Fold[] = [];
  for (const split of folds(seed)) results.push(await runFold(split));
  console.log(describe(summarize(results)));
}
