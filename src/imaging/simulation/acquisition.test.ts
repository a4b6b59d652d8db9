import { describe, expect, test } from 'vitest';
import { inverseCenteredFft } from '../fourier/centered.ts';
import { brainPhantom } from '../phantoms/brain/brain.ts';
import { ellipsePhantom } from '../phantoms/ellipses.ts';
import { sheppLogan } from '../phantoms/shepp-logan.ts';
import { shaped } from '../shaped-array.ts';
import { simulateAcquisition } from './acquisition.ts';
import { biotSavartCoils } from './coil-maps/biot-savart-coils.ts';
import type { CoilArray } from './coil-maps/coil-array.ts';
import { suddenMotion } from './motion.ts';

/** A coil that sees everything alike. */
const uniform: CoilArray = {
  coils: 1,
  maps: (rows, columns) => {
    const data = new Float32Array(2 * rows * columns).fill(1, 0, rows * columns);
    return shaped(data, [1, 2, rows, columns]);
  },
};

function relativeError(a: Float32Array, b: Float32Array): number {
  let [error, size] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    error += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
    size += (b[i] ?? 0) ** 2;
  }
  return Math.sqrt(error / size);
}

const still = { coils: uniform, rows: 48, columns: 64, seed: 1 };
const ellipses = ellipsePhantom([
  { intensity: 1, x: 0.1, y: 0.1, a: 0.6, b: 0.4, angleDegrees: 10 },
  { intensity: -0.4, x: -0.2, y: 0, a: 0.2, b: 0.1, angleDegrees: 60 },
]);

describe('k-space of twice the resolution', () => {
  test('is that in closed form but for the edges of the grid', () => {
    const { kspace } = simulateAcquisition(ellipses, still);
    expect(relativeError(kspace.data, ellipses.kspace(48, 64).data)).toBeLessThan(0.02);
  });

  test('is not the transform of the image at that resolution', () => {
    const { kspace } = simulateAcquisition(sheppLogan(), { ...still, rows: 64 });
    const image = inverseCenteredFft(kspace.data, kspace.shape);
    expect(relativeError(image, sheppLogan().image(64, 64).data)).toBeGreaterThan(0.05);
  });

  test('of odd matrices has its center at ⌊N/2⌋', () => {
    const { kspace } = simulateAcquisition(ellipses, { ...still, rows: 33, columns: 47 });
    expect(relativeError(kspace.data, ellipses.kspace(33, 47).data)).toBeLessThan(0.03);
  });
});

describe('an acquisition of eight coils', () => {
  const options = { coils: biotSavartCoils({ coils: 8, seed: 2 }), rows: 32, columns: 32, seed: 5 };
  const phantom = brainPhantom({ seed: 5 });
  const clean = simulateAcquisition(phantom, options);

  test('has shapes, normalized maps, and the maps explain the coils', () => {
    expect(clean.kspace.shape).toEqual([8, 2, 32, 32]);
    expect(clean.maps.shape).toEqual([8, 2, 32, 32]);
    expect(clean.reference.shape).toEqual([2, 32, 32]);
    for (let i = 0; i < 1024; i++) {
      let square = 0;
      for (let at = i; at < clean.maps.data.length; at += 1024) square += (clean.maps.data[at] ?? 0) ** 2;
      expect(square).toBeCloseTo(1, 5);
    }
    const images = inverseCenteredFft(clean.kspace.data, clean.kspace.shape);
    const [re, im] = [clean.reference.data.subarray(0, 1024), clean.reference.data.subarray(1024)];
    const explained = images.map((_, i) => {
      const [coil, part, j] = [Math.floor(i / 2048), Math.floor(i / 1024) % 2, i % 1024];
      const [sr = 0, si = 0] = [clean.maps.data[2048 * coil + j], clean.maps.data[2048 * coil + 1024 + j]];
      return part === 0 ? sr * (re[j] ?? 0) - si * (im[j] ?? 0) : sr * (im[j] ?? 0) + si * (re[j] ?? 0);
    });
    expect(relativeError(explained, images)).toBeLessThan(0.1); // cut k-space: maps and object are not one product any more
  });

  test('has the noise that the signal to noise says, in the combined image', () => {
    const noisy = simulateAcquisition(phantom, { ...options, snr: 25, correlation: 0 });
    const images = inverseCenteredFft(
      noisy.kspace.data.map((value, i) => value - (clean.kspace.data[i] ?? 0)),
      noisy.kspace.shape,
    );
    let squares = 0;
    for (let i = 0; i < 1024; i++) {
      let real = 0;
      for (let coil = 0; coil < 8; coil++) {
        const at = 2048 * coil + i;
        real +=
          (noisy.maps.data[at] ?? 0) * (images[at] ?? 0) +
          (noisy.maps.data[at + 1024] ?? 0) * (images[at + 1024] ?? 0);
      }
      squares += real ** 2;
    }
    expect(Math.abs(Math.sqrt(squares / 1024) / noisy.sigma - 1)).toBeLessThan(0.1);
    expect(noisy.reference.data).toEqual(clean.reference.data);
  });

  test('repeats with its seed, and differs by it', () => {
    const of = (seed: number): Float32Array =>
      simulateAcquisition(phantom, { ...options, snr: 25, seed }).kspace.data;
    expect(of(5)).toEqual(of(5));
    expect(of(6)).not.toEqual(of(5));
  });
});

describe('motion', () => {
  const pose = { rotationDegrees: 20, shiftRight: 0.06, shiftDown: -0.04 };

  test('makes every column of the pose that the object then has', () => {
    const poses = Array.from({ length: 64 }, (_, column) => (column < 20 ? {} : pose));
    const { data } = simulateAcquisition(ellipses, { ...still, poses }).kspace;
    const [before, after] = [ellipses.kspace(48, 64).data, ellipses.kspace(48, 64, pose).data];
    const expected = before.map((value, i) => (i % 64 < 20 ? value : (after[i] ?? 0)));
    expect(relativeError(data, expected)).toBeLessThan(0.02);
  });

  test('leaves as the reference the object as it was at the center of k-space', () => {
    const poses = Array.from({ length: 64 }, (_, column) => (column < 20 ? {} : pose));
    const { reference } = simulateAcquisition(ellipses, { ...still, poses });
    const all = simulateAcquisition(ellipses, { ...still, poses: poses.map(() => pose) });
    expect(reference.data).toEqual(all.reference.data);
  });

  test('comes at random times, first not', () => {
    const poses = suddenMotion({ columns: 40, movements: 3, rotationDegrees: 2, shift: 0.01, seed: 4 });
    expect(poses).toHaveLength(40);
    expect(poses[0]).toEqual({});
    expect(new Set(poses.map((each) => JSON.stringify(each))).size).toBe(4);
  });
});

test('options that cannot be are refused', () => {
  expect(() => simulateAcquisition(ellipses, { ...still, snr: 0 })).toThrow(
    'expected a signal to noise above 0',
  );
  expect(() => simulateAcquisition(ellipses, { ...still, poses: [{}] })).toThrow(
    'expected a pose for each of 64 columns, received 1',
  );
  const moving = { columns: 8, movements: 8, rotationDegrees: 1, shift: 0, seed: 1 };
  expect(() => suddenMotion(moving)).toThrow('expected from 0 to 7 movements, a whole number, received 8');
});
