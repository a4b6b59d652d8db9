import { describe, expect, it } from 'vitest';
import { type RecordedTraining, recordedCurves } from '../../../test/recorded-curves.ts';
import { drawnDigits } from '../../data/digits/drawn-digits.ts';
import { Dataset, iris } from '../../data/index.ts';
import { mlp } from '../../models/index.ts';
import { adam, sgd, type Weights } from '../../train/index.ts';
import { product, range } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import { type CurveFindingKind, readCurves } from '../index.ts';

const { train, test: validation } = drawnDigits({ seed: 1, train: 500, test: 300 });
const model = mlp({ hidden: [32] });
const digits = { model, train, validation, optimizer: adam({ learningRate: 1e-3 }), epochs: 20 };

const order = RandomStream.derive(1, 'flowers').permutation(150);
const flowers = {
  model: mlp({ inputShape: [4], hidden: [16], outputs: 3 }),
  train: iris().subset(order.slice(0, 100)),
  validation: iris().subset(order.slice(100)),
  optimizer: adam({ learningRate: 0.01 }),
  epochs: 60,
};

/** The dataset with this share of its labels drawn anew. */
function relabeled(dataset: Dataset, share: number): Dataset {
  const { targets, name, inputs, inputShape } = dataset;
  if (targets.kind !== 'classes') throw new Error('classes');
  const random = RandomStream.derive(3, 'labels');
  const { classNames } = targets;
  const data = targets.data.map((label) =>
    random.uniform() < share ? random.integer(classNames.length) : label,
  );
  return new Dataset({ name, inputs, inputShape, targets: { ...targets, data } });
}

/** Normal weights, so many times as large as He's, and a bias of the first layer. */
function weightsOf({ weights }: typeof model, scale: number, bias = 0): Weights {
  const random = RandomStream.derive(5, 'weights');
  return new Map(
    weights.map(({ name, shape }, i) => {
      const spread = scale * Math.sqrt(2 / (shape[0] ?? 1));
      const values = Float32Array.from({ length: product(shape) }, () => spread * random.normal());
      return [name, name.endsWith('bias') ? values.fill(i === 1 ? bias : 0) : values];
    }),
  );
}

const deep = mlp({ hidden: [24, 24, 24, 24, 24, 24] });
const deepFlowers = mlp({ inputShape: [4], hidden: [32, 32, 32, 32, 32, 32], outputs: 3 });
const noisy = { ...digits, model: mlp({ hidden: [64] }), train: relabeled(train, 0.4), epochs: 50 };

const trainings: readonly [what: string, expected: CurveFindingKind, training: RecordedTraining][] = [
  ['digits', 'good fit', digits],
  ['digits by SGD', 'good fit', { ...digits, optimizer: sgd({ learningRate: 0.1 }) }],
  ['Iris', 'good fit', flowers],
  ['digits, 100 times', 'learning rate too high', { ...digits, optimizer: adam({ learningRate: 0.1 }) }],
  ['digits by SGD, 100 times', 'learning rate too high', { ...digits, optimizer: sgd({ learningRate: 10 }) }],
  ['Iris, 100 times', 'learning rate too high', { ...flowers, optimizer: adam({ learningRate: 1 }) }],
  ['digits, 100 times', 'learning rate too low', { ...digits, optimizer: adam({ learningRate: 1e-5 }) }],
  [
    'digits by SGD, 100 times',
    'learning rate too low',
    { ...digits, optimizer: sgd({ learningRate: 1e-3 }) },
  ],
  ['Iris, 100 times', 'learning rate too low', { ...flowers, optimizer: adam({ learningRate: 1e-4 }) }],
  ['digits with 40 % of labels drawn anew', 'label noise', noisy],
  ['digits with biases of -20', 'dead units', { ...digits, initialWeights: weightsOf(model, 1, -20) }],
  ['60 digits', 'overfitting', { ...digits, train: train.subset(range(60)), epochs: 60 }],
  [
    'digits through two units',
    'underfitting',
    { ...digits, model: mlp({ hidden: [2] }), optimizer: adam({ learningRate: 3e-3 }), epochs: 30 },
  ],
  [
    'digits through six layers that begin too small',
    'vanishing gradients',
    { ...digits, model: deep, optimizer: sgd({ learningRate: 0.01 }), initialWeights: weightsOf(deep, 0.2) },
  ],
  [
    'Iris through six layers, in too long steps',
    'exploding gradients',
    { ...flowers, model: deepFlowers, optimizer: sgd({ learningRate: 0.1 }), monitorSteps: true },
  ],
];

describe('readCurves, of real trainings', () => {
  it.each(trainings)('%s: %s', async (_, expected, training) => {
    const findings = readCurves(await recordedCurves(training));
    const said = findings.filter(({ certainty }) => certainty !== 'possible').map(({ kind }) => kind);
    if (expected === 'good fit') expect(said).toEqual(['good fit']);
    else expect(said).toContain(expected);
    expect(said).not.toContain(expected === 'good fit' ? 'undecided' : 'good fit');
  });

  it('digits with 40 % of all labels drawn anew: label noise, possibly', async () => {
    const training = { ...noisy, validation: relabeled(validation, 0.4) };
    const kinds = readCurves(await recordedCurves(training)).map(({ kind }) => kind);
    expect(kinds).toContain('label noise');
    expect(kinds).toContain('overfitting');
  });
});
