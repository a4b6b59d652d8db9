/** The figures of the text; `node lessons/02-iris/figures.ts` draws them anew. */
import { Dataset, iris, standardizationOf, standardize } from 'echotrain/data';
import { predictedClasses } from 'echotrain/evaluate';
import { dense, sequential } from 'echotrain/layers';
import { type Curve, confusionFigure, curvesFigure, decisionFigure, type Figure } from 'echotrain/report';
import { adam, fit, predict, sparseCategoricalCrossentropy } from 'echotrain/train';
import { saveFigure } from '../save-figure.ts';
import { isStarted } from '../started.ts';
import { type CrossValidation, crossEntropies, type Fold, folds, runFold, summarize } from './five-folds.ts';
import { execution } from './layers.ts';
import { batchSize, epochs, learningRate, seed, sizes, species } from './problem.ts';

/** Training and validation loss of one fold, without weight decay and with much of it. */
export function curvesOf({ candidates }: Fold): Promise<Figure> {
  const shown = [candidates[0], candidates.find(({ decay }) => decay === 0.01)].filter(
    (one) => one !== undefined,
  );
  const curves = shown.flatMap((candidate): Curve[] => {
    const run = candidate.decay === 0 ? 'no decay' : `decay ${candidate.decay}`;
    return [
      { run, part: 'training', y: crossEntropies(candidate, 'train') },
      { run, part: 'validation', y: crossEntropies(candidate, 'validation') },
    ];
  });
  return curvesFigure({
    title: 'Overfitting, and weight decay',
    caption: 'Without decay the training loss goes on falling while the validation loss turns.',
    yTitle: 'cross-entropy',
    curves,
  });
}

/** All flowers, each judged by the network that has not seen it. */
export function confusionOf({ confusion }: CrossValidation): Promise<Figure> {
  return confusionFigure({
    title: 'What flowers are taken for',
    caption: 'All 150 flowers, each judged by the network that has not seen it.',
    matrix: confusion,
    classes: species,
  });
}

/** The petals alone: [flowers, 2], length and width in cm. */
function petals(): Dataset {
  const { targets, inputs } = iris();
  const isPetal = (at: number) => at % sizes.inputs >= 2;
  return new Dataset({
    name: 'petals',
    inputs: inputs.filter((_, at) => isPetal(at)),
    inputShape: [2],
    targets,
  });
}

/** The plane of the petals in cm, and how finely it is looked at. */
const plane = {
  x: { title: 'petal length (cm)', low: 0.5, high: 7.5 },
  y: { title: 'petal width (cm)', low: 0, high: 2.7 },
  cells: 48,
} as const;

/** What a network that sees the petals alone says everywhere in their plane. */
export async function decisionPlane(): Promise<Figure> {
  const data = petals();
  const standard = standardizationOf(data, 'feature');
  const layers = [dense({ units: sizes.hidden, activation: 'relu' }), dense({ units: sizes.outputs })];
  const model = sequential(layers, { inputShape: [2] });
  const optimizer = adam({ learningRate });
  const plan = { ...execution, loss: sparseCategoricalCrossentropy(), optimizer, epochs, batchSize, seed };
  const { weights } = await fit(model, standardize(data, standard), plan);
  const { cells } = plane;
  const centers = Array.from({ length: cells ** 2 }, (_, cell) => [
    plane.x.low + ((plane.x.high - plane.x.low) * ((cell % cells) + 0.5)) / cells,
    plane.y.low + ((plane.y.high - plane.y.low) * (Math.floor(cell / cells) + 0.5)) / cells,
  ]);
  const grid = new Dataset({
    name: 'grid',
    inputs: Float32Array.from(centers.flat()),
    inputShape: [2],
    targets: { kind: 'values', data: new Float32Array(cells ** 2), shape: [1] },
  });
  const { values } = await predict(model, weights, standardize(grid, standard).inputs, execution);
  const points = Array.from(data.labels ?? [], (species, item) => {
    const [x = 0, y = 0] = data.input(item);
    return { x, y, class: species };
  });
  return decisionFigure({
    title: 'The plane of the petals',
    caption:
      'Flowers in the color of their species; the ground is what a network says that sees the petals alone.',
    classes: species,
    ...plane,
    regions: { rows: cells, columns: cells, classes: predictedClasses(values, sizes.outputs) },
    points,
  });
}

if (isStarted(import.meta)) {
  const results: Fold[] = [];
  for (const split of folds(seed)) results.push(await runFold(split));
  const [, second] = results;
  saveFigure(import.meta.dirname, 'plane', await decisionPlane());
  if (second) saveFigure(import.meta.dirname, 'curves', await curvesOf(second));
  saveFigure(import.meta.dirname, 'confusion', await confusionOf(summarize(results)));
}
