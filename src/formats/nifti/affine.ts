import type { Geometry, Vector3 } from '../array/geometry.ts';
import { norm, scaled } from '../array/geometry.ts';
import type { NiftiHeader } from './header.ts';

/** The columns of the matrix from voxel indices to millimeters toward right, anterior, superior; origin last. */
export type RasColumns = readonly [i: Vector3, j: Vector3, k: Vector3, origin: Vector3];

/** Millimeters in the header's unit of length, by the lowest three bits of `xyzt_units`; unknown counts as mm. */
const MILLIMETERS: Readonly<Record<number, number>> = { 1: 1000, 3: 0.001 };

/** The distances along the axes in space, in millimeters: as nibabel mends them, without sign, and 1 for 0. */
function spacingOf({ pixdim, units }: NiftiHeader): number[] {
  return pixdim.slice(0, 3).map((distance) => sound(distance) * (MILLIMETERS[units & 7] ?? 1));
}

function sound(distance: number): number {
  return Number.isFinite(distance) && distance !== 0 ? Math.abs(distance) : 1;
}

/**
 * Where the voxels lie. Of the header's three ways to say it the best is taken, as nibabel does: the affine (sform)
 * where its code is not 0, else the quaternion (qform), else, as in all ANALYZE files, the spacing alone, with the first
 * axis from right to left and (0, 0, 0) in the center or at SPM's origin.
 */
export function niftiGeometry(header: NiftiHeader, firstAxis: number): Geometry {
  const count = Math.min(header.shape.length, 3);
  const spacing = spacingOf(header);
  const axes = spacing.map((_, axis) => firstAxis + axis);
  const [i, j, k, origin] = columnsOf(header);
  const lengths = [i, j, k].map(norm);
  const usable = lengths.every((length) => Number.isFinite(length) && length > 0);
  if (!usable || !origin.every(Number.isFinite)) return { axes, spacing };
  const factor = MILLIMETERS[header.units & 7] ?? 1;
  const directions = [i, j, k].map((column) => leftPosteriorSuperior(scaled(column, 1 / norm(column))));
  return {
    axes,
    spacing,
    directions: directions.slice(0, count),
    origin: leftPosteriorSuperior(scaled(origin, factor)),
  };
}

/** Turns right-anterior-superior into left-posterior-superior, or back. */
export function leftPosteriorSuperior([x, y, z]: Vector3): Vector3 {
  return [0 - x, 0 - y, z];
}

/** The columns in the header's unit, by whichever way it says them. */
function columnsOf(header: NiftiHeader): RasColumns {
  if (header.sformCode !== 0) return sformColumns(header);
  return header.qformCode !== 0 ? qformColumns(header) : baseColumns(header);
}

function sformColumns({ sform }: NiftiHeader): RasColumns {
  const column = (at: number): Vector3 => [sform[at] ?? 0, sform[at + 4] ?? 0, sform[at + 8] ?? 0];
  return [column(0), column(1), column(2), column(3)];
}

/** R(q) diag(pixdim) with the third column times qfac (nifti1.h, method 2). */
function qformColumns({ quaternion, pixdim, qfac }: NiftiHeader): RasColumns {
  const [b = 0, c = 0, d = 0, x = 0, y = 0, z = 0] = quaternion;
  const a = Math.sqrt(Math.max(0, 1 - (b * b + c * c + d * d)));
  const s = 2 / (a * a + b * b + c * c + d * d);
  const [i = 1, j = 1, k = 1] = pixdim.map(sound);
  return [
    scaled([1 - s * (c * c + d * d), s * (b * c + a * d), s * (b * d - a * c)], i),
    scaled([s * (b * c - a * d), 1 - s * (b * b + d * d), s * (c * d + a * b)], j),
    scaled([s * (b * d + a * c), s * (c * d - a * b), 1 - s * (b * b + c * c)], qfac === -1 ? -k : k),
    [x, y, z],
  ];
}

function baseColumns({ shape, pixdim, spmOrigin }: NiftiHeader): RasColumns {
  const lengths = [0, 1, 2].map((axis) => shape[axis] ?? 1);
  const stated =
    spmOrigin.some((at) => at !== 0) &&
    spmOrigin.every((at, axis) => at > -(lengths[axis] ?? 1) && at < 2 * (lengths[axis] ?? 1));
  const center = lengths.map((length, axis) => (stated ? (spmOrigin[axis] ?? 1) - 1 : (length - 1) / 2));
  const [i = 1, j = 1, k = 1] = pixdim.map(sound);
  const [ci = 0, cj = 0, ck = 0] = center;
  return [
    [-i, 0, 0],
    [0, j, 0],
    [0, 0, k],
    [ci * i, -cj * j, -ck * k],
  ];
}
