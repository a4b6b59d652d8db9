import { inverseCenteredFft } from '../fourier/centered.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { calibrationRegion, centralStart, type RegionSize } from './calibration-region.ts';
import { type MultiCoil, multiCoil } from './multi-coil.ts';
import { type ReferenceCoil, referencePhase } from './reference-phase.ts';
import { rootSumOfSquares } from './root-sum-of-squares.ts';

/** How {@link lowResolutionMaps} are made. */
export interface LowResolutionOptions {
  /** The most rows and columns of the calibration region, [24, 24] by default. */
  readonly calibration?: RegionSize;
  /** Below this share of the brightest pixel, maps are 0; 0 by default. */
  readonly threshold?: number;
  readonly reference?: ReferenceCoil;
}

/**
 * Sensitivities by the low-resolution method: the coils' images of the calibration region, windowed (Hann), over their
 * root of the sum of squares, so that Σ |S|² = 1.
 *
 * Sources: Pruessmann et al., Magn. Reson. Med. 42:952 (1999); McKenzie et al., Magn. Reson. Med. 47:529 (2002).
 *
 * @param kspace [coil, 2, row, column], undersampled or not
 * @returns maps of the same shape
 * @throws InputError where the center of k-space is not sampled.
 * @example const maps = lowResolutionMaps(kspace);
 */
export function lowResolutionMaps(kspace: ShapedArray, options: LowResolutionOptions = {}): ShapedArray {
  const { calibration, threshold = 0, reference } = options;
  const sizes = multiCoil('lowResolutionMaps', kspace);
  const region = calibrationRegion(kspace, calibration);
  const images = inverseCenteredFft(windowed(region, sizes), kspace.shape);
  const magnitude = rootSumOfSquares({ data: images, shape: kspace.shape }).data;
  const least = threshold * magnitude.reduce((a, b) => Math.max(a, b), 0);
  for (let at = 0; at < images.length; at++) {
    const size = magnitude[at % sizes.points] ?? 0;
    images[at] = size > least ? (images[at] ?? 0) / size : 0;
  }
  return referencePhase({ data: images, shape: kspace.shape }, region, reference);
}

/** The region times a Hann window, in k-space that is zero elsewhere. */
function windowed({ data, shape }: ShapedArray, sizes: MultiCoil): Float32Array {
  const [, , rows = 0, columns = 0] = shape;
  const [top, left] = [centralStart(sizes.rows, rows), centralStart(sizes.columns, columns)];
  const [down, along] = [hann(rows), hann(columns)];
  const result = new Float32Array(2 * sizes.coils * sizes.points);
  for (let at = 0; at < data.length; at++) {
    const column = at % columns;
    const row = Math.floor(at / columns) % rows;
    const part = Math.floor(at / (rows * columns));
    const to = part * sizes.points + (top + row) * sizes.columns + left + column;
    result[to] = (data[at] ?? 0) * (down[row] ?? 0) * (along[column] ?? 0);
  }
  return result;
}

/** cos²(π k / (N + 1)), k from the center. */
function hann(length: number): Float64Array {
  const center = Math.floor(length / 2);
  return Float64Array.from(
    { length },
    (_, i) => Math.cos((Math.PI * (i - center)) / (length + 1 + (length % 2 === 0 ? 1 : 0))) ** 2,
  );
}
