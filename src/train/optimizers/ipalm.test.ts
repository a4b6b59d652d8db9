import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../test/close.ts';
import { Dataset } from '../../data/index.ts';
import { dense, sequential } from '../../layers/index.ts';
import { variationalNetwork } from '../../models/index.ts';
import { nodeDevice } from '../../runtime/node.ts';
import { product } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { adam, ipalm, magnitudeMeanSquaredError, meanSquaredError, fit as train } from '../index.ts';
import golden from './ipalm.json' with { type: 'json' };

const device = nodeDevice('cpu');

describe('ipalm', () => {
  const { features, targets, coefficients, intercept } = golden;
  const regression = sequential([dense({ units: 1, kernelConstraint: 'nonNegative' })], { inputShape: [5] });
  const dataset = new Dataset({
    name: 'regression',
    inputs: Float32Array.from(features.values),
    inputShape: [5],
    targets: { kind: 'values', data: Float32Array.from(targets.values), shape: [1] },
  });
  const regress = (epochs: number, initialLipschitz: number, trials: number) =>
    train(regression, dataset, {
      device,
      loss: meanSquaredError(),
      optimizer: ipalm({ initialLipschitz, trials }),
      epochs,
      batchSize: 24,
    });

  it.each([
    [1, 2],
    [1e-3, 1],
    [1e4, 3],
  ])(
    'finds what SciPy finds where coefficients are not negative, from L = %f, %i trials a step',
    async (l, n) => {
      const { weights } = await regress(400, l, n);
      expectClose(weights.get('dense/kernel') ?? [], coefficients.values, 1e-3, 'coefficients');
      expectClose(weights.get('dense/bias') ?? [], [intercept], 1e-3, 'intercept');
    },
  );

  it('moves one block a step, and none where no constant holds', async () => {
    const start = new Map([
      ['dense/kernel', Float32Array.of(1, 1, 1, 1, 1)],
      ['dense/bias', Float32Array.of(0)],
    ]);
    const movedBy = async (epochs: number, initialLipschitz: number) => {
      const optimizer = ipalm({ initialLipschitz, trials: 1 });
      const options = { device, loss: meanSquaredError(), optimizer, epochs, batchSize: 24 };
      const { weights } = await train(regression, dataset, { ...options, initialWeights: start });
      return [...weights].map(([name, values]) => (String(values) === String(start.get(name)) ? '' : name));
    };
    expect(await movedBy(1, 100)).toEqual(['', 'dense/bias']);
    expect(await movedBy(2, 100)).toEqual(['dense/kernel', 'dense/bias']);
    expect(await movedBy(2, 1e-3)).toEqual(['', '']);
  });

  it('trains a variational network, with filters of norm 1 all the way', async () => {
    const model = variationalNetwork({
      kspaceShape: [2, 2, 12, 12],
      stages: 2,
      filters: 4,
      kernelSize: 5,
      functions: 7,
    });
    const inputFields = model.inputs.map(({ source, shape }) => ({ name: source.name ?? '', shape }));
    const size = inputFields.reduce((sum, { shape }) => sum + product(shape), 0);
    const stream = RandomStream.derive(3, 'scan');
    const scan = new Dataset({
      name: 'scan',
      inputs: Float32Array.from({ length: size }, (_, i) => (i < size - 144 ? stream.normal() / 2 : i % 2)),
      inputShape: [size],
      inputFields,
      targets: {
        kind: 'values',
        data: Float32Array.from({ length: 288 }, () => stream.normal()),
        shape: [2, 12, 12],
      },
    });
    const options = { device, loss: magnitudeMeanSquaredError(), epochs: 60, batchSize: 1 };
    const { weights, history } = await train(model, scan, { ...options, optimizer: ipalm() });
    const losses = history.map(({ train: scores }) => present(scores.loss, 'a loss'));
    const slow = await train(model, scan, { ...options, optimizer: adam() });
    expect(losses.at(-1)).toBeLessThan(0.7 * present(losses[0], 'a loss'));
    expect(losses.at(-1)).toBeLessThan(present(slow.history.at(-1)?.train.loss, 'a loss'));
    const kernel = present(weights.get('stage1_experts/kernel'), 'the kernel');
    expect(Math.hypot(...kernel.subarray(0, 50))).toBeCloseTo(1, 5);
  });

  it.each([{ inertia: 1 }, { initialLipschitz: 0 }, { trials: 0 }])('refuses %o', (options) => {
    expect(() => ipalm(options)).toThrow(/^ipalm, /);
  });
});
