import { sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { RandomStream } from '../../util/random.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { poisson } from './poisson.ts';

/** What a detector counts without an object, and without a beam: a number for each element. */
export interface DetectorReferences {
  /** The open beam, the mean of flat fields. */
  readonly flat: Float32Array;
  /** The mean of dark fields; zeros by default. */
  readonly dark?: Float32Array;
}

/** Of a beam so weak that nothing arrived, at least this share of the open one is assumed. */
const LEAST_SHARE = 1e-6;

/**
 * Line integrals from counts, −log((counts − dark) / (flat − dark)).
 *
 * @param counts [projection, detector]
 * @returns a sinogram without a unit, [projection, detector]
 * @throws InputError where references are not as many as detectors, or the open beam is not brighter than the dark.
 * @example const sinogram = lineIntegrals(counts, { flat: meanOfRows(white), dark: meanOfRows(dark) });
 */
export function lineIntegrals(counts: ShapedArray, { flat, dark }: DetectorReferences): ShapedArray {
  const [, detectors = 0] = counts.shape;
  const below = dark ?? new Float32Array(detectors);
  check(counts.shape.length === 2 && sameItems([flat.length, below.length], [detectors, detectors]), () => ({
    where: 'line integrals',
    expected: 'counts [projection, detector], and a flat and a dark number for each detector',
    received: `[${counts.shape.join(', ')}], ${flat.length} and ${below.length}`,
  }));
  const dull = flat.findIndex((open, i) => !(open > (below[i] ?? 0)));
  check(dull < 0, () => ({
    where: `line integrals, detector ${dull}`,
    expected: 'an open beam brighter than the dark field',
    received: `${flat[dull]} and ${below[dull]}`,
  }));
  const data = counts.data.map((count, i) => {
    const [open = 0, closed = 0] = [flat[i % detectors], below[i % detectors]];
    return -Math.log(Math.max((count - closed) / (open - closed), LEAST_SHARE));
  });
  return shaped(data, counts.shape);
}

/** The mean of several fields [field, detector]. */
export function meanField({ data, shape: [fields = 0, detectors = 0] }: ShapedArray): Float32Array {
  const mean = new Float64Array(detectors);
  data.forEach((value, i) => {
    mean[i % detectors] = (mean[i % detectors] ?? 0) + value / fields;
  });
  return Float32Array.from(mean);
}

/**
 * What a detector counts of a beam of `photons` a ray and projection, attenuated by a sinogram: Poisson distributed.
 *
 * @example const noisy = lineIntegrals(photonCounts(sinogram, 1e5, stream), { flat: new Float32Array(detectors).fill(1e5) });
 */
export function photonCounts(sinogram: ShapedArray, photons: number, stream: RandomStream): ShapedArray {
  check(photons > 0 && Number.isFinite(photons), () => ({
    where: 'photon counts',
    expected: 'a number of photons above 0',
    received: `${photons}`,
  }));
  return shaped(
    sinogram.data.map((integral) => poisson(photons * Math.exp(-integral), stream)),
    sinogram.shape,
  );
}
