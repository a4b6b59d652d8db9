import { expect, test } from 'vitest';
import { hasSharedData, SHARED_DATA, withFile } from '../../../test/open-file.ts';
import { floatValues } from '../../formats/index.ts';
import { inverseCenteredFft } from '../fourier/centered.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { simulateFromMagnitude } from './from-magnitude.ts';

function magnitudes({ data }: ShapedArray): Float32Array {
  const points = data.length / 2;
  return Float32Array.from({ length: points }, (_, i) => Math.hypot(data[i] ?? 0, data[points + i] ?? 0));
}

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
    const scan = simulateFromMagnitude(slice, { coils: 4, snr: 40, seed: 2 });
    expect(scan.origin).toBe('simulated from magnitude images');
    expect(scan.kspace.shape).toEqual([4, 2, 128, 94]);
    const images = inverseCenteredFft(scan.kspace.data, scan.kspace.shape);
    const points = 128 * 94;
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
