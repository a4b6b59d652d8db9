import { type Dataset, drawnDigits } from 'echotrain/data';
import type { Model } from 'echotrain/layers';
import type { Callback, Weights } from 'echotrain/train';
import { softmax } from '../../../../lessons/02-iris/scratch.ts';
import {
  type Judgment,
  judge,
  trainClassifier,
  worstMistakes,
} from '../../../../lessons/03-mnist/classifier.ts';
import { seed } from '../../../../lessons/03-mnist/digits.ts';
import { trials } from '../../../../lessons/03-mnist/experiments.ts';
import { CLASSES } from '../../../../lessons/03-mnist/problem.ts';
import { loadMnist } from '../training/in-place-of-node/data.ts';
import { type Predictor, predictorOf } from '../training/predictor.ts';
import type { Host, Program } from '../training/program.ts';
import { alteredImages, movedPixels, shuffledPixels } from './altered-images.ts';
import { filtersOf } from './first-layer.ts';

/** Which network learns from how many images, and how. */
export interface DigitsParameters {
  readonly source: 'drawn' | 'mnist';
  readonly network: 'linear' | 'mlp' | 'lenet5';
  readonly images: number;
  readonly epochs: number;
  /** The top of a learning rate that rises and falls once. */
  readonly maxLearningRate: number;
  /** Put the pixels of all images into another order, the same for all. */
  readonly isShuffled: boolean;
  /** Pixels that the test images are moved by. */
  readonly moved: number;
}

/** A gray image. */
export interface GrayImage {
  readonly pixels: ArrayLike<number>;
  readonly words: string;
}

/** How a network judges the test images. */
export interface TestJudgment {
  readonly errors: number;
  readonly count: number;
  readonly confusion: readonly (readonly number[])[];
  readonly mistakes: readonly GrayImage[];
  /** Some images to try the network on. */
  readonly examples: readonly GrayImage[];
}

/** What the program tells: the losses of steps, accuracies of epochs, filters of the first layer, and at the end the test. */
export interface DigitsUpdate {
  readonly losses: readonly number[];
  /** The share of some validation images that are right now. */
  readonly accuracy?: number;
  readonly epochs?: readonly { readonly train: number; readonly validation: number }[];
  readonly filters?: readonly Float32Array[];
  readonly test?: TestJudgment;
}

/** Images to judge by: for the validation, and for the test. */
const JUDGED = 1_000;

/** Validation images that are looked at while it trains, and milliseconds between two looks. */
const LOOK = { images: 250, every: 400 } as const;

/** Trains one of the lesson's networks, and then says what digit 784 pixels are: ten probabilities. */
export const run: Program<DigitsParameters, DigitsUpdate, Float32Array, number[]> = async (
  parameters,
  host,
) => {
  const parts = await partsOf(parameters);
  const model = trials[parameters.network].build();
  const device = await host.device('large');
  const some = parts.validation.subset(firstItems(LOOK.images));
  const predictor = await predictorOf(model, some.inputs, device);
  const callbacks = [reporterOf(host, predictor, some, model)];
  const classifier = await trainClassifier(model, parts, parameters, { device, callbacks });
  await predictor.release();
  const filters = filtersOf(model, classifier.weights);
  host.tell({ losses: [], filters, test: judgmentOf(await judge(classifier, parts.test, { device })) });
  const given = (pixels: Float32Array) => (parameters.isShuffled ? shuffledPixels(pixels) : pixels);
  return (pixels) => classify(model, classifier.weights, given(pixels), device);
};

type Parts = Readonly<Record<'train' | 'validation' | 'test', Dataset>>;

/** So many images to learn from, and others to judge by. */
async function partsOf({ source, images, isShuffled, moved }: DigitsParameters): Promise<Parts> {
  const { train, test } =
    source === 'mnist' ? await loadMnist() : drawnDigits({ seed, train: images + JUDGED, test: JUDGED });
  const shuffled = (data: Dataset) => (isShuffled ? alteredImages(data, shuffledPixels) : data);
  return {
    train: shuffled(train.subset(firstItems(images))),
    validation: shuffled(train.subset(firstItems(JUDGED).map((item) => images + item))),
    test: shuffled(alteredImages(test.subset(firstItems(JUDGED)), (pixels) => movedPixels(pixels, moved))),
  };
}

function firstItems(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, item) => item);
}

/** Tells the losses of steps, accuracies of epochs, and now and then what the network makes of some images. */
function reporterOf(host: Host<DigitsUpdate>, predictor: Predictor, some: Dataset, model: Model): Callback {
  const losses: number[] = [];
  return {
    async onBatchEnd(training) {
      losses.push(training.loss);
      if (!host.isDue(LOOK.every)) return;
      const weights = training.weights();
      const { output } = await predictor.see(weights);
      const accuracy = shareRight(output, some);
      host.tell({ losses: losses.splice(0), accuracy, filters: filtersOf(model, weights) });
    },
    onEpochEnd({ train, validation }) {
      const accuracies = {
        train: train.accuracy ?? Number.NaN,
        validation: validation?.accuracy ?? Number.NaN,
      };
      host.tell({ losses: losses.splice(0), epochs: [accuracies] });
    },
  };
}

function shareRight(logits: Float32Array, { count, labels = new Int32Array() }: Dataset): number {
  let right = 0;
  for (let item = 0; item < count; item++) {
    const row = logits.subarray(item * CLASSES, (item + 1) * CLASSES);
    if (row.indexOf(Math.max(...row)) === labels[item]) right++;
  }
  return right / count;
}

function judgmentOf(judgment: Judgment): TestJudgment {
  const { errors, data, confusion } = judgment;
  return {
    errors,
    count: data.count,
    confusion: confusion.map((row) => [...row]),
    mistakes: worstMistakes(judgment, 14).map(({ pixels, label, predicted, note }) => ({
      pixels: Float32Array.from(pixels),
      words: `${label}, not ${predicted} (${note})`,
    })),
    examples: Array.from({ length: 20 }, (_, item) => ({
      pixels: data.input(item).slice(),
      words: `${data.labels?.[item]}`,
    })),
  };
}

async function classify(
  model: Model,
  weights: Weights,
  pixels: Float32Array,
  device: Parameters<typeof predictorOf>[2],
): Promise<number[]> {
  const predictor = await predictorOf(model, pixels, device);
  const { output } = await predictor.see(weights);
  await predictor.release();
  return [...softmax(Float64Array.from(output))];
}
