import { describe, expect, test } from 'vitest';
import { hasSharedData, SHARED_DATA, withFile } from '../../../test/open-file.ts';
import { floatValues } from '../../formats/index.ts';
import { inverseCenteredFft } from '../fourier/centered.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { simulateAcquisition } from '../simulation/acquisition.ts';
import { biotSavartCoils } from '../simulation/coil-maps/biot-savart-coils.ts';
import { magnitudePhantom } from './magnitude-phantom.ts';

function magnitudes({ data }: ShapedArray): Float32Array {
  const points = data.length / 2;
  return Float32Array.from({ length: points }, (_, i) => Math.hypot(data[i] ?? 0, data[points + i] ?? 0));
}

const ramp = shaped(
  Float32Array.from({ length: 16 * 20 }, (_, i) => 1 + Math.floor(i / 20) + 2 * (i % 20)),
  [16, 20],
);
const largest = 1 + 15 + 38;

describe('a magnitude image as a phantom', () => {
  test('is the image at its own samples, scaled to a maximum of 1', () => {
    const image = magnitudes(magnitudePhantom(ramp, 1).image(16, 20));
    expect([...image]).toEqual(Array.from(ramp.data, (value) => expect.closeTo(value / largest, 6)));
  });

  test('is interpolated between them: what is linear stays linear', () => {
    const image = magnitudes(magnitudePhantom(ramp, 1).image(32, 40));
    for (const [row, column] of [
      [9, 11],
      [16, 25],
      [21, 8],
    ] as const) {
      expect(image[row * 40 + column]).toBeCloseTo((1 + row / 2 + column) / largest, 6);
    }
  });

  test('has a smooth phase by its seed', () => {
    const of = (seed: number) => magnitudePhantom(ramp, seed).image(16, 20).data;
    expect(of(1)).toEqual(of(1));
    expect(of(2)).not.toEqual(of(1));
  });

  test('of other shapes or values is refused', () => {
    expect(() => magnitudePhantom(shaped(new Float32Array(8), [2, 2, 2]), 1)).toThrow(
      'expected a slice [row, column]',
    );
    expect(() => magnitudePhantom(shaped(Float32Array.of(1, -1), [1, 2]), 1)).toThrow(
      'received -1 at index 1',
    );
    expect(() => magnitudePhantom(shaped(Float32Array.of(Number.NaN, 1), [1, 2]), 1)).toThrow('received NaN');
  });
});

test.skipIf(!hasSharedData)(
  'a real volume is scanned by simulated coils (skipped without ../shared/data)',
  async () => {
    const slice = await withFile(new URL('mr_volumes/nifti/chris_t1.nii.gz', SHARED_DATA), async (file) => {
      const [columns = 0, rows = 0] = file.shape;
      const values = await floatValues(file);
      const first = columns * rows * 95;
      // NIfTI's j grows upward in the image.
      const data = Float32Array.from({ length: rows * columns }, (_, i) => {
        const [row, column] = [Math.floor(i / columns), i % columns];
        return Math.max(0, values[first + (rows - 1 - row) * columns + column] ?? 0);
      });
      return shaped(data, [rows, columns]);
    });
    const [rows, columns] = [128, 94];
    const coils = biotSavartCoils({ coils: 4, seed: 1 });
    const scan = simulateAcquisition(magnitudePhantom(slice, 3), { coils, rows, columns, snr: 40, seed: 2 });
    const images = inverseCenteredFft(scan.kspace.data, scan.kspace.shape);
    const points = rows * columns;
    const combined = Float32Array.from({ length: points }, (_, i) => {
      let square = 0;
      for (let at = i; at < images.length; at += points) square += (images[at] ?? 0) ** 2;
      return Math.sqrt(square);
    });
    const reference = magnitudes(scan.reference);
    const error = combined.reduce((sum, value, i) => sum + (value - (reference[i] ?? 0)) ** 2, 0);
    const size = reference.reduce((sum, value) => sum + value ** 2, 0);
    expect(Math.sqrt(error / size)).toBeGreaterThan(0.005);
    expect(Math.sqrt(error / size)).toBeLessThan(0.1);
  },
);
