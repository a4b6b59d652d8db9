import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import type { Pose } from '../phantoms/phantom.ts';

/** How an object moves during a scan. */
export interface MotionOptions {
  /** Phase encodings, acquired from the first column to the last. */
  readonly columns: number;
  /** How often it moves. */
  readonly movements: number;
  /** Standard deviation of where it comes to lie, in degrees. */
  readonly rotationDegrees: number;
  /** The same, along either axis, as a share of the field of view. */
  readonly shift: number;
  readonly seed: number;
}

/**
 * Sudden rigid movements at random times, each to a new pose, of which the first is none: for the `poses` of
 * `simulateAcquisition`.
 *
 * @returns a pose for each column
 * @throws InputError for more movements than there are gaps between columns.
 * @example suddenMotion({ columns: 128, movements: 2, rotationDegrees: 3, shift: 0.01, seed: 1 });
 */
export function suddenMotion(options: MotionOptions): readonly Pose[] {
  const { columns, movements, rotationDegrees, shift, seed } = options;
  check(Number.isInteger(movements) && movements >= 0 && movements < columns, () => ({
    where: 'suddenMotion',
    expected: `from 0 to ${columns - 1} movements, a whole number`,
    received: `${movements}`,
  }));
  const random = RandomStream.derive(seed, 'motion');
  const times = new Set(random.permutation(columns - 1).subarray(0, movements));
  let pose: Pose = {};
  return range(columns).map((column) => {
    if (times.has(column - 1)) {
      pose = {
        rotationDegrees: rotationDegrees * random.normal(),
        shiftRight: shift * random.normal(),
        shiftDown: shift * random.normal(),
      };
    }
    return pose;
  });
}
