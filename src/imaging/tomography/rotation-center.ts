import { check } from '../../util/errors.ts';

/**
 * Where on a detector the axis of rotation is seen: a projection from the other side is the mirrored one, and the axis
 * lies where both agree best, in least squares over the detectors that both have. Parallel beams only.
 *
 * @param front line integrals at some angle, a number for each detector
 * @param back those at 180° from there
 * @returns the detector's number, to a fraction, as `center` of a scan takes it
 * @throws InputError where the two are not of one length, of 8 at least.
 * @example const center = rotationCenter(sinogram.data.subarray(0, 640), sinogram.data.subarray(-640));
 */
export function rotationCenter(front: Float32Array, back: Float32Array): number {
  const { length } = front;
  check(length >= 8 && back.length === length, () => ({
    where: 'rotation center',
    expected: 'two projections of one length, of 8 detectors at least',
    received: `${length} and ${back.length}`,
  }));
  // detector i of the one is the detector `sum − i` of the other; at least half of them are compared
  const least = Math.ceil(length / 2);
  const most = 2 * (length - 1) - least;
  let best = least;
  for (let sum = least; sum <= most; sum++) {
    if (mismatch(front, back, sum) < mismatch(front, back, best)) best = sum;
  }
  const [before, at, after] = [best - 1, best, best + 1].map((sum) => mismatch(front, back, sum));
  return (best + vertex(before ?? 0, at ?? 0, after ?? 0)) / 2;
}

/** The mean squared difference between one projection and the other mirrored. */
function mismatch(front: Float32Array, back: Float32Array, sum: number): number {
  const first = Math.max(0, sum - front.length + 1);
  const last = Math.min(front.length - 1, sum);
  let total = 0;
  for (let i = first; i <= last; i++) total += ((front[i] ?? 0) - (back[sum - i] ?? 0)) ** 2;
  return total / (last - first + 1);
}

/** Where the parabola through three values at −1, 0 and 1 is least. */
function vertex(before: number, at: number, after: number): number {
  const curvature = before - 2 * at + after;
  return curvature > 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curvature))) : 0;
}
