import { describe, expect, it } from 'vitest';
import { distance } from '../../../test/linear-operator-check.ts';
import { product } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import { centeredFft, inverseCenteredFft } from './centered.ts';

function random(shape: readonly number[]): Float32Array {
  const stream = RandomStream.derive(3, shape.join());
  return Float32Array.from({ length: product(shape) }, () => stream.normal());
}

/** y[k] = N^(-1/2) Σ_n x[n] exp(-2πi (k - c)(n - c) / N), as it is written, of one line [2, n]. */
function definition(x: Float32Array): Float32Array {
  const n = x.length / 2;
  const c = Math.floor(n / 2);
  const y = new Float32Array(2 * n);
  for (let k = 0; k < n; k++) {
    let [re, im] = [0, 0];
    for (let i = 0; i < n; i++) {
      const angle = (-2 * Math.PI * (((k - c) * (i - c)) % n)) / n;
      const [a, b] = [x[i] ?? 0, x[n + i] ?? 0];
      re += a * Math.cos(angle) - b * Math.sin(angle);
      im += a * Math.sin(angle) + b * Math.cos(angle);
    }
    y.set([re / Math.sqrt(n)], k);
    y.set([im / Math.sqrt(n)], n + k);
  }
  return y;
}

describe('centeredFft', () => {
  it.each([1, 2, 3, 4, 5, 8, 12, 17, 30, 32, 49, 53, 64, 90, 101, 210, 256])(
    'is its definition for %i points',
    (n) => {
      const x = random([2, n]);
      expect(distance(centeredFft(x, [2, n], { spatial: 1 }), definition(x))).toBeLessThan(1e-6);
    },
  );

  it('takes a constant image to the center of k-space', () => {
    const y = centeredFft(new Float32Array([...Array(30).fill(1), ...Array(30).fill(0)]), [2, 5, 6]);
    expect(y[2 * 6 + 3]).toBeCloseTo(Math.sqrt(30), 5);
    expect(Math.hypot(...y)).toBeCloseTo(Math.sqrt(30), 5);
  });

  it('is undone by its inverse, in three dimensions too', () => {
    const shape = [3, 2, 6, 10, 7];
    const x = random(shape);
    const back = inverseCenteredFft(centeredFft(x, shape, { spatial: 3 }), shape, { spatial: 3 });
    expect(distance(back, x)).toBeLessThan(1e-6);
  });
});
