/** What all levels of this lesson share: the flowers and who they are for, the network's start, the training. */
import {
  Batches,
  type Dataset,
  iris,
  type Split,
  split,
  standardizationOf,
  standardize,
} from 'echotrain/data';
import { accuracy, predictedClasses } from 'echotrain/evaluate';
import { dense, sequential } from 'echotrain/layers';
import type { Weights } from 'echotrain/train';
import { isStarted } from '../started.ts';

/** Where splits, initial weights and the order of the flowers come from. */
export const seed = 1;

/** The species' names, in the order of their class indices. */
export const species = ['setosa', 'versicolor', 'virginica'] as const;

/** The sizes of the network: measurements in, hidden units, species out. */
export const sizes = { inputs: 4, hidden: 16, outputs: species.length } as const;

/** Flowers in a step. */
export const batchSize = 30;

/** How far a step of Adam goes. */
export const learningRate = 0.01;

/** How often every training flower is looked at. */
export const epochs = 150;

/** Flowers to learn from, to choose by, and for the test. */
export interface Parts {
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly test: Dataset;
}

/** The parts of a split, measured in the training part's standard deviations from its mean. */
export function partsOf({ train, validation, test }: Split): Parts {
  const data = iris();
  const standardization = standardizationOf(data.subset(train), 'feature');
  const part = (items: Uint32Array) => standardize(data.subset(items), standardization);
  return { train: part(train), validation: part(validation), test: part(test) };
}

/** One division of the flowers, on which the levels are compared. */
export function onePartition(): Parts {
  return partsOf(split(iris(), { validation: 0.2, test: 0.2, seed }));
}

/** The weights before training: `hidden/kernel` [4, 16], `hidden/bias` [16], `out/kernel` [16, 3], `out/bias` [3]. */
export const initialWeights: Weights = sequential(
  [
    dense({ name: 'hidden', units: sizes.hidden, kernelInitializer: 'heNormal' }),
    dense({ name: 'out', units: sizes.outputs }),
  ],
  { inputShape: [sizes.inputs] },
).initialWeights(seed);

/** The batches that all levels train on, in the same order. */
export function batchesOf(data: Dataset): Batches {
  return new Batches(data, { batchSize, seed });
}

/** A training's losses, one for each step, and what the network says after it. */
export interface Trained {
  readonly losses: readonly number[];
  /** The logits [flowers, 3] for measurements [flowers, 4]. */
  readonly predict: (inputs: Float32Array) => ArrayLike<number> | Promise<ArrayLike<number>>;
}

/** How a level trains the network: always the same way, whatever it is written in. */
export type Level = (train: Dataset, epochs: number) => Trained | Promise<Trained>;

/** Trains and prints, where the module with this `import.meta` is the program that was started. */
export async function main(meta: ImportMeta, train: Level): Promise<void> {
  if (isStarted(meta)) console.log(await describe(train));
}

/** The loss after some steps of a training, and the accuracies it leads to, for people. */
export async function describe(train: Level): Promise<string> {
  const parts = onePartition();
  const { losses, predict } = await train(parts.train, epochs);
  const steps = [1, 10, 30, 100, 300, losses.length].map(
    (step) => `${`${step}`.padStart(10)}${(losses[step - 1] ?? Number.NaN).toFixed(5).padStart(10)}`,
  );
  const shares = [];
  for (const [name, { inputs, labels = [], count }] of Object.entries(parts)) {
    const share = accuracy(labels, predictedClasses(await predict(inputs), species.length));
    shares.push(`${name} ${Math.round(share * count)} of ${count} right`);
  }
  return [`${'step'.padStart(10)}${'loss'.padStart(10)}`, ...steps, shares.join(', ')].join('\n');
}
