import { describe, expect, it } from 'vitest';
import { checkLinearOperator, distance } from '../../../test/linear-operator-check.ts';
import { product, range } from '../../util/arrays.ts';
import { centeredFft } from '../fourier/centered.ts';
import { shaped } from '../shaped-array.ts';
import { radialTrajectory } from '../trajectories/radial.ts';
import { spiralTrajectory } from '../trajectories/spiral.ts';
import goldens from './non-uniform-fourier.json' with { type: 'json' };
import { nonUniformFourier } from './non-uniform-fourier.ts';

const radial = radialTrajectory({ spokes: 5, samples: 14, matrix: 12, angles: 'golden-angle' });
const spiral = spiralTrajectory({ interleaves: 2, samples: 40, matrix: 10, density: 2 });
const weights = shaped(
  Float32Array.from({ length: 80 }, (_, i) => 0.2 + (i % 7)),
  [2, 40],
);

checkLinearOperator('non-uniform Fourier transform, radial', () => nonUniformFourier(radial, [2, 12, 12]), {
  agreement: 3e-5,
});
checkLinearOperator('non-uniform Fourier transform, spiral, coils, weights', () =>
  nonUniformFourier(spiral, [3, 2, 10, 9], { weights }),
);

/** The oracle's numbers. */
function formula(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(0.37 * i ** 2 + 0.1));
}

describe('the non-uniform Fourier transform', () => {
  it('is the centered transform on the points of a grid', () => {
    const lines = range(-4, 4).flatMap((row) => range(-3, 4).map((column) => [row, column] as const));
    const k = Float32Array.from([...lines.map(([row]) => row), ...lines.map(([, column]) => column)]);
    const image = formula(2 * 8 * 7);
    const samples = nonUniformFourier(shaped(k, [2, 8, 7]), [2, 8, 7]).apply(image);
    expect(distance(samples, centeredFft(image, [2, 8, 7]))).toBeLessThan(1e-5);
  });

  it.each(goldens)('agrees with BART, image $image', ({ image, spokes, samples, matrix, ...expected }) => {
    const operator = nonUniformFourier(radialTrajectory({ spokes, samples, matrix }), [2, ...image]);
    const forward = operator.apply(formula(product(operator.inputShape)));
    expect(distance(forward, Float32Array.from(expected.exact))).toBeLessThan(1e-5);
    expect(distance(forward, Float32Array.from(expected.forward))).toBeLessThan(2e-3);
    const adjoint = operator.adjoint(formula(2 * spokes * samples));
    expect(distance(adjoint, Float32Array.from(expected.adjoint))).toBeLessThan(2e-3);
  });

  it.each([
    [{ oversampling: 1.25, width: 7 }, 2e-4],
    [{ oversampling: 1.5 }, 1e-4],
    [{}, 1e-5],
  ])('has the error that %o promises', (options, error) => {
    const [golden] = goldens;
    const operator = nonUniformFourier(
      radialTrajectory({ spokes: 5, samples: 16, matrix: 12 }),
      [2, 16, 16],
      options,
    );
    const samples = operator.apply(formula(2 * 16 * 16));
    expect(distance(samples, Float32Array.from(golden?.exact ?? []))).toBeLessThan(error);
  });

  it('refuses what does not fit', () => {
    expect(() => nonUniformFourier(shaped(new Float32Array(6), [3, 2]), [2, 8, 8])).toThrow(
      'trajectory: expected finite k_row and k_column in cycles per field of view, [2, spoke, sample], received [3, 2].',
    );
    expect(() => nonUniformFourier(shaped(Float32Array.of(0, NaN), [2, 1, 1]), [2, 8, 8])).toThrow(
      'not finite',
    );
    const wide = radialTrajectory({ spokes: 5, samples: 64 });
    expect(() => nonUniformFourier(wide, [2, 32, 32])).toThrow(
      'trajectory, k_row: expected at most 16 cycles per field of view for 32 pixels, received 32. Leave out',
    );
    expect(() => nonUniformFourier(radial, [8, 8])).toThrow('images [..., 2, row, column]');
    expect(() => nonUniformFourier(radial, [2, 12, 12], { oversampling: 1 })).toThrow('from 1.25 to 2');
    expect(() => nonUniformFourier(radial, [2, 12, 12], { weights })).toThrow('for samples [5, 14]');
  });
});
