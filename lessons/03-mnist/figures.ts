/** The figures of the text; `node lessons/03-mnist/figures.ts` draws them anew, from MNIST. */
import type { Interval } from 'echotrain/evaluate';
import { conv, input, relu } from 'echotrain/graph';
import { toOnnx } from 'echotrain/onnx';
import {
  type Curve,
  confusionFigure,
  curvesFigure,
  type Figure,
  formatPercent,
  imagesFigure,
  intervalsFigure,
  type LabeledImage,
} from 'echotrain/report';
import { nodeDevice } from 'echotrain/runtime/node';
import type { History, Weights } from 'echotrain/train';
import { saveFigure, saveSvg } from '../save-figure.ts';
import { isStarted } from '../started.ts';
import { thumbnails } from '../thumbnails.ts';
import { type Judgment, worstMistakes } from './classifier.ts';
import { mnistDigits } from './digits.ts';
import { type Experiment, runTrial, trials } from './experiments.ts';
import { CLASSES } from './problem.ts';

/** A training by its name. */
export interface NamedHistory {
  readonly run: string;
  readonly history: History;
}

/** Training and validation losses. */
export function fittingFigure(trainings: readonly NamedHistory[], title: string): Promise<Figure> {
  const losses = ({ history }: NamedHistory, part: 'train' | 'validation') =>
    history.map((epoch) => epoch[part]?.loss ?? Number.NaN);
  return curvesFigure({
    title,
    caption: 'Where training and validation loss part, the network learns images by heart.',
    curves: trainings.flatMap((training): Curve[] => [
      { run: training.run, part: 'training', y: losses(training, 'train') },
      { run: training.run, part: 'validation', y: losses(training, 'validation') },
    ]),
  });
}

/** A share of errors by what made them. */
export interface NamedError {
  readonly name: string;
  readonly error: Pick<Interval, 'estimate' | 'lower' | 'upper'>;
}

/** Test errors with their intervals. */
export function errorsFigure(rows: readonly NamedError[]): Promise<Figure> {
  return intervalsFigure({
    title: 'Test error',
    caption: 'The share of test images that are taken for another digit, with its 95 % interval.',
    xTitle: 'test error (%)',
    format: (percent) => formatPercent(percent / 100, 2),
    rows: rows.map(({ name, error }) => ({
      label: name,
      estimate: 100 * error.estimate,
      lower: 100 * error.lower,
      upper: 100 * error.upper,
    })),
  });
}

/** Which digits are taken for which. */
export function confusionOf({ confusion }: Judgment): Promise<Figure> {
  return confusionFigure({
    title: 'What test images are taken for',
    matrix: confusion,
    classes: Array.from({ length: CLASSES }, (_, digit) => `${digit}`),
  });
}

/** Images with what a network takes them for. */
export function imagesOf(images: readonly LabeledImage[], title: string): Figure {
  const caption =
    'Under each image what the network takes it for, what it is where that is wrong, and how sure it is.';
  return imagesFigure({ title, caption, rows: 28, columns: 28, images });
}

/** A digit, the six kernels of the first convolution of LeNet-5, and what each makes of the digit. */
export async function featureMaps(
  weights: Weights,
  digit: Float32Array,
): Promise<(LabeledImage | undefined)[]> {
  const [kernels, biases] = [weights.get('conv2d/kernel'), weights.get('conv2d/bias')];
  if (!kernels || !biases) throw new Error('these are no weights of LeNet-5');
  const [image, kernel, bias] = [
    input('image', [1, 1, 28, 28]),
    input('kernel', [6, 1, 5, 5]),
    input('bias', [6]),
  ];
  const session = await nodeDevice('cpu').load(
    toOnnx({ maps: relu(conv(image, kernel, bias, { pads: [2, 2, 2, 2] })) }),
  );
  const maps = new Float32Array(6 * 28 * 28);
  await session.bind({ image: digit, kernel: kernels, bias: biases }, { maps })();
  await session.release();
  const filters = Array.from({ length: 6 }, (_, f) => f);
  return [
    { pixels: digit, label: 'image' },
    ...filters.map((f) => ({ pixels: kernels.subarray(25 * f, 25 * (f + 1)), label: `kernel ${f + 1}` })),
    undefined,
    ...filters.map((f) => ({ pixels: maps.subarray(784 * f, 784 * (f + 1)), label: `map ${f + 1}` })),
  ];
}

if (isStarted(import.meta)) {
  const digits = await mnistDigits();
  const surroundings = { device: nodeDevice('cpu') };
  const experiments: Experiment[] = [];
  for (const trial of Object.values(trials)) experiments.push(await runTrial(trial, digits, surroundings));
  const [, few, mlp, lenet] = experiments;
  if (!few || !mlp || !lenet) throw new Error('a trial is missing');
  const folder = import.meta.dirname;
  const trainings = [
    { run: '1,000 images', history: few.classifier.history },
    { run: 'all images', history: mlp.classifier.history },
  ];
  saveFigure(folder, 'fitting', await fittingFigure(trainings, 'Too little, and enough'));
  const errors = experiments.map(({ name, test: { error } }) => ({ name, error }));
  saveFigure(folder, 'errors', await errorsFigure(errors));
  saveFigure(folder, 'confusion', await confusionOf(lenet.test));
  const mistakes = worstMistakes(lenet.test, 14);
  saveSvg(folder, 'mistakes', thumbnails(mistakes, 'The 14 worst mistakes of LeNet-5.'));
  const maps = await featureMaps(lenet.classifier.weights, digits.test.input(0));
  saveSvg(
    folder,
    'kernels',
    thumbnails(maps, 'A digit, six kernels, and the six maps that they make of it.'),
  );
}
