/** What all levels of this lesson share: the voxels and whose they are, the network's start, the training. */
import { Batches, Dataset, RandomStream, standardizationOf, standardize } from 'echotrain/data';
import { accuracy, predictedClasses } from 'echotrain/evaluate';
import { dense, sequential } from 'echotrain/layers';
import type { Weights } from 'echotrain/train';
import { isStarted } from '../started.ts';
import { features, measureVoxel, subjectEffects, tissues } from './diffusion.ts';

/** Where subjects, voxels, splits, initial weights and the order of the voxels come from. */
export const seed = 1;

/** The sizes of the network: features in, units of each hidden layer, tissues out. */
export const sizes = {
  inputs: features.length,
  hidden: [100, 100, 100, 100],
  outputs: tissues.length,
} as const;

/** Voxels of each tissue in each subject. */
const VOXELS = 200;

/** Voxels in a step. */
export const batchSize = 60;

/** How far a step of Adam goes. */
export const learningRate = 0.001;

/** The layers' names, and what goes into and comes out of each. */
export const layers = ['first', 'second', 'third', 'fourth', 'out'].map((name, i) => {
  const widths = [sizes.inputs, ...sizes.hidden, sizes.outputs];
  return { name, inputs: widths[i] ?? 0, outputs: widths[i + 1] ?? 0 };
});

/** The voxels of some subjects, each a row of five features, with the subject as its group. */
export function voxelsOf(subjects: readonly number[]): Dataset {
  const rows = subjects.flatMap((subject) => {
    const effects = subjectEffects(seed, subject);
    const random = RandomStream.derive(seed, 'voxels', subject);
    return Array.from({ length: VOXELS * tissues.length }, (_, voxel) => {
      const tissue = voxel % tissues.length;
      return { subject: `subject ${subject}`, tissue, values: measureVoxel(tissue, effects, random) };
    });
  });
  return new Dataset({
    name: 'diffusion voxels',
    inputs: Float32Array.from(rows.flatMap(({ values }) => values)),
    inputShape: [sizes.inputs],
    targets: {
      kind: 'classes',
      data: Int32Array.from(rows, ({ tissue }) => tissue),
      shape: [],
      classNames: tissues.map(({ name }) => name),
    },
    featureNames: features,
    groups: rows.map(({ subject }) => subject),
  });
}

/** Data measured in the training part's standard deviations from its mean. */
export function standardized(train: Dataset, others: readonly Dataset[]) {
  const standard = standardizationOf(train, 'feature');
  return {
    train: standardize(train, standard),
    others: others.map((data) => standardize(data, standard)),
  };
}

/** The weights before training: a kernel and a bias for each layer, `first/kernel` [5, 100] and so on. */
export const initialWeights: Weights = sequential(
  layers.map(({ name, outputs }) => dense({ name, units: outputs, kernelInitializer: 'heNormal' })),
  { inputShape: [sizes.inputs] },
).initialWeights(seed);

/** The batches that all levels train on, in the same order. */
export function batchesOf(data: Dataset): Batches {
  return new Batches(data, { batchSize, seed });
}

/** A training's losses, one for each step, and what the network says after it. */
export interface Trained {
  readonly losses: readonly number[];
  /** The logits [voxels, 3] for features [voxels, 5]. */
  readonly predict: (inputs: Float32Array) => ArrayLike<number> | Promise<ArrayLike<number>>;
}

/** How a level trains the network: always the same way, whatever it is written in. */
export type Level = (train: Dataset, epochs: number) => Trained | Promise<Trained>;

/** Trains on one subject for a moment and prints, where the module with this `import.meta` was started. */
export async function main(meta: ImportMeta, train: Level): Promise<void> {
  if (isStarted(meta)) console.log(await describe(train));
}

const EPOCHS = 6;

/** The loss after some steps of a training, and the accuracies it leads to, for people. */
export async function describe(train: Level): Promise<string> {
  const { train: known, others } = standardized(voxelsOf([1]), [voxelsOf([2])]);
  const { losses, predict } = await train(known, EPOCHS);
  const steps = [1, 10, 20, 40, losses.length].map(
    (step) => `${`${step}`.padStart(10)}${(losses[step - 1] ?? Number.NaN).toFixed(4).padStart(10)}`,
  );
  const shares = [];
  for (const { inputs, labels = [], count, groups } of [known, ...others]) {
    const share = accuracy(labels, predictedClasses(await predict(inputs), sizes.outputs));
    shares.push(`${groups?.[0]}: ${Math.round(share * count)} of ${count} right`);
  }
  return [`${'step'.padStart(10)}${'loss'.padStart(10)}`, ...steps, shares.join(', ')].join('\n');
}
