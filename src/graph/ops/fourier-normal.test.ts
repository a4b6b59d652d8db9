import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../test/close.ts';
import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, shapes } from '../../../test/random-calls.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { Sampler } from '../../../test/samples.ts';
import { input } from '../leaf.ts';
import { mul } from './arithmetic.ts';
import { fourierTransform, inverseFourierTransform } from './fourier.ts';
import { fourierNormal } from './fourier-normal.ts';

checkOperator('fourierNormal', {
  primitive: null,
  build: () => fourierNormal,
  calls: callsFrom(shapes(0, 1, 2), (shape, sampler) => ({
    options: {},
    samples: [sampler.normal([...shape, 2, 3, 4]), sampler.uniform([3, 4], 0, 1)],
  })),
  goldens: [],
});

describe('fourierNormal', () => {
  it.each([
    [
      [3, 2, 12, 10],
      [12, 10],
    ],
    [
      [3, 2, 60, 50],
      [60, 50],
    ],
    [
      [2, 3, 2, 64, 101],
      [2, 1, 1, 64, 101],
    ],
    [
      [2, 3, 2, 64, 50],
      [2, 1, 1, 64, 1],
    ],
    [
      [2, 3, 2, 53, 60],
      [1, 60],
    ],
    [
      [2, 320, 54],
      [1, 320, 1],
    ],
    [
      [2, 8, 9],
      [1, 1, 1],
    ],
  ])('is the transform, weights, and the inverse: %j with weights %j', async (shape, weightShape) => {
    const [x, w] = [input('x', shape), input('w', weightShape)];
    const sampler = new Sampler(shape.length + weightShape.length);
    const { y, plain } = await runGraph(
      { y: fourierNormal(x, w), plain: inverseFourierTransform(mul(fourierTransform(x), w)) },
      { x: sampler.normal(shape).values, w: sampler.uniform(weightShape, 0, 1).values },
    );
    expectClose(y ?? [], plain ?? [], 3e-6, 'the result');
  });

  it('refuses weights of another size, and complex ones', () => {
    const x = input('x', [4, 2, 16, 12]);
    expect(() => fourierNormal(x, input('w', [16, 16]))).toThrow(/real weights \[\.\.\., 1, row, column\]/);
    expect(() => fourierNormal(x, input('w', [2, 16, 12]))).toThrow(/real weights/);
  });
});
