import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../test/close.ts';
import { checkLinearOperator } from '../../../test/linear-operator-check.ts';
import { product } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import goldens from './wavelet.json' with { type: 'json' };
import { wavelet, waveletLevels } from './wavelet.ts';

checkLinearOperator('wavelet of even sizes', () => wavelet([2, 32, 24]));
checkLinearOperator('wavelet of odd sizes', () => wavelet([2, 37, 22], { smallest: 5 }));
checkLinearOperator('wavelet of one axis', () => wavelet([3, 2, 32, 6]));

function random(shape: readonly number[]): Float32Array {
  const stream = RandomStream.derive(3, 'wavelet');
  return Float32Array.from({ length: product(shape) }, () => stream.normal());
}

describe('wavelet', () => {
  it.each(goldens)('agrees with PyWavelets: $shape', ({ shape, coefficients }) => {
    const [rows = 0, columns = 0] = shape;
    const image = Float32Array.from({ length: rows * columns }, (_, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns];
      return Math.sin(0.37 * i * i + 1.7 * j);
    });
    expectClose(wavelet(shape).apply(image), coefficients, 5e-6, 'coefficients');
  });

  it.each([
    [2, 128, 128],
    [2, 230, 180],
    [1, 61, 17],
  ])('is undone by its adjoint: %i × %i × %i', (...shape) => {
    const transform = wavelet(shape);
    const image = random(shape);
    expectClose(transform.adjoint(transform.apply(image)), image, 1e-5, 'the image');
    expectClose(transform.apply(transform.adjoint(image)), image, 1e-5, 'the coefficients');
  });

  it('leaves nothing of a slope in its high bands: the filters have two vanishing moments', () => {
    const shape = [64, 64];
    const slope = Float32Array.from({ length: 64 * 64 }, (_, at) => 3 + 0.5 * (at % 64));
    const coefficients = wavelet(shape, { smallest: 64 }).apply(slope);
    // The first window wraps around the border.
    for (let j = 33; j < 64; j++) expect(coefficients[j]).toBeCloseTo(0, 4);
  });

  it('goes as deep as the smallest size says', () => {
    expect([16, 31, 32, 128, 230].map((size) => waveletLevels(size, 2))).toEqual([1, 2, 2, 4, 4]);
    expect(() => wavelet([2, 8, 8])).toThrow(/at least 16 rows or columns, received \[2, 8, 8\]/);
  });
});
