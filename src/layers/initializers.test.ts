import { describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close.ts';
import { runGraph } from '../../test/run-graph.ts';
import { constant, matMul, transpose } from '../graph/index.ts';
import { sum } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import * as initializers from './initializers.ts';
import { initializerOf, initializerOption } from './initializers.ts';

const stream = () => RandomStream.derive(4, 'test');

function moments(values: Float32Array) {
  const mean = sum(values) / values.length;
  const variance = sum(values.map((value) => (value - mean) ** 2)) / values.length;
  return { mean, variance, largest: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) };
}

describe('constants', () => {
  it('fill the shape', () => {
    expect(initializers.zeros([2, 2], stream())).toEqual(new Float32Array(4));
    expect(initializers.ones([3], stream())).toEqual(Float32Array.of(1, 1, 1));
    expect(initializers.constant(0.5)([2], stream())).toEqual(Float32Array.of(0.5, 0.5));
  });
});

describe('random initializers', () => {
  it.each([
    // A dense kernel [in, out] of 200 × 300, with the variance and the limit that the papers give.
    ['glorotUniform', 2 / 500, Math.sqrt(6 / 500)],
    ['glorotNormal', 2 / 500, (2 * Math.sqrt(2 / 500)) / 0.8796256610342398],
    ['heUniform', 2 / 200, Math.sqrt(6 / 200)],
    ['heNormal', 2 / 200, (2 * Math.sqrt(2 / 200)) / 0.8796256610342398],
    ['lecunNormal', 1 / 200, (2 * Math.sqrt(1 / 200)) / 0.8796256610342398],
    ['randomUniform', 0.1 ** 2 / 12, 0.05],
    ['truncatedNormal', (0.05 * 0.8796256610342398) ** 2, 0.1],
  ] as const)('%s has its variance and its limit', (name, variance, limit) => {
    const drawn = moments(initializerOf(name)([200, 300], stream()));
    expect(drawn.mean / Math.sqrt(variance)).toBeCloseTo(0, 1);
    expect(drawn.variance / variance).toBeCloseTo(1, 1);
    expect(drawn.largest).toBeLessThanOrEqual(limit * (1 + 1e-6));
    expect(drawn.largest).toBeGreaterThan(limit * 0.98);
  });
  it('randomNormal has its mean and deviation', () => {
    const drawn = moments(initializerOf({ type: 'randomNormal', mean: 3, stddev: 2 })([100_000], stream()));
    expect(drawn.mean).toBeCloseTo(3, 1);
    expect(Math.sqrt(drawn.variance)).toBeCloseTo(2, 1);
  });
  it('count inputs and outputs of a convolution with its kernel', () => {
    const kernel = moments(initializers.heUniform([64, 16, 3, 3], stream()));
    expect(kernel.largest).toBeCloseTo(Math.sqrt(6 / (16 * 9)), 3);
    const glorot = moments(initializers.glorotUniform([64, 16, 3, 3], stream()));
    expect(glorot.largest).toBeCloseTo(Math.sqrt(6 / (80 * 9)), 3);
  });
  it('draw the same from the same stream', () => {
    const draw = () => initializers.heNormal([20, 20], RandomStream.derive(1, 'kernel'));
    expect(draw()).toEqual(draw());
    expect(draw()).not.toEqual(initializers.heNormal([20, 20], RandomStream.derive(2, 'kernel')));
  });
});

describe('orthogonal', () => {
  it.each([[[6, 4]], [[4, 6]], [[5, 5]], [[8, 2, 3, 3]], [[32, 2, 3, 3]]])('is, for %j', async (shape) => {
    const [rows = 1, columns] = [shape[0], shape.slice(1).reduce((a, b) => a * b, 1)];
    const values = initializers.orthogonal({ gain: 2 })(shape, stream());
    const matrix = constant(values, [rows, columns]);
    const gram = rows <= columns ? matMul(matrix, transpose(matrix)) : matMul(transpose(matrix), matrix);
    const { y } = await runGraph({ y: gram });
    const n = Math.min(rows, columns);
    const expected = Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 4 : 0));
    expectClose(present(y, 'y'), expected, 1e-6, 'the products of all pairs');
  });
});

describe('an initializer among the options', () => {
  it('is a name, or a name with settings', () => {
    for (const good of [
      'heNormal',
      'orthogonal',
      { type: 'constant', value: 1 },
      { type: 'orthogonal', gain: 2 },
    ]) {
      expect(initializerOption.safeParse(good).success, JSON.stringify(good)).toBe(true);
    }
    for (const bad of ['glorot', 3, { type: 'heNormal', scale: 2 }, { type: 'constant' }, null]) {
      expect(initializerOption.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
    }
  });
  it('draws with its settings', () => {
    const draw = (option: Parameters<typeof initializerOf>[0]) =>
      moments(initializerOf(option)([40, 40], stream()));
    expect(draw({ type: 'constant', value: 7 }).mean).toBe(7);
    expect(draw({ type: 'randomUniform', minval: 2, maxval: 2.5 }).mean).toBeCloseTo(2.25, 1);
    expect(draw({ type: 'truncatedNormal', mean: 5, stddev: 1 }).largest).toBeLessThan(7);
    expect(draw({ type: 'orthogonal', gain: 3 }).variance).toBeCloseTo(9 / 40, 1);
  });
});
