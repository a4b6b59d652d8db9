import { type MaskKind, makeMask } from '../../imaging/masks/make-mask.ts';
import { present } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';

/** How fully sampled k-space is undersampled. */
export interface Undersampling {
  readonly kind: MaskKind;
  /** One sample of so many is kept; of several accelerations each scan draws one. */
  readonly accelerations: readonly number[];
  /** Fully sampled columns in the center; of masks over both axes, the side of a square. */
  readonly calibrationLines: number;
  readonly seed: number;
}

/** Whether a kind of mask leaves out whole columns, and nothing along the readout. */
export function samplesLines(kind: MaskKind): boolean {
  return kind !== 'poisson' && kind !== 'radial' && kind !== 'spiral';
}

/**
 * The mask [row, column] that belongs to `names`, such as a scan and an epoch: equal names give equal masks.
 *
 * @throws InputError for accelerations and calibration lines that the matrix has no room for.
 */
export function drawMask(
  { kind, accelerations, calibrationLines, seed }: Undersampling,
  [rows, columns]: readonly [rows: number, columns: number],
  ...names: readonly (string | number)[]
): Float32Array {
  const stream = RandomStream.derive(seed, 'mask', ...names);
  const acceleration = present(accelerations[stream.integer(accelerations.length)], 'an acceleration');
  const own = stream.integer(2 ** 32);
  return makeMask(kind, { rows, columns, acceleration, calibrationLines, seed: own }).mask.data;
}
