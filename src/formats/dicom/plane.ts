import { cross, dot, norm, scaled, type Vector3 } from '../array/geometry.ts';
import type { DataSet } from './data-set.ts';
import { functionalGroup } from './functional-groups.ts';
import { Tag } from './tags.ts';

/** Where an image or frame lies in the patient, as far as its header says. */
export interface Plane {
  /** The center of its first pixel, in millimeters. */
  readonly position?: Vector3;
  /** Unit vectors in which the row index and the column index grow. */
  readonly directions?: readonly [row: Vector3, column: Vector3];
  /** The distance between rows and between columns, in millimeters. */
  readonly spacing?: readonly [rows: number, columns: number];
}

/** How far from right angles and length 1 directions may be that were written with three decimals. */
const SKEW = 0.01;

/**
 * The plane of a frame, counted from 0. ImageOrientationPatient's second triple is where the row index grows, its first
 * where the column index does; PixelSpacing is between rows, then between columns (PS3.3, C.7.6.2). Where only the
 * spacing at the detector is known (ImagerPixelSpacing), it is that.
 */
export function planeOf(dataSet: DataSet, frame = 0): Plane {
  const position = vectorAt(
    numbersAt(dataSet, frame, Tag.PlanePositionSequence, Tag.ImagePositionPatient),
    0,
  );
  const directions = directionsOf(
    numbersAt(dataSet, frame, Tag.PlaneOrientationSequence, Tag.ImageOrientationPatient),
  );
  const spacing = spacingOf(dataSet, frame);
  return {
    ...(position && { position }),
    ...(directions && { directions }),
    ...(spacing && { spacing }),
  };
}

/** The unit vector at right angles to a plane; slices that follow each other along it keep the patient's hands apart. */
export function normalOf([row, column]: readonly [Vector3, Vector3]): Vector3 {
  return cross(column, row);
}

function numbersAt(dataSet: DataSet, frame: number, group: number, tag: number): readonly number[] {
  const inGroup = functionalGroup(dataSet, frame, group)?.numbers(tag);
  return inGroup && inGroup.length > 0 ? inGroup : dataSet.numbers(tag);
}

function spacingOf(dataSet: DataSet, frame: number): readonly [number, number] | undefined {
  const candidates = [
    numbersAt(dataSet, frame, Tag.PixelMeasuresSequence, Tag.PixelSpacing),
    dataSet.numbers(Tag.ImagerPixelSpacing),
    dataSet.numbers(Tag.NominalScannedPixelSpacing),
  ];
  const [rows = 0, columns = 0] = candidates.find(isSpacing) ?? [];
  return rows > 0 ? [rows, columns] : undefined;
}

function isSpacing(values: readonly number[]): boolean {
  return values.length === 2 && values.every((value) => Number.isFinite(value) && value > 0);
}

function directionsOf(values: readonly number[]): readonly [Vector3, Vector3] | undefined {
  const [column, row] = [vectorAt(values, 0), vectorAt(values, 3)];
  if (!row || !column || values.length !== 6) return undefined;
  const [longRow, longColumn] = [norm(row), norm(column)];
  const unit = Math.abs(longRow - 1) < SKEW && Math.abs(longColumn - 1) < SKEW;
  if (!unit || Math.abs(dot(row, column)) > SKEW) return undefined;
  return [scaled(row, 1 / longRow), scaled(column, 1 / longColumn)];
}

/**
 * The planes of all frames; undefined where the header does not say for each where it is. A dose's frames say how far
 * from the first they are, along the normal (PS3.3, C.8.8.3.2).
 */
export function planesOf(dataSet: DataSet, count: number): readonly Plane[] | undefined {
  const offsets = dataSet.numbers(Tag.GridFrameOffsetVector);
  if (dataSet.sequence(Tag.PerFrameFunctionalGroupsSequence).length === count) {
    return Array.from({ length: count }, (_, frame) => planeOf(dataSet, frame));
  }
  const first = planeOf(dataSet);
  const { position, directions } = first;
  if (!position || !directions || offsets.length !== count || offsets[0] !== 0) return undefined;
  const normal = normalOf(directions);
  return offsets.map((offset) => ({ ...first, position: plus(position, scaled(normal, offset)) }));
}

/** The sum of two vectors. */
export function plus(a: Vector3, b: Vector3): Vector3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function vectorAt(values: readonly number[], at: number): Vector3 | undefined {
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = values.slice(at, at + 3);
  return Number.isFinite(x + y + z) ? [x, y, z] : undefined;
}
