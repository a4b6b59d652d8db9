/** The figures of the text; `node lessons/03-mnist/figures.ts` draws them anew, from MNIST. */
import { conv, input, relu } from 'echotrain/graph';
import { toOnnx } from 'echotrain/onnx';
import {
  type Curve,
  confusionFigure,
  curvesFigure,
  type Figure,
  formatNumber,
  formatPercent,
  imagesFigure,
  intervalsFigure,
  type LabeledImage,
} from 'echotrain/report';
import { nodeDevice } from 'echotrain/runtime/node';
import type { Weights } from 'echotrain/train';
import { saveFigure, saveSvg } from '../save-figure.ts';
import { isStarted } from '../started.ts';
import { thumbnails } from '../thumbnails.ts';
import { type Classifier, worstMistakes } from './classifier.ts';
import { mnistDigits } from './digits.ts';
import { type Experiment, runTrial, trials } from './experiments.ts';

/** Training and validation loss of a network that has too few images, and of one that has enough. */
export function fittingFigure(few: Experiment, all: Experiment): Promise<Figure> {
  const curves = [few, all].flatMap((experiment): Curve[] => {
    const { classifier, images } = experiment;
    const run = experiment === all ? 'all images' : `${formatNumber(images)} images`;
    return [
      { run, part: 'training', y: losses(classifier, 'train') },
      { run, part: 'validation', y: losses(classifier, 'validation') },
    ];
  });
  return curvesFigure({
    title: 'Too little, and enough',
    caption: 'The same network. Where training and validation loss part, it learns images by heart.',
    curves,
  });
}

function losses({ history }: Classifier, part: 'train' | 'validation'): number[] {
  return history.map((epoch) => epoch[part]?.loss ?? Number.NaN);
}

/** Test errors with their intervals. */
export function errorsFigure(experiments: readonly Experiment[]): Promise<Figure> {
  return intervalsFigure({
    title: 'Test error',
    caption: 'The share of test images that are taken for another digit, with its 95 % interval.',
    xTitle: 'test error (%)',
    format: (percent) => formatPercent(percent / 100, 2),
    rows: experiments.map(({ name, test: { error } }) => ({
      label: name,
      estimate: 100 * error.estimate,
      lower: 100 * error.lower,
      upper: 100 * error.upper,
    })),
  });
}

/** Which digits a network takes for which. */
export function confusionOf({ name, test }: Experiment): Promise<Figure> {
  return confusionFigure({
    title: `${name}: what test images are taken for`,
    matrix: test.confusion,
    classes: Array.from({ length: 10 }, (_, digit) => `${digit}`),
  });
}

/** The images that a network is most wrong about. */
export function mistakesFigure({ name, test }: Experiment, most = 24): Figure {
  return imagesFigure({
    title: `${name}: the worst mistakes`,
    caption: 'Under each image what the network takes it for, what it is, and how sure the network is.',
    rows: 28,
    columns: 28,
    images: worstMistakes(test, most),
  });
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
  saveFigure(folder, 'fitting', await fittingFigure(few, mlp));
  saveFigure(folder, 'errors', await errorsFigure(experiments));
  saveFigure(folder, 'confusion', await confusionOf(lenet));
  const mistakes = worstMistakes(lenet.test, 14);
  saveSvg(folder, 'mistakes', thumbnails(mistakes, 'The 14 worst mistakes of LeNet-5.'));
  const maps = await featureMaps(lenet.classifier.weights, digits.test.input(0));
  saveSvg(
    folder,
    'kernels',
    thumbnails(maps, 'A digit, six kernels, and the six maps that they make of it.'),
  );
}
