import { sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { ShapedArray } from '../shaped-array.ts';

/**
 * A scan with parallel rays. At an angle θ the detector lies along (cos θ, sin θ), x to the right and y up in the image,
 * and a ray at s from the axis of rotation is the line x cos θ + y sin θ = s.
 */
export interface ParallelGeometry {
  /** θ of each projection, in degrees. */
  readonly anglesDegrees: readonly number[];
  /** How many elements the detector has. */
  readonly detectors: number;
  /** The distance of their centers in mm. */
  readonly spacing: number;
  /** Where among the elements the axis of rotation is seen; by default in the middle, (detectors − 1) / 2. */
  readonly center?: number;
}

/**
 * A scan with a fan of rays from a source that turns with the detector. At an angle β the central ray goes along
 * (−sin β, cos β), from the source through the axis to the detector, whose elements are numbered along (cos β, sin β).
 * A detector that counts the other way, or turns so, has its angles' signs changed and mirrors the image.
 */
export interface FanGeometry extends ParallelGeometry {
  /** R, from source to axis in mm. */
  readonly sourceToAxis: number;
  /** D, from source to detector in mm; `spacing` is measured there. */
  readonly sourceToDetector: number;
  /** A straight line, or an arc around the source, `spacing` being measured along it; straight by default. */
  readonly shape?: 'flat' | 'arc';
}

/** An image of attenuation in 1/mm, whose pixel ⌊rows / 2⌋, ⌊columns / 2⌋ is on the axis of rotation. */
export interface ImageGrid {
  readonly rows: number;
  readonly columns: number;
  /** The side of a pixel in mm. */
  readonly pixelSize: number;
}

/** The line x cos θ + y sin θ = s. */
export interface Line {
  /** In radians. */
  readonly theta: number;
  /** In mm. */
  readonly s: number;
}

/** Whether rays come from a source. */
export function isFan(geometry: ParallelGeometry | FanGeometry): geometry is FanGeometry {
  return 'sourceToAxis' in geometry;
}

/** Where among the detector's elements the axis of rotation is seen. */
export function centerOf({ center, detectors }: ParallelGeometry): number {
  return center ?? (detectors - 1) / 2;
}

/**
 * The angle between a ray and the central one, in radians, by the detector's element.
 *
 * γ = arctan(u / D) for a flat detector, u / D for an arc, with u the distance of the element from the center.
 */
export function fanAngle(geometry: FanGeometry, detector: number): number {
  const slope = ((detector - centerOf(geometry)) * geometry.spacing) / geometry.sourceToDetector;
  return geometry.shape === 'arc' ? slope : Math.atan(slope);
}

/** The distance of a detector's elements as seen at the axis of rotation: in mm, of an arc in radians. */
export function spacingAtAxis(geometry: ParallelGeometry | FanGeometry): number {
  if (!isFan(geometry)) return geometry.spacing;
  const angle = geometry.spacing / geometry.sourceToDetector;
  return geometry.shape === 'arc' ? angle : angle * geometry.sourceToAxis;
}

/** The ray that an element of the detector sees. */
export function lineOf(geometry: ParallelGeometry | FanGeometry, projection: number, detector: number): Line {
  const angle = ((geometry.anglesDegrees[projection] ?? 0) * Math.PI) / 180;
  if (!isFan(geometry)) return { theta: angle, s: (detector - centerOf(geometry)) * geometry.spacing };
  const gamma = fanAngle(geometry, detector);
  return { theta: angle - gamma, s: geometry.sourceToAxis * Math.sin(gamma) };
}

/** [projection, detector] of a scan's sinograms. */
export function sinogramShape({ anglesDegrees, detectors }: ParallelGeometry): [number, number] {
  return [anglesDegrees.length, detectors];
}

/** Checks that a sinogram has the shape of a scan's, and finite numbers. */
export function checkSinogram({ data, shape }: ShapedArray, expected: readonly number[]): void {
  const finite = data.every(Number.isFinite);
  check(sameItems(shape, expected) && finite, () => ({
    where: 'sinogram',
    expected: `finite numbers [${expected.join(', ')}], projection and detector`,
    received: `[${shape.join(', ')}]${finite ? '' : ', of which some are not finite'}`,
  }));
}

/**
 * Checks what a scan and an image are said to be.
 *
 * @throws InputError for numbers that are not positive, angles that are not finite, or an image that reaches the source.
 */
export function checkScan(geometry: ParallelGeometry | FanGeometry, grid: ImageGrid): void {
  const { anglesDegrees, detectors, spacing } = geometry;
  const { rows, columns, pixelSize } = grid;
  const whole = [anglesDegrees.length, detectors, rows, columns];
  check(whole.every((n) => Number.isInteger(n) && n > 0) && spacing > 0 && pixelSize > 0, () => ({
    where: 'tomography',
    expected: 'projections, detectors, rows, columns, spacing and pixel size above 0',
    received: [...whole, spacing, pixelSize].join(', '),
  }));
  check([...anglesDegrees, centerOf(geometry)].every(Number.isFinite), () => ({
    where: 'tomography',
    expected: 'finite angles and a finite center',
    received: `${[...anglesDegrees, centerOf(geometry)].find((n) => !Number.isFinite(n))}`,
  }));
  if (isFan(geometry)) checkFan(geometry, (Math.hypot(rows, columns) / 2) * pixelSize);
}

function checkFan({ sourceToAxis, sourceToDetector }: FanGeometry, radius: number): void {
  check(sourceToAxis > radius && sourceToDetector >= sourceToAxis, () => ({
    where: 'fan beam',
    expected: `a source farther than ${radius.toFixed(1)} mm, half the image's diagonal, and the detector behind the axis`,
    received: `${sourceToAxis} mm to the axis, ${sourceToDetector} mm to the detector`,
  }));
}
