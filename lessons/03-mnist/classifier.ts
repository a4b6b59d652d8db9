/** Training a network for digits to the end, and judging what it says. */
import type { Dataset } from 'echotrain/data';
import {
  type ConfusionMatrix,
  confusionMatrix,
  type Interval,
  predictedClasses,
  wilsonInterval,
} from 'echotrain/evaluate';
import type { Model } from 'echotrain/layers';
import type { LabeledImage } from 'echotrain/report';
import {
  accuracy,
  adam,
  type Callback,
  type Execution,
  fit,
  type History,
  oneCycle,
  predict,
  sparseCategoricalCrossentropy,
  type Weights,
} from 'echotrain/train';
import { softmax } from '../02-iris/scratch.ts';
import { seed } from './digits.ts';
import { CLASSES } from './problem.ts';

/** Images in a step of a whole training. */
export const BATCH_SIZE = 128;

/** Where a training runs, who watches it, and who can stop it. */
export interface Surroundings extends Execution {
  readonly callbacks?: readonly Callback[];
  readonly signal?: AbortSignal;
}

/** How long a network is trained, and how fast at most. */
export interface Plan {
  readonly epochs: number;
  /** The top of a learning rate that rises and falls once. */
  readonly maxLearningRate: number;
}

/** A trained network. */
export interface Classifier {
  readonly model: Model;
  readonly weights: Weights;
  readonly history: History;
}

/** Trains a network, with Adam and one cycle of the learning rate. A training that is stopped throws. */
export async function trainClassifier(
  model: Model,
  { train, validation }: { readonly train: Dataset; readonly validation: Dataset },
  { epochs, maxLearningRate }: Plan,
  surroundings: Surroundings,
): Promise<Classifier> {
  const { weights, history } = await fit(model, train, {
    ...surroundings,
    loss: sparseCategoricalCrossentropy(),
    metrics: [accuracy()],
    optimizer: adam({ learningRate: oneCycle({ maxLearningRate }) }),
    epochs,
    batchSize: BATCH_SIZE,
    seed,
    validationData: validation,
  });
  surroundings.signal?.throwIfAborted();
  return { model, weights, history };
}

/** What a network says of some images, and how often it is wrong. */
export interface Judgment {
  readonly data: Dataset;
  /** Row-major [image, digit]. */
  readonly probabilities: ArrayLike<number>;
  readonly predicted: Uint32Array;
  readonly errors: number;
  /** The share of errors, with Wilson's interval. */
  readonly error: Interval;
  readonly confusion: ConfusionMatrix;
}

/** Judges a network by images. */
export async function judge(
  { model, weights }: Pick<Classifier, 'model' | 'weights'>,
  data: Dataset,
  { device, threads }: Execution,
): Promise<Judgment> {
  const { values } = await predict(model, weights, data.inputs, { device, threads, batchSize: BATCH_SIZE });
  const probabilities = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += CLASSES) {
    probabilities.set(softmax(Float64Array.from(values.subarray(from, from + CLASSES))), from);
  }
  return judgmentOf(data, probabilities);
}

/** What probabilities [image, digit] say of images. */
export function judgmentOf(data: Dataset, probabilities: ArrayLike<number>): Judgment {
  const predicted = predictedClasses(probabilities, CLASSES);
  const labels = data.labels ?? new Int32Array();
  const errors = labels.filter((label, item) => label !== predicted[item]).length;
  return {
    data,
    probabilities,
    predicted,
    errors,
    error: wilsonInterval(errors, labels.length),
    confusion: confusionMatrix(labels, predicted, CLASSES),
  };
}

/** An image with what it is, what a network takes it for, and how sure the network is. */
function judgedImage({ data, probabilities, predicted }: Judgment, item: number): LabeledImage {
  const taken = predicted[item] ?? 0;
  return {
    pixels: data.input(item),
    label: `${data.labels?.[item]}`,
    predicted: `${taken}`,
    note: `${Math.round(100 * (probabilities[item * CLASSES + taken] ?? 0))} % sure`,
  };
}

/** The first images. */
export function examples(judgment: Judgment, count: number): LabeledImage[] {
  return Array.from({ length: Math.min(count, judgment.data.count) }, (_, item) =>
    judgedImage(judgment, item),
  );
}

/** The wrongly classified images to whose digit the network gives the smallest probability, the worst first. */
export function worstMistakes(judgment: Judgment, count: number): LabeledImage[] {
  const { data, probabilities, predicted } = judgment;
  const ofTruth = (item: number) => probabilities[item * CLASSES + (data.labels?.[item] ?? 0)] ?? 0;
  return Array.from(predicted.keys())
    .filter((item) => predicted[item] !== data.labels?.[item])
    .toSorted((a, b) => ofTruth(a) - ofTruth(b))
    .slice(0, count)
    .map((item) => judgedImage(judgment, item));
}
