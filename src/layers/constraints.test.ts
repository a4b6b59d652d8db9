import * as tf from '@tensorflow/tfjs-core';
import { constraints as keras } from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close.ts';
import { runGraph } from '../../test/run-graph.ts';
import { Sampler } from '../../test/samples.ts';
import { constant } from '../graph/index.ts';
import { present } from '../util/errors.ts';
import { type Constraint, maxNorm, nonNegative, unitNorm, zeroMean } from './constraints.ts';
import { conv2d, conv2dTranspose, dense } from './index.ts';
import type { Layer } from './layer.ts';

const kernel = new Sampler(3).normal([4, 3]);

async function constrained(constraint: Constraint, { values, shape } = kernel): Promise<number[]> {
  const { y } = await runGraph({ y: constraint(constant(values, shape)) });
  return Array.from(present(y, 'y'), Number);
}

describe('constraints in Keras', () => {
  it.each([
    ['nonNegative', nonNegative(), keras.nonNeg()],
    ['maxNorm', maxNorm([0], 1.5), keras.maxNorm({ maxValue: 1.5, axis: 0 })],
    ['unitNorm', unitNorm([0]), keras.unitNorm({ axis: 0 })],
  ] as const)('%s', async (_, ours, theirs) => {
    tf.enableProdMode();
    await tf.setBackend('cpu');
    const expected = theirs.apply(tf.tensor(Array.from(kernel.values, Number), [4, 3]));
    expectClose(await constrained(ours), expected.dataSync(), 1e-6, 'constrained');
  });
});

describe('zero mean', () => {
  it('takes the mean away', async () => {
    const y = await constrained(zeroMean([0]));
    for (const column of [0, 1, 2]) {
      expect(y.filter((_, i) => i % 3 === column).reduce((a, b) => a + b)).toBeCloseTo(0, 5);
    }
  });
});

describe('the constraint of a kernel', () => {
  const norms = async (layer: Layer, shape: readonly number[], outputAxis: number) => {
    const spec = present(layer.weights([shape])[0], 'kernel');
    const values = new Sampler(5).normal(spec.shape);
    const y = await constrained(present(spec.constraint, 'constraint'), values);
    const size = present(spec.shape[outputAxis], 'outputs');
    const inner = spec.shape.slice(outputAxis + 1).reduce((a, b) => a * b, 1);
    const squares = new Float64Array(size);
    y.forEach((value, i) => {
      const unit = Math.floor(i / inner) % size;
      squares[unit] = (squares[unit] ?? 0) + value * value;
    });
    return [...squares].map((square) => Math.round(Math.sqrt(square) * 1e5) / 1e5);
  };
  it('is over the weights of one unit', async () => {
    expect(await norms(dense({ units: 3, kernelConstraint: 'unitNorm' }), [5], 1)).toEqual([1, 1, 1]);
    const filters = { filters: 3, kernelSize: 3, kernelConstraint: 'unitNorm' } as const;
    expect(await norms(conv2d(filters), [2, 8, 8], 0)).toEqual([1, 1, 1]);
    expect(await norms(conv2dTranspose(filters), [2, 8, 8], 1)).toEqual([1, 1, 1]);
  });
  it('may be several, one after the other, over axes of choice', async () => {
    const layer = conv2d({
      filters: 2,
      kernelSize: 3,
      kernelConstraint: [{ type: 'zeroMean', axes: [2, 3] }, 'unitNorm'],
    });
    const spec = present(layer.weights([[2, 8, 8]])[0], 'kernel');
    const y = await constrained(present(spec.constraint, 'constraint'), new Sampler(6).normal(spec.shape));
    for (const plane of [0, 1, 2, 3]) {
      expect(y.slice(9 * plane, 9 * plane + 9).reduce((a, b) => a + b)).toBeCloseTo(0, 5);
    }
    expect(Math.hypot(...y.slice(0, 18))).toBeCloseTo(1, 5);
  });
});
