/** A place or a direction in the patient: millimeters toward left, posterior and superior (DICOM's coordinates). */
export type Vector3 = readonly [left: number, posterior: number, superior: number];

/** Where an array lies in space. Its spatial axes are those whose index moves through the patient. */
export interface Geometry {
  /** Which axes of the shape are spatial, in the shape's order. */
  readonly axes: readonly number[];
  /** The distance between neighbors along each of them, in millimeters. */
  readonly spacing: readonly number[];
  /** For each of them, the unit vector in which its index grows, where the file says. */
  readonly directions?: readonly Vector3[];
  /** The center of the first voxel, where the file says. */
  readonly origin?: Vector3;
}

const LETTERS = [
  ['L', 'R'],
  ['P', 'A'],
  ['S', 'I'],
] as const;

/**
 * The orientation in letters, one for each spatial axis: toward which side of the patient its index grows (R, L, A, P,
 * S or I), the nearest where it is oblique. No two axes get the same side or opposite ones.
 *
 * @example orientationOf(geometry); // "RAS" for an image whose first index grows toward the right
 */
export function orientationOf({ directions }: Geometry): string | undefined {
  if (!directions) return undefined;
  const pairs = directions.flatMap((direction, axis) =>
    direction.map((part, side) => ({ axis, side, part: Math.abs(part), positive: part >= 0 })),
  );
  const letters = new Map<number, string>();
  const taken = new Set<number>();
  for (const { axis, side, positive } of pairs.toSorted((a, b) => b.part - a.part)) {
    if (letters.has(axis) || taken.has(side)) continue;
    taken.add(side);
    letters.set(axis, LETTERS[side]?.[positive ? 0 : 1] ?? '?');
  }
  return directions.map((_, axis) => letters.get(axis) ?? '?').join('');
}

/** The vector at right angles to two others, by the right-hand rule. */
export function cross([a, b, c]: Vector3, [d, e, f]: Vector3): Vector3 {
  return [b * f - c * e, c * d - a * f, a * e - b * d];
}

/** The scalar product. */
export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** The length of a vector. */
export function norm(vector: Vector3): number {
  return Math.sqrt(dot(vector, vector));
}

/** The vector times a number. */
export function scaled(vector: Vector3, factor: number): Vector3 {
  return [vector[0] * factor, vector[1] * factor, vector[2] * factor];
}
