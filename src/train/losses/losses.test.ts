import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../test/close.ts';
import { checkOperator, type Golden } from '../../../test/operator-check.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { Sampler } from '../../../test/samples.ts';
import { cast, constant, gradients, input, type Shape, type Tensor, type Values } from '../../graph/index.ts';
import { product } from '../../util/arrays.ts';
import { InputError, present } from '../../util/errors.ts';
import {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  dice,
  huber,
  type Loss,
  magnitudeMeanSquaredError,
  meanAbsoluteError,
  meanOverItems,
  meanSquaredError,
  neutralPrediction,
  sparseCategoricalCrossentropy,
  ssim,
} from './index.ts';
import goldens from './losses.json' with { type: 'json' };

/** A loss as a function of prediction, target and weights; class indices come as int64. */
function masked(loss: Loss, prediction: Tensor, target: Tensor, weights: Tensor): Tensor {
  const known = target.dtype === 'int64' ? cast(target, 'int32') : target;
  return meanOverItems(loss.perItem(prediction, known), weights);
}

function checkLoss<O>(name: string, make: (options: O) => Loss, golden: readonly Golden<O>[]): void {
  checkOperator<O>(name, {
    primitive: null,
    build: (options) => (prediction, target, weights) => masked(make(options), prediction, target, weights),
    calls: null,
    goldens: golden,
  });
}

checkLoss('meanSquaredError', meanSquaredError, goldens.meanSquaredError);
checkLoss('meanAbsoluteError', meanAbsoluteError, goldens.meanAbsoluteError);
checkLoss('huber', huber, goldens.huber);
checkLoss('binaryCrossentropy', binaryCrossentropy, goldens.binaryCrossentropy);
checkLoss(
  'sparseCategoricalCrossentropy',
  sparseCategoricalCrossentropy,
  goldens.sparseCategoricalCrossentropy,
);
checkLoss('categoricalCrossentropy', categoricalCrossentropy, goldens.categoricalCrossentropy);
checkLoss('binaryFocalCrossentropy', binaryFocalCrossentropy, goldens.binaryFocalCrossentropy);
checkLoss('categoricalFocalCrossentropy', categoricalFocalCrossentropy, goldens.categoricalFocalCrossentropy);
checkLoss('dice', dice, goldens.dice);
checkLoss(
  'ssim',
  ({ window, dataRange }) => ssim({ window: window === 'gaussian' ? 'gaussian' : 'uniform', dataRange }),
  goldens.ssim,
);

checkLoss('magnitudeMeanSquaredError', magnitudeMeanSquaredError, goldens.magnitudeMeanSquaredError);

/** Losses with the shapes of one item they can be tried on. */
const tried: readonly { readonly loss: Loss; readonly item: Shape; readonly classes: boolean }[] = [
  { loss: meanSquaredError(), item: [3], classes: false },
  { loss: meanAbsoluteError(), item: [2, 3], classes: false },
  { loss: huber(), item: [3], classes: false },
  { loss: binaryCrossentropy(), item: [3], classes: false },
  { loss: sparseCategoricalCrossentropy({ classWeights: [1, 2, 3] }), item: [3, 2], classes: true },
  { loss: categoricalCrossentropy({ labelSmoothing: 0.1 }), item: [3], classes: false },
  { loss: binaryFocalCrossentropy(), item: [3], classes: false },
  { loss: categoricalFocalCrossentropy(), item: [3, 2], classes: true },
  { loss: dice(), item: [3, 4], classes: true },
  { loss: ssim(), item: [1, 8, 7], classes: false },
  { loss: magnitudeMeanSquaredError(), item: [2, 4, 3], classes: false },
];

