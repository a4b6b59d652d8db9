import { describe, expect, it } from 'vitest';
import { distance } from '../../../test/linear-operator-check.ts';
import { range } from '../../util/arrays.ts';
import { radon } from '../operators/radon.ts';
import { type Ellipse, ellipsePhantom } from '../phantoms/ellipses.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { ellipseSinogram } from './ellipse-sinogram.ts';
import { filteredBackProjection } from './filtered-back-projection.ts';
import type { FanGeometry } from './geometry.ts';
import { rampWindows } from './ramp-filter.ts';
import goldens from './tomography.json' with { type: 'json' };

const { size, angles } = goldens;
const scan = { anglesDegrees: angles, detectors: size, spacing: 1 };
const grid = { rows: size, columns: size, pixelSize: 1 };

/** The oracle's three spots. */
function spots(): Float32Array {
  const center = Math.floor(size / 2);
  return Float32Array.from({ length: size * size }, (_, i) => {
    const [row, column] = [Math.floor(i / size) - center, (i % size) - center];
    const spot = (r: number, c: number, width: number) =>
      Math.exp(-((row - r) ** 2 + (column - c) ** 2) / (2 * width ** 2));
    return spot(-4, 5, 3) + 0.5 * spot(6, 2, 2) + 0.8 * spot(1, -7, 2.5);
  });
}

/** Every second pixel of the middle. */
function middle({ data }: ShapedArray): Float32Array {
  const places = range(4, 13).map((i) => 2 * i);
  return Float32Array.from(places.flatMap((row) => places.map((column) => data[row * size + column] ?? 0)));
}

describe('compared with scikit-image', () => {
  const sinogram = Float32Array.from(goldens.sinogram);

  it('projections are the same to a few thousandths', () => {
    expect(distance(radon(scan, grid).apply(spots()), sinogram)).toBeLessThan(5e-3);
  });

  it.each(rampWindows)('filtered back-projection is the same, window %s', (window) => {
    const image = filteredBackProjection(shaped(sinogram, [18, size]), scan, grid, { window });
    // its Hamming and Hann windows are symmetric in samples, where a spectrum is periodic
    const error = window.startsWith('ha') ? 1e-3 : 1e-4;
    expect(distance(middle(image), Float32Array.from(goldens.images[window]))).toBeLessThan(error);
  });
});

const ellipses: readonly Ellipse[] = [
  { intensity: 0.02, x: 0.1, y: 0.2, a: 0.6, b: 0.4, angleDegrees: 30 },
  { intensity: -0.01, x: -0.2, y: 0.3, a: 0.1, b: 0.2, angleDegrees: 10 },
];
const fan: FanGeometry = {
  ...{ anglesDegrees: range(180).map((i) => 2 * i), detectors: 190, spacing: 2.4 },
  ...{ sourceToAxis: 400, sourceToDetector: 600 },
};
const scans = {
  'parallel, half a circle': { anglesDegrees: range(120).map((i) => 1.5 * i), detectors: 181, spacing: 1.6 },
  'parallel, unevenly twice around': {
    ...{ anglesDegrees: range(233).map((i) => 111.2461 * i), detectors: 181, spacing: 1.6, center: 86.3 },
  },
  'fan, flat': fan,
  'fan, flat, off center': { ...fan, center: 92.6 },
  'fan, arc': { ...fan, shape: 'arc' },
  'fan, short scan': { ...fan, anglesDegrees: range(222).map((i) => 33 + i) },
  'fan, arc, short scan backward': { ...fan, shape: 'arc', anglesDegrees: range(230).map((i) => 300 - i) },
} as const;

describe('filtered back-projection', () => {
  const field = { rows: 128, columns: 128, pixelSize: 200 / 128 };
  const truth = ellipsePhantom(ellipses)
    .image(128, 128)
    .data.subarray(0, 128 * 128);

  it.each(Object.entries(scans))('restores ellipses from their exact sinogram: %s', (_, geometry) => {
    const sinogram = ellipseSinogram(ellipses, geometry, { fieldOfView: 200 });
    const { data } = filteredBackProjection(sinogram, geometry, field);
    expect(distance(data, truth)).toBeLessThan(0.07);
    const inside = range(58, 70).flatMap((r) => range(70, 82).map((c) => data[r * 128 + c] ?? 0));
    expect(inside.reduce((a, b) => a + b) / inside.length).toBeCloseTo(0.02, 4);
  });

  it('leaves out what limited angles do not show, the less the more there are', () => {
    const errors = [60, 120, 180, 205, 230].map((count) => {
      const geometry = { ...fan, anglesDegrees: range(count).map((i) => 20 + i) };
      const sinogram = ellipseSinogram(ellipses, geometry, { fieldOfView: 200 });
      return distance(filteredBackProjection(sinogram, geometry, field).data, truth);
    });
    expect(errors).toEqual(errors.toSorted((a, b) => b - a));
    expect(errors.at(0)).toBeGreaterThan(0.4);
    expect(errors.at(-2)).toBeLessThan(0.15);
    expect(errors.at(-1)).toBeLessThan(0.07);
  });

  it('refuses what does not fit', () => {
    const sinogram = shaped(new Float32Array(18 * size), [18, size]);
    const restore =
      (change: object, image = grid, options = {}) =>
      () =>
        filteredBackProjection(sinogram, { ...scan, ...change }, image, options);
    expect(restore({ detectors: 32 })).toThrow('sinogram: expected finite numbers [18, 32]');
    expect(restore({ spacing: 0 })).toThrow('above 0');
    expect(restore({ anglesDegrees: angles.with(3, NaN) })).toThrow(
      'finite angles and a finite center, received NaN',
    );
    expect(restore({}, grid, { cutoff: 0 })).toThrow('a share of the highest frequency');
    expect(restore({ sourceToAxis: 20, sourceToDetector: 40 })).toThrow('a source farther than 23.3 mm');
    sinogram.data[7] = Infinity;
    expect(restore({})).toThrow('some are not finite');
  });
});
