/** What all levels of this lesson share: the networks' starts, the batches, and what a level gives. */
import { Batches, type Dataset } from 'echotrain/data';
import { accuracy, predictedClasses } from 'echotrain/evaluate';
import type { Model } from 'echotrain/layers';
import { lenet5, mlp } from 'echotrain/models';
import type { Weights } from 'echotrain/train';
import { isStarted } from '../started.ts';
import { digits, seed } from './digits.ts';

/** The networks of this lesson: a multi-layer perceptron, and LeNet-5. */
export type NetworkName = 'mlp' | 'lenet5';

/** Classes: the digits 0 to 9. */
export const CLASSES = 10;

/** How far a step of Adam goes. */
export const learningRate = 0.001;

/** One short training, the same at all levels. */
export interface Task {
  readonly network: NetworkName;
  /** Units in each of the MLP's two hidden layers. */
  readonly hidden: number;
  /** What is looked at, once. */
  readonly data: Dataset;
  readonly batchSize: number;
}

/** A training's losses, one for each step, and what the network says after it. */
export interface Trained {
  readonly losses: readonly number[];
  /** Logits or probabilities [images, 10] for images [images, 1, 28, 28]. */
  readonly predict: (images: Float32Array) => ArrayLike<number> | Promise<ArrayLike<number>>;
}

/** How a level trains a network: always the same way, whatever it is written in. */
export type Level = (task: Task) => Trained | Promise<Trained>;

/** The network, for what it starts from: every level builds it for itself. */
export function networkOf({ network, hidden }: Task): Model {
  return network === 'mlp' ? mlp({ hidden: [hidden, hidden] }) : lenet5();
}

/** The weights before training by name, in the order in which they are used: a kernel and a bias for each layer. */
export function initialWeights(task: Task): Weights {
  return networkOf(task).initialWeights(seed);
}

/** The batches that all levels train on, in the same order. */
export function batchesOf({ data, batchSize }: Task): Batches {
  return new Batches(data, { batchSize, seed });
}

/** What a level does where it is started as a program, and what the test of the levels compares. */
export const program = { steps: 50, batchSize: 8, hidden: 64, judged: 500 } as const;

/** Trains both networks for a moment and prints, where the module with this `import.meta` was started. */
export async function main(meta: ImportMeta, train: Level): Promise<void> {
  if (!isStarted(meta)) return;
  const { name, train: images, validation } = await digits();
  const { steps, batchSize, hidden, judged } = program;
  console.log(`${steps} steps of ${batchSize} images of ${name}; loss in step 1, 10, 20, 30, 40, 50`);
  for (const network of ['mlp', 'lenet5'] as const) {
    const task = { network, hidden, data: firstOf(images, steps * batchSize), batchSize };
    console.log(await describe(train, task, firstOf(validation, judged)));
  }
}

/** The first items of a dataset. */
export function firstOf(data: Dataset, count: number): Dataset {
  return data.subset(Uint32Array.from({ length: count }, (_, item) => item));
}

/** The loss in some steps, the accuracy it leads to, and the time it took, for people. */
export async function describe(train: Level, task: Task, judged: Dataset): Promise<string> {
  const started = performance.now();
  const { losses, predict } = await train(task);
  const seconds = (performance.now() - started) / 1000;
  const some = [1, 10, 20, 30, 40, 50].map((step) => (losses[step - 1] ?? Number.NaN).toFixed(4));
  const predicted = predictedClasses(await predict(judged.inputs), CLASSES);
  const share = accuracy(judged.labels ?? [], predicted);
  return `${task.network.padEnd(6)}  ${some.join('  ')}  accuracy ${share.toFixed(3)}  ${seconds.toFixed(1)} s`;
}