describe.each(tried.map((one) => [one.loss.name, one] as const))('%s', (_, { loss, item, classes }) => {
  const targetShape = classes ? item.slice(1) : item;
  const samples = (sampler: Sampler, count: number) => ({
    prediction: sampler.uniform([count, ...item], -1, 1).values,
    target: classes
      ? sampler.integers([count, ...targetShape], 0, 3, 'int32').values
      : sampler.integers([count, ...targetShape], 0, 2, 'float32').values,
  });
  const traced = (count: number) => {
    const prediction = input('prediction', [count, ...item]);
    const target = input('target', [count, ...targetShape], classes ? 'int32' : 'float32');
    const mean = meanOverItems(loss.perItem(prediction, target), input('weights', [count]));
    return { loss: mean, gradient: present(gradients(mean, [prediction])[0], 'gradient') };
  };

  it('is exactly the mean over the items that count, and learns from them alone', async () => {
    const counts = fc.record({
      valid: fc.integer({ min: 1, max: 4 }),
      filling: fc.integer({ min: 0, max: 3 }),
      seed: fc.nat(),
    });
    const property = fc.asyncProperty(counts, async ({ valid, filling, seed }) => {
      const count = valid + filling;
      const { prediction, target } = samples(new Sampler(seed), count);
      const weights = Float32Array.from({ length: count }, (_, i) => (i < valid ? 1 : 0));
      const whole = await runGraph(traced(count), { prediction, target, weights });
      const part = (values: Values) => values.slice(0, (values.length / count) * valid);
      const alone = await runGraph(traced(valid), {
        prediction: part(prediction),
        target: part(target),
        weights: part(weights),
      });
      const expected = present(alone.gradient, 'gradient');
      const filled = new Float32Array(prediction.length - expected.length);
      expectClose(present(whole.loss, 'loss'), present(alone.loss, 'loss'), 1e-6, 'loss');
      expectClose(
        present(whole.gradient, 'gradient'),
        [...Array.from(expected, Number), ...filled],
        1e-6,
        'gradient',
      );
    });
    await fc.assert(property, { seed: 20180616, numRuns: 15 });
  });
});

describe('the loss of a network that knows nothing', () => {
  const ofUninformed = async (loss: Loss, item: Shape, target: readonly number[]) => {
    const shape = [1, ...item];
    const prediction = constant(new Float32Array(product(shape)).fill(neutralPrediction(loss, item)), shape);
    const given =
      loss.targets === 'classes' ? constant(target, [1, ...item.slice(1)], 'int32') : constant(target, shape);
    const value = loss.perItem(prediction, given);
    return Number((await runGraph({ value })).value?.[0]);
  };

  it.each([
    ['ln 10 for ten classes', sparseCategoricalCrossentropy(), [10], [3], Math.log(10)],
    [
      'ln 10 for ten probabilities',
      sparseCategoricalCrossentropy({ fromLogits: false }),
      [10],
      [3],
      Math.log(10),
    ],
    [
      'ln 3 with smoothed labels',
      sparseCategoricalCrossentropy({ labelSmoothing: 0.2 }),
      [3],
      [2],
      Math.log(3),
    ],
    ['ln 2 for yes or no', binaryCrossentropy(), [2], [1, 0], Math.LN2],
    ['ln 2 for a probability', binaryCrossentropy({ fromLogits: false }), [1], [1], Math.LN2],
    ['the mean square of the targets', meanSquaredError(), [2], [3, 4], 12.5],
    [
      'α (2/3)² ln 3 when focal',
      categoricalFocalCrossentropy(),
      [3],
      [1, 0, 0],
      (0.25 * 4 * Math.log(3)) / 9,
    ],
  ] as const)('is %s', async (_, loss, item, target, expected) => {
    expect(await ofUninformed(loss, item, target)).toBeCloseTo(expected, 5);
  });
});

describe('losses refuse', () => {
  const prediction = input('prediction', [4, 3]);
  const target = input('target', [4, 1], 'int32');

  it.each([
    [
      'targets of another shape',
      () => meanSquaredError().perItem(prediction, input('t', [4, 2])),
      /one shape.*\[4, 2\]/,
    ],
    [
      'an axis too many',
      () => sparseCategoricalCrossentropy().perItem(prediction, target),
      /int32 class indices/,
    ],
    [
      'a number for each class that has none',
      () =>
        sparseCategoricalCrossentropy({ classWeights: [1, 2] }).perItem(prediction, input('t', [4], 'int32')),
      /3 numbers/,
    ],
    ['a share above 1', () => binaryCrossentropy({ labelSmoothing: 2 }), /share/],
    ['a delta of 0', () => huber({ delta: 0 }), /above 0/],
    [
      'images smaller than the window',
      () => ssim().perItem(input('p', [1, 1, 6, 9]), input('t', [1, 1, 6, 9])),
      /7 × 7/,
    ],
    ['an exponent with infinite slope', () => binaryFocalCrossentropy({ gamma: 0.5 }), /at least 1/],
    [
      'a single class as background',
      () => dice({ background: false }).perItem(input('p', [2, 1, 3]), input('t', [2, 1, 3])),
      /two or more/,
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(InputError);
    expect(act).toThrow(message);
  });
});
