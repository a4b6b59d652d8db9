import { describe, expect, test } from 'vitest';
import { centeredFft } from '../fourier/centered.ts';
import { besselJ1 } from './bessel.ts';
import goldens from './ellipses.json' with { type: 'json' };
import { ellipsePhantom } from './ellipses.ts';
import { sheppLogan } from './shepp-logan.ts';

/** ‖a - b‖ / ‖b‖. */
function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [error, size] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    error += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
    size += (b[i] ?? 0) ** 2;
  }
  return Math.sqrt(error / size);
}

/** The central m × m of planar n × n. */
function central(data: Float32Array, n: number, m: number): Float32Array {
  const first = n / 2 - m / 2;
  return Float32Array.from({ length: 2 * m * m }, (_, i) => {
    const [part, row, column] = [Math.floor(i / m / m), Math.floor(i / m) % m, i % m];
    return data[(part * n + first + row) * n + first + column] ?? 0;
  });
}

test('J₁ agrees with scipy', () => {
  for (const [x = 0, value = 0] of goldens.j1) expect(besselJ1(x)).toBeCloseTo(value, 10);
});

describe('Shepp-Logan phantom', () => {
  test('its k-space in closed form is that of numpy on a grid 128 times as fine', () => {
    const { rows, columns, real, imag } = goldens.sheppLogan;
    expect(relativeError(sheppLogan().kspace(rows, columns).data, [...real, ...imag])).toBeLessThan(1e-3);
  });

  test('single samples are those of the grid', () => {
    const { data } = sheppLogan().kspace(16, 16);
    const [re, im] = sheppLogan().kspaceAt(3, -2); // y up: two rows below the center
    expect(data[10 * 16 + 11]).toBeCloseTo(16 * re, 6);
    expect(data[256 + 10 * 16 + 11]).toBeCloseTo(16 * im, 6);
  });

  test('its image has the skull at 1, the brain at 0.2, the ventricles at 0, and the small ellipses upright', () => {
    const { data } = sheppLogan().image(256, 256);
    const at = (x: number, y: number): number =>
      data[Math.round(128 - 128 * y) * 256 + Math.round(128 + 128 * x)] ?? 0;
    expect(at(0, 0.9)).toBeCloseTo(1, 6);
    expect(at(0, 0.7)).toBeCloseTo(0.2, 6);
    expect(at(0.22, 0)).toBeCloseTo(0, 6);
    expect(at(0, 0.35)).toBeCloseTo(0.3, 6);
    expect(at(0, -0.606)).toBeCloseTo(0.3, 6);
  });

  test('the original has contrasts of a hundredth', () => {
    expect(sheppLogan('original').image(64, 64).data[32 * 64 + 32]).toBeCloseTo(1.02, 5);
  });
});

test('a pose turns and shifts k-space as it does the image', () => {
  const phantom = ellipsePhantom([
    { intensity: 1, x: 0.2, y: 0.1, a: 0.3, b: 0.15, angleDegrees: 20 },
    { intensity: 0.5, x: -0.3, y: -0.2, a: 0.1, b: 0.2, angleDegrees: 0 },
  ]);
  const pose = { rotationDegrees: 33, shiftRight: 0.05, shiftDown: -0.08 };
  const n = 512;
  const fine = central(centeredFft(phantom.image(n, n, pose).data, [2, n, n]), n, 32);
  const exact = phantom.kspace(32, 32, pose).data.map((value) => (value * n) / 32);
  expect(relativeError(fine, exact)).toBeLessThan(0.001);
});

test('turning clockwise brings what was up to the right', () => {
  const dot = ellipsePhantom([{ intensity: 1, x: 0, y: 0.5, a: 0.1, b: 0.1, angleDegrees: 0 }]);
  const { data } = dot.image(64, 64, { rotationDegrees: 90 });
  expect(data[32 * 64 + 48]).toBe(1);
  expect(dot.image(64, 64).data[16 * 64 + 32]).toBe(1);
});

test('grids that cannot be are refused', () => {
  expect(() => sheppLogan().image(0, 64)).toThrow(
    'expected rows and columns from 1 to 8192, received 0 × 64',
  );
  expect(() => sheppLogan().kspace(64, 1.5)).toThrow('received 64 × 1.5');
});
