import { describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close.ts';
import { runGraph } from '../../test/run-graph.ts';
import { iris } from '../data/index.ts';
import { gradients, input } from '../graph/index.ts';
import { batchNormalization, dense, type Model, sequential } from '../layers/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { present } from '../util/errors.ts';
import {
  adam,
  adamW,
  type FitOptions,
  meanOverItems,
  sgd,
  sparseCategoricalCrossentropy,
  fit as train,
  type Weights,
} from './index.ts';

const data = iris();
const loss = sparseCategoricalCrossentropy();

/** The second layer's kernel is large enough for a vector of its own. */
const wide = sequential(
  [
    dense({ name: 'a', units: 260, activation: 'tanh' }),
    dense({ name: 'b', units: 260 }),
    dense({ name: 'c', units: 3 }),
  ],
  {
    inputShape: [4],
  },
);

/** The weights after one step on all flowers. */
async function afterOneStep(model: Model, options: Partial<FitOptions>): Promise<Weights> {
  const common = {
    device: nodeDevice('cpu'),
    threads: 1,
    loss,
    optimizer: sgd(),
    batchSize: 150,
    shuffle: false,
    seed: 4,
  };
  return (await train(model, data, { ...common, ...options })).weights;
}

/** The gradients that the step works with, one by one. */
async function gradientsOf(model: Model): Promise<Weights> {
  const x = input('x', [150, 4]);
  const target = input('target', [150], 'int32');
  const weights = new Map(model.weights.map(({ name, shape }) => [name, input(name, shape)]));
  const { outputs } = model.forward([x], weights, { training: true });
  const mean = meanOverItems(loss.perItem(present(outputs[0], 'output'), target), input('weights', [150]));
  const found = gradients(mean, [...weights.values()]);
  const results = await runGraph(
    Object.fromEntries(model.weights.map(({ name }, i) => [`d ${name}`, present(found[i], name)])),
    {
      x: data.inputs,
      target: data.targets.data,
      weights: new Float32Array(150).fill(1),
      ...Object.fromEntries(model.initialWeights(4)),
    },
  );
  return new Map(
    model.weights.map(({ name }) => [name, Float32Array.from(present(results[`d ${name}`], name), Number)]),
  );
}

function norm(vectors: Iterable<Float32Array>): number {
  return Math.sqrt([...vectors].reduce((sum, vector) => vector.reduce((s, v) => s + v * v, sum), 0));
}

/** after − before, weight by weight. */
function change(before: Weights, after: Weights): Map<string, Float32Array> {
  return new Map(
    [...before].map(([name, values]) => [
      name,
      present(after.get(name), name).map((v, i) => v - (values[i] ?? 0)),
    ]),
  );
}

describe('a step', () => {
  it('moves small and large weights against their gradients', async () => {
    const moved = change(
      wide.initialWeights(4),
      await afterOneStep(wide, { optimizer: sgd({ learningRate: 0.5 }) }),
    );
    for (const [name, gradient] of await gradientsOf(wide)) {
      expectClose(
        present(moved.get(name), name),
        gradient.map((g) => -0.5 * g),
        1e-6,
        name,
      );
    }
  });

  it('shortens all gradients together', async () => {
    const before = wide.initialWeights(4);
    const optimizer = sgd({ learningRate: 1 });
    const [free, clipped] = [
      await afterOneStep(wide, { optimizer }),
      await afterOneStep(wide, { optimizer, clipNorm: 0.01 }),
    ];
    const [far, near] = [change(before, free), change(before, clipped)];
    const length = norm(far.values());
    expect(length).toBeGreaterThan(0.1);
    expect(norm(near.values())).toBeCloseTo(0.01, 5);
    for (const [name, values] of near) {
      expectClose(
        values,
        present(far.get(name), name).map((v) => (v * 0.01) / length),
        1e-6,
        name,
      );
    }
  });

  it('lets only those weights decay that should', async () => {
    const rates = { learningRate: 0.01, weightDecay: 0.5 };
    const decays = (name: string) => name.endsWith('/kernel');
    const plain = await afterOneStep(wide, { optimizer: adam({ learningRate: 0.01 }) });
    const decayed = await afterOneStep(wide, { optimizer: adamW({ ...rates, decays }) });
    for (const [name, values] of wide.initialWeights(4)) {
      const lost = decays(name) ? 0.01 * 0.5 : 0;
      const expected = values.map((v, i) => (plain.get(name)?.[i] ?? 0) - lost * v);
      expectClose(present(decayed.get(name), name), expected, 1e-6, name);
    }
  });

  it('puts weights back to where their constraint wants them', async () => {
    const options = { name: 'a', units: 3, kernelConstraint: 'nonNegative' } as const;
    const model = sequential([dense(options)], { inputShape: [4] });
    const free = await afterOneStep(sequential([dense({ name: 'a', units: 3 })], { inputShape: [4] }), {});
    const kept = await afterOneStep(model, {});
    expect(free.get('a/kernel')?.some((v) => v < 0)).toBe(true);
    expect(kept.get('a/kernel')).toEqual(free.get('a/kernel')?.map((v) => Math.max(v, 0)));
    expect(kept.get('a/bias')).toEqual(free.get('a/bias'));
  });

  it('moves statistics, and leaves frozen weights alone', async () => {
    const model = sequential(
      [
        batchNormalization({ name: 'norm' }),
        dense({ name: 'frozen', units: 5, trainable: false }),
        dense({ units: 3 }),
      ],
      {
        inputShape: [4],
      },
    );
    const [before, after] = [model.initialWeights(4), await afterOneStep(model, {})];
    expect(after.get('frozen/kernel')).toEqual(before.get('frozen/kernel'));
    const means = [0, 1, 2, 3].map(
      (k) => data.inputs.filter((_, i) => i % 4 === k).reduce((sum, v) => sum + v, 0) / 150,
    );
    expectClose(
      present(after.get('norm/movingMean'), 'mean'),
      means.map((mean) => 0.01 * mean),
      1e-6,
      'moving mean',
    );
  });
});
