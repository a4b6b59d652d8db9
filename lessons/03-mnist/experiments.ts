/** What is measured in this lesson; `node lessons/03-mnist/experiments.ts` does it all, in a minute or two. */
import type { Dataset } from 'echotrain/data';
import { dense, flatten, type Model, sequential } from 'echotrain/layers';
import { nodeDevice } from 'echotrain/runtime/node';
import { isStarted } from '../started.ts';
import {
  type Classifier,
  type Judgment,
  judge,
  type Plan,
  type Surroundings,
  trainClassifier,
} from './classifier.ts';
import { type Digits, digits, drawn } from './digits.ts';
import { lenet5, mlp } from './layers.ts';
import { CLASSES, firstOf } from './problem.ts';

/** What is tried: a network, how many images it learns from, and how it is trained. */
export interface Trial extends Plan {
  readonly name: string;
  readonly build: () => Model;
  /** All training images where it is not said. */
  readonly images?: number;
}

/** Too few parameters, too few images, enough of both, and convolutions. */
export const trials = {
  linear: { name: 'no hidden layer', build: linear, epochs: 4, maxLearningRate: 0.005 },
  few: { name: 'MLP, 1,000 images', build: wide, images: 1_000, epochs: 30, maxLearningRate: 0.002 },
  mlp: { name: 'MLP', build: wide, epochs: 6, maxLearningRate: 0.002 },
  lenet5: { name: 'LeNet-5', build: lenet5, epochs: 10, maxLearningRate: 0.005 },
} as const satisfies Readonly<Record<string, Trial>>;

/** A network, trained on some of the digits and judged by all parts. */
export interface Experiment {
  readonly name: string;
  /** How many images it learned from. */
  readonly images: number;
  readonly parameters: number;
  readonly classifier: Classifier;
  readonly train: Judgment;
  readonly validation: Judgment;
  readonly test: Judgment;
}

/** Ten logits straight from 784 pixels: 7,850 parameters. */
function linear(): Model {
  return sequential([flatten(), dense({ units: CLASSES })], { inputShape: [1, 28, 28], name: 'linear' });
}

/** The multi-layer perceptron 784-512-512-10: 669,706 parameters. */
function wide(): Model {
  return mlp(512);
}

/** Trains one network, and opens the test part when that is done. */
export async function runTrial(
  trial: Trial,
  digits: Digits,
  surroundings: Surroundings,
): Promise<Experiment> {
  const train = trial.images === undefined ? digits.train : firstOf(digits.train, trial.images);
  const model = trial.build();
  const classifier = await trainClassifier(model, { ...digits, train }, trial, surroundings);
  const judgment = (data: Dataset) => judge(classifier, data, surroundings);
  return {
    name: trial.name,
    images: train.count,
    parameters: model.weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    classifier,
    train: await judgment(train),
    validation: await judgment(digits.validation),
    test: await judgment(digits.test),
  };
}

/** What becomes of LeNet-5 when the digits are others than those it has learned from: test parts by their names. */
export interface Elsewhere {
  /** Trained on drawn digits, judged by both. */
  readonly drawn: Readonly<Record<Digits['name'], Judgment>>;
  /** Trained on MNIST, judged by both. */
  readonly mnist: Readonly<Record<Digits['name'], Judgment>>;
}

/** Trains LeNet-5 on drawn digits, and judges it and one that was trained on MNIST by the digits of the other. */
export async function elsewhere(
  onMnist: Pick<Classifier, 'model' | 'weights'>,
  mnistTest: Dataset,
  surroundings: Surroundings,
): Promise<Elsewhere> {
  const other = drawn();
  const onDrawn = await trainClassifier(lenet5(), other, trials.lenet5, surroundings);
  const byBoth = async (classifier: typeof onMnist) => ({
    MNIST: await judge(classifier, mnistTest, surroundings),
    'drawn digits': await judge(classifier, other.test, surroundings),
  });
  return { drawn: await byBoth(onDrawn), mnist: await byBoth(onMnist) };
}

function percent({ error }: Judgment): string {
  return `${(100 * error.estimate).toFixed(2)} %`.padStart(12);
}

/** A trial's result, for people. */
function describe({ name, images, parameters, train, validation, test }: Experiment): string {
  const counts = `${parameters}`.padStart(10) + `${images}`.padStart(8);
  return name.padEnd(19) + counts + percent(train) + percent(validation) + percent(test);
}

async function main(): Promise<void> {
  const here = await digits();
  const surroundings = { device: nodeDevice('cpu') };
  console.log(here.source);
  console.log('network            parameters  images    training  validation        test');
  for (const trial of [trials.linear, trials.few, trials.mlp]) {
    console.log(describe(await runTrial(trial, here, surroundings)));
  }
  const lenet = await runTrial(trials.lenet5, here, surroundings);
  console.log(describe(lenet));
  if (here.name !== 'MNIST') return;
  const { drawn: onDrawn, mnist } = await elsewhere(lenet.classifier, here.test, surroundings);
  console.log('\nLeNet-5 learned from       errors on MNIST   on drawn digits');
  const row = (name: string, on: Elsewhere['drawn']) =>
    console.log(
      `${name.padEnd(24)}${percent(on.MNIST).padStart(18)}${percent(on['drawn digits']).padStart(18)}`,
    );
  row('MNIST', mnist);
  row('drawn digits', onDrawn);
}

if (isStarted(import.meta)) await main();
