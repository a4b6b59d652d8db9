import { dot, norm, scaled, type Vector3 } from '../array/geometry.ts';
import { normalOf, type Plane, plus } from './plane.ts';

/** A plane whose place is known. */
export type LocatedPlane = Plane & Required<Pick<Plane, 'position' | 'directions'>>;

/** Parallel planes in the order in which they lie along their normal. */
export interface Stack {
  /** The planes' indices, sorted by position; those at the same place in the order given. */
  readonly order: readonly number[];
  /** How many there are at each place. */
  readonly counts: readonly number[];
  /** The usual distance between neighbors, from their positions, in millimeters; 0 where all are at one place. */
  readonly spacing: number;
  /** The unit vector from the first to the last; the normal where all are at one place. */
  readonly direction: Vector3;
  /** Where planes are missing: behind which place, and how many, by the usual distance. */
  readonly gaps: readonly Gap[];
  /** Whether distances differ by more than 1 % although none is missing. */
  readonly uneven: boolean;
  /** Whether planes are shifted against each other within themselves, by half a pixel or more. */
  readonly crooked: boolean;
}

/** Missing planes. */
export interface Gap {
  /** The place before the gap, counted from 0 along the normal. */
  readonly after: number;
  readonly missing: number;
}

/** Planes nearer than this share of a pixel are at the same place. */
const SAME = 0.01;

/** Above this ratio to the usual distance, planes are missing between two. */
const GAP = 1.5;

/** Digits of a distance that are more than rounding. */
const DIGITS = 12;

const ORIGIN: Vector3 = [0, 0, 0];

const UNEVEN = 0.01;

/** Whether a plane says where it lies. */
export function isLocated(plane: Plane): plane is LocatedPlane {
  return plane.position !== undefined && plane.directions !== undefined;
}

/**
 * Sorts parallel planes by their position along the normal. The distance between them is that of their positions, not
 * the thickness of a slice.
 */
export function stackOf(planes: readonly LocatedPlane[]): Stack {
  const normal = planes[0] ? normalOf(planes[0].directions) : ([0, 0, 1] as const);
  const distances = planes.map(({ position }) => dot(position, normal));
  const order = planes.map((_, i) => i).sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0) || a - b);
  const places = placesOf(order, distances, tolerance(planes));
  const path = places.map(([index = 0]) => planes[index]?.position ?? ORIGIN);
  const steps = path.slice(1).map((position, i) => dot(minus(position, path[i] ?? position), normal));
  const usual = median(steps);
  const gaps = steps.flatMap((step, after) =>
    step > GAP * usual ? [{ after, missing: Math.round(step / usual) - 1 }] : [],
  );
  return {
    order: places.flat(),
    counts: places.map(({ length }) => length),
    ...alongOf(path, normal, usual, gaps.length > 0),
    gaps,
    uneven: gaps.length === 0 && steps.some((step) => Math.abs(step - usual) > UNEVEN * usual),
    crooked: isCrooked(path, pixelOf(planes) / 2),
  };
}

/** The direction and distance from one place to the next: of tilted gantries, they are not the normal's. */
function alongOf(path: readonly Vector3[], normal: Vector3, usual: number, gaps: boolean) {
  const [first, last] = [path[0], path.at(-1)];
  if (!first || !last || path.length < 2) return { spacing: 0, direction: normal };
  const way = minus(last, first);
  const direction = scaled(way, 1 / norm(way));
  const spacing = gaps ? usual / dot(direction, normal) : norm(way) / (path.length - 1);
  return { spacing: Number(spacing.toPrecision(DIGITS)), direction };
}

/** Indices in sorted order, those at the same place together and in the order given. */
function placesOf(order: readonly number[], distances: readonly number[], same: number): number[][] {
  const places: number[][] = [];
  let start = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    const distance = distances[index] ?? 0;
    const place = places.at(-1);
    if (place && distance - start < same) place.push(index);
    else {
      places.push([index]);
      start = distance;
    }
  }
  return places.map((members) => members.sort((a, b) => a - b));
}

function isCrooked(path: readonly Vector3[], allowed: number): boolean {
  const [first, last] = [path[0], path.at(-1)];
  if (!first || !last || path.length < 3) return false;
  const way = minus(last, first);
  const length = norm(way);
  return path.some((position) => {
    const from = minus(position, first);
    const along = scaled(way, dot(from, way) / (length * length));
    return norm(minus(from, along)) > allowed;
  });
}

function tolerance(planes: readonly LocatedPlane[]): number {
  return SAME * pixelOf(planes);
}

/** The smaller side of a pixel; 1 mm where it is not known. */
function pixelOf(planes: readonly LocatedPlane[]): number {
  return Math.min(...(planes[0]?.spacing ?? [1]));
}

function minus(a: Vector3, b: Vector3): Vector3 {
  return plus(a, scaled(b, -1));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}
