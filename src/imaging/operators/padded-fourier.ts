import { fourier } from './fourier.ts';
import { compose, type LinearOperator } from './linear-operator.ts';
import { zeroPadding } from './zero-padding.ts';

/** An image, and the grid of its transform. */
interface PaddedFourierOptions {
  /** The axes before the rows: [..., 2]. */
  readonly lead: readonly number[];
  /** [row, column] of the image. */
  readonly sizes: readonly [number, number];
  /** [row, column] of the grid, each at least the image's. */
  readonly grid: readonly [number, number];
  /** What the image's pixels are multiplied by first, [row, column]. */
  readonly window?: Float32Array;
}

/** F Z, the transform of an image in zeros: rows of zeros are added only after the transform along the columns. */
export function paddedFourier({ lead, sizes, grid, window }: PaddedFourierOptions): LinearOperator {
  const wide: [number, number] = [sizes[0], grid[1]];
  return compose(
    fourier([...lead, ...grid], { axes: [-2] }),
    zeroPadding(lead, { from: wide, to: grid }),
    fourier([...lead, ...wide], { axes: [-1] }),
    zeroPadding(lead, { from: sizes, to: wide, ...(window && { window }) }),
  );
}
