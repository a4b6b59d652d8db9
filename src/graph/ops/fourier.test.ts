import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../test/close.ts';
import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, shapes } from '../../../test/random-calls.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { Sampler } from '../../../test/samples.ts';
import { present } from '../../util/errors.ts';
import { input } from '../leaf.ts';
import goldens from './fourier.json' with { type: 'json' };
import { fourierTransform, inverseFourierTransform } from './fourier.ts';

const images = callsFrom(shapes(0, 1, 2), (shape, sampler) => ({
  options: {},
  samples: [sampler.normal([...shape, 2, 3, 4])],
}));

checkOperator('fourierTransform', {
  primitive: null,
  build: () => (x) => fourierTransform(x),
  calls: images,
  goldens: goldens.fourierTransform,
});
checkOperator('inverseFourierTransform', {
  primitive: null,
  build: () => (x) => inverseFourierTransform(x),
  calls: images,
  goldens: goldens.inverseFourierTransform,
});

describe('fourierTransform', () => {
  it.each([
    [49, 64],
    [320, 128],
    [101, 210],
  ])('is undone by its inverse for %i × %i', async (rows, columns) => {
    const x = input('x', [2, 2, rows, columns]);
    const { values } = new Sampler(rows).normal(x.shape);
    const { back } = await runGraph({ back: inverseFourierTransform(fourierTransform(x)) }, { x: values });
    expectClose(present(back, 'the result'), values, 2e-6, 'the inverse');
  });

  it('wants a real and an imaginary part', () => {
    expect(() => fourierTransform(input('x', [3, 8, 8]))).toThrow(/planar complex images/);
  });
});
