import { centeredFft, inverseCenteredFft } from '../../imaging/fourier/centered.ts';
import type { ShapedArray } from '../../imaging/shaped-array.ts';
import { check } from '../../util/errors.ts';

/**
 * Removes readout oversampling: the middle of the field of view along the rows is kept. k-space keeps its scale.
 *
 * @param kspace [coil, 2, row, column]
 * @param kept how many rows remain
 */
export function cropReadout({ data, shape }: ShapedArray, kept: number): ShapedArray {
  const [coils = 0, parts = 2, rows = 0, columns = 0] = shape;
  check(Number.isInteger(kept) && kept >= 1 && kept <= rows, () => ({
    where: 'readout oversampling',
    expected: `from 1 to ${rows} samples`,
    received: `${kept}`,
  }));
  if (kept === rows) return { data, shape };
  const images = inverseCenteredFft(data, shape, { axes: [-2] });
  const cropped = new Float32Array((data.length / rows) * kept);
  const first = Math.floor(rows / 2) - Math.floor(kept / 2);
  const scale = Math.sqrt(kept / rows);
  for (let part = 0; part < coils * parts; part++) {
    const from = (part * rows + first) * columns;
    const middle = images.subarray(from, from + kept * columns);
    cropped.set(
      middle.map((value) => value * scale),
      part * kept * columns,
    );
  }
  const newShape = [coils, parts, kept, columns];
  return { data: centeredFft(cropped, newShape, { axes: [-2] }), shape: newShape };
}
