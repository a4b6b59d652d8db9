import { compressCoils } from '../imaging/calibration/compress-coils.ts';
import { espirit } from '../imaging/calibration/espirit.ts';
import { lowResolutionMaps } from '../imaging/calibration/low-resolution-maps.ts';
import { mixCoils } from '../imaging/calibration/mix-coils.ts';
import { sampling } from '../imaging/operators/sampling.ts';
import { type ShapedArray, shaped } from '../imaging/shaped-array.ts';
import { sameItems } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { combineCoils } from './combine-coils.ts';
import { type Sampled, sampled } from './kspace/sampled.ts';
import { magnitudeImage } from './magnitude-image.ts';
import type { Method, Parameters, ReconstructionOptions } from './method.ts';

/** How a slice of a file is reconstructed. */
export interface SlicePlan {
  readonly method: Method;
  readonly parameters?: Parameters;
  /** 1 where samples are kept, [row, column] or [1, column]: for fully sampled slices. */
  readonly mask?: ShapedArray | undefined;
  /** Sensitivities, or how they are found in the calibration region; none for a magnitude of all coils. */
  readonly maps: ShapedArray | 'espirit' | 'low-resolution' | 'none';
  /** k-space of calibration lines, where the slice's own center was not sampled. */
  readonly calibration?: ShapedArray | undefined;
  /** Compress to so many virtual coils. */
  readonly coils?: number | undefined;
}

/** A slice, and what it is to be compared with. */
export interface ReconstructedSlice {
  /** [2, row, column] or [1, row, column]. */
  readonly image: ShapedArray;
  /** All samples by those that were used. */
  readonly acceleration: number;
  /** The share of the energy that is left after coil compression. */
  readonly energy: number;
  /**
   * Magnitudes [row, column] of all samples, where a fully sampled slice was undersampled: coils combined by the same
   * sensitivities, Σ S̄ x / Σ |S|², or by root-sum-of-squares where the image is.
   */
  readonly reference: ShapedArray | undefined;
  /** The same of the samples that were used, zeros in place of the others. */
  readonly zeroFilled: ShapedArray | undefined;
}

/**
 * Reconstructs one slice: undersamples it where the plan says so, compresses coils, finds sensitivities in what is left,
 * and runs the method. Nothing but the reference sees the samples that were left out.
 *
 * @param kspace [coil, 2, row, column], zeros where not sampled
 * @param where what is reconstructed, for errors
 * @throws InputError where k-space, mask and maps do not fit together.
 */
export async function reconstructSlice(
  kspace: ShapedArray,
  where: string,
  plan: SlicePlan,
  options: ReconstructionOptions = {},
): Promise<ReconstructedSlice> {
  const own = sampled(kspace, where);
  const mask = plan.mask ? keptOf(own, plan.mask, where) : own.mask;
  const kept = plan.mask ? shaped(sampling(mask, kspace.shape).apply(kspace.data), kspace.shape) : kspace;
  const { matrix, energy = 1 } = plan.coils === undefined ? {} : compressCoils(kept, plan.coils);
  const compressed = (array: ShapedArray) => (matrix ? mixCoils(matrix, array) : array);
  const used = compressed(kept);
  const maps = mapsOf(plan.calibration ? compressed(plan.calibration) : used, plan.maps, compressed, where);
  const acquisition = { kspace: used, mask, ...(maps && { maps }) };
  const image = await plan.method.reconstruct(acquisition, plan.parameters, options);
  const combine = (all: ShapedArray) =>
    magnitudeImage(combineCoils(compressed(all), image.shape[0] === 2 ? maps : undefined));
  const comparable = own.fully && plan.mask !== undefined;
  return {
    image,
    acceleration: accelerationOf(own, mask),
    energy,
    reference: comparable ? combine(kspace) : undefined,
    zeroFilled: comparable ? combine(kept) : undefined,
  };
}

/** The samples of a mask, which must have been taken. */
function keptOf(own: Sampled, wanted: ShapedArray, where: string): ShapedArray {
  const [rows = 0, columns = 0] = own.mask.shape;
  const [maskRows, maskColumns] = wanted.shape;
  check(
    wanted.shape.length === 2 && maskColumns === columns && (maskRows === rows || maskRows === 1),
    () => ({
      where,
      expected: `a mask of ${rows} × ${columns}, or of ${columns} lines`,
      received: `[${wanted.shape.join(', ')}]`,
    }),
  );
  const data = own.mask.data.map((taken, i) => taken * Number(wanted.data[i % wanted.data.length] !== 0));
  const missing = wanted.data.length === data.length ? countOf(wanted.data) - countOf(data) : 0;
  const beyond = countOf(own.mask.data) - countOf(data);
  check(own.fully || (missing <= CHANCE * data.length && beyond === 0), () => ({
    where,
    expected: 'a mask that agrees with the samples that are not zero',
    received: `${missing} samples of the mask that are zero, ${beyond} samples outside of it`,
    remedy: 'Of k-space that was undersampled its zeros tell: leave out mask and acceleration.',
  }));
  return { data, shape: [rows, columns] };
}

/** So many samples of a mask may be zero by chance. */
const CHANCE = 0.01;

function countOf(mask: Float32Array): number {
  let count = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] !== 0) count++;
  return count;
}

function accelerationOf(own: Sampled, mask: ShapedArray): number {
  return (own.acceleration * countOf(own.mask.data)) / Math.max(1, countOf(mask.data));
}

function mapsOf(
  kspace: ShapedArray,
  maps: SlicePlan['maps'],
  compressed: (array: ShapedArray) => ShapedArray,
  where: string,
): ShapedArray | undefined {
  if (maps === 'none') return undefined;
  if (typeof maps === 'object') {
    const own = compressed(maps);
    check(sameItems(own.shape, kspace.shape), () => ({
      where,
      expected: `sensitivities of ${sizeText(kspace)}`,
      received: sizeText(own),
    }));
    return own;
  }
  if (kspace.shape[0] === 1) return ofOneCoil(kspace);
  return maps === 'espirit' ? espirit(kspace)[0].maps : lowResolutionMaps(kspace);
}

function sizeText({ shape: [count, , rows, columns] }: ShapedArray): string {
  return `${count} coils, ${rows} × ${columns}`;
}

/** A coil alone sees everything. */
function ofOneCoil({ data, shape }: ShapedArray): ShapedArray {
  return { data: data.map((_, i) => Number(i < data.length / 2)), shape };
}
