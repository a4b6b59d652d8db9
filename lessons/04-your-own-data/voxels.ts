/** How good is the network? What voxels at random say of it, and what a new subject says. Measured. */
import { type Dataset, kFold, type Splittable } from 'echotrain/data';
import { mean, standardDeviation } from 'echotrain/evaluate';
import {
  accuracy,
  adam,
  type Callback,
  evaluate,
  fit,
  type History,
  sparseCategoricalCrossentropy,
} from 'echotrain/train';
import { isStarted } from '../started.ts';
import { execution, network } from './layers.ts';
import { batchSize, learningRate, seed, standardized, voxelsOf } from './problem.ts';

/** How often every training voxel is looked at. */
const EPOCHS = 60;

const FOLDS = 4;

/** Subjects that no network has seen, neither in training nor in validation. */
const strangers = Array.from({ length: 20 }, (_, i) => voxelsOf([1001 + i]));

/** How the voxels of the known subjects are divided into those that train and those that validate. */
export type Division = 'random voxels' | 'by subject';

/** One network, trained on three quarters of the voxels. */
export interface Fold {
  readonly train: number;
  readonly validation: number;
  /** The accuracy in each of the new subjects. */
  readonly strangers: readonly number[];
  readonly history: History;
}

/** What a division promises, and what comes of it. */
export interface Outcome {
  readonly subjects: number;
  readonly division: Division;
  readonly folds: readonly Fold[];
}

/** Who watches the trainings, and may stop them. */
export interface Supervision {
  readonly watch?: (label: string) => Callback;
  readonly signal?: AbortSignal | undefined;
}

const objective = { ...execution, loss: sparseCategoricalCrossentropy(), metrics: [accuracy()] };

/** Trains on some subjects, validates as the division says, and tests on subjects that are new. */
export async function experiment(
  subjects: number,
  division: Division,
  supervision: Supervision = {},
): Promise<Outcome> {
  const known = voxelsOf(Array.from({ length: subjects }, (_, i) => i + 1));
  const items = division === 'by subject' ? known : withoutSubjects(known);
  const folds: Fold[] = [];
  for (const { train, test } of kFold(items, { folds: FOLDS, seed })) {
    const label = `Tissues, ${division}, fold ${folds.length + 1}`;
    folds.push(await trainFold(known.subset(train), known.subset(test), label, supervision));
    supervision.signal?.throwIfAborted();
  }
  return { subjects, division, folds };
}

/** The voxels as if nobody knew whose they are. */
function withoutSubjects({ count, labels }: Dataset): Splittable {
  return { count, labels };
}

async function trainFold(
  train: Dataset,
  validation: Dataset,
  label: string,
  { watch, signal }: Supervision,
): Promise<Fold> {
  const parts = standardized(train, [validation, ...strangers]);
  const [validationData, ...tests] = parts.others;
  const model = network();
  const optimizer = adam({ learningRate });
  const callbacks = watch ? [watch(label)] : [];
  const plan = {
    ...objective,
    optimizer,
    epochs: EPOCHS,
    batchSize,
    seed,
    callbacks,
    ...(signal && { signal }),
  };
  const { weights, history } = await fit(model, parts.train, {
    ...plan,
    ...(validationData && { validationData }),
  });
  const accuracies: number[] = [];
  for (const data of tests) {
    const scores = await evaluate(model, weights, data, objective);
    accuracies.push(scores.accuracy ?? Number.NaN);
  }
  const last = history.at(-1);
  return {
    train: last?.train.accuracy ?? Number.NaN,
    validation: last?.validation?.accuracy ?? Number.NaN,
    strangers: accuracies,
    history,
  };
}

/** The accuracies, for people. */
export function describe(outcomes: readonly Outcome[]): string {
  const percent = (share: number, columns: number) => `${(100 * share).toFixed(1)} %`.padStart(columns);
  const row = (outcome: Outcome) => {
    const { train, validation, strangers, spread } = summarize(outcome);
    return [
      `${outcome.subjects}`.padStart(8),
      `  ${outcome.division.padEnd(13)}`,
      percent(train, 10),
      percent(validation, 12),
      percent(strangers, 13),
      percent(spread, 10),
    ].join('');
  };
  return ['subjects  validated by    training  validation  new subject    spread', ...outcomes.map(row)].join(
    '\n',
  );
}

/** The mean accuracies of an outcome, and how much they differ between new subjects. */
export function summarize({ folds }: Outcome) {
  const news = folds.flatMap((fold) => fold.strangers);
  return {
    train: mean(folds.map(({ train }) => train)),
    validation: mean(folds.map(({ validation }) => validation)),
    strangers: mean(news),
    spread: standardDeviation(news),
  };
}

/** What the text shows. */
export async function allExperiments(): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const subjects of [4, 12]) {
    outcomes.push(await experiment(subjects, 'random voxels'));
    outcomes.push(await experiment(subjects, 'by subject'));
  }
  return outcomes;
}

if (isStarted(import.meta)) console.log(describe(await allExperiments()));
