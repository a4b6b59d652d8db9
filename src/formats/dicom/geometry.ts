import type { AxisName } from '../array/array-file.ts';
import type { Geometry, Vector3 } from '../array/geometry.ts';
import type { DataSet } from './data-set.ts';
import { frameCount, functionalGroup } from './functional-groups.ts';
import { type Plane, planeOf, planesOf } from './plane.ts';
import { isLocated, type LocatedPlane, type Stack, stackOf } from './stack.ts';
import { Tag } from './tags.ts';

/** An axis before rows and columns. */
export interface FrameAxis {
  readonly name: AxisName;
  readonly length: number;
}

/** How the frames of an image lie in space. */
export interface FrameLayout {
  /** The frames, counted from 0 as in the file, in the order in which `axes` count them; left out, it is the file's. */
  readonly order?: readonly number[];
  /** What the frames are counted by, the slowest first; none for a single frame. */
  readonly axes: readonly FrameAxis[];
  /** Of an array whose axes are these, then row and column. */
  readonly geometry?: Geometry;
  /** What is odd about it, in a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * How an image's frames lie in space: sorted into one volume [slice], or several [time, slice] or [frame, slice], where
 * their positions say so, otherwise [frame] as in the file. The distance between slices is that of their positions.
 *
 * @example layoutOf(dataSet).axes; // [{ name: 'slice', length: 60 }] for an enhanced CT
 */
export function layoutOf(dataSet: DataSet): FrameLayout {
  const count = frameCount(dataSet);
  const warnings = mosaicWarning(dataSet);
  if (count === 1) return { axes: [], ...planar(planeOf(dataSet), 0), warnings };
  const axes = [{ name: 'frame' as const, length: count }];
  const planes = planesOf(dataSet, count);
  if (!planes) return { axes, ...planar(withoutPosition(planeOf(dataSet)), 1), warnings };
  return sortedLayout(dataSet, planes, warnings) ?? { axes, ...planar(commonPlane(planes), 1), warnings };
}

/** The geometry of planes that lie behind one another: of an array [slice, row, column] from axis `first` on. */
export function stackGeometry(
  planes: readonly LocatedPlane[],
  stack: Stack,
  first: number,
): Geometry | undefined {
  const lowest = planes[stack.order[0] ?? 0];
  if (!lowest?.spacing || stack.spacing <= 0) return undefined;
  return {
    axes: [first, first + 1, first + 2],
    spacing: [stack.spacing, ...lowest.spacing],
    directions: [stack.direction, ...lowest.directions],
    origin: lowest.position,
  };
}

/** The geometry of one plane: of an array [row, column] from axis `first` on. */
export function planeGeometry({ position, directions, spacing }: Plane, first: number): Geometry | undefined {
  if (!spacing) return undefined;
  const placed = directions && { directions, ...(position && { origin: position }) };
  return { axes: [first, first + 1], spacing, ...placed };
}

function areParallel(planes: readonly LocatedPlane[]): boolean {
  const [first] = planes;
  return planes.every(({ directions }) => first && sameDirections(directions, first.directions));
}

/** Whether two planes look the same way; tolerates what rounding to three decimals does. */
export function sameDirections(a: readonly Vector3[], b: readonly Vector3[]): boolean {
  return a.every((vector, i) =>
    vector.every((part, j) => Math.abs(part - (b[i]?.[j] ?? Number.NaN)) < ANGLE),
  );
}

/** How far apart the parts of unit vectors of the same direction may be. */
const ANGLE = 2e-3;

function planar(plane: Plane, first: number): { readonly geometry?: Geometry } {
  const geometry = planeGeometry(plane, first);
  return geometry ? { geometry } : {};
}

function withoutPosition({ position: _, ...plane }: Plane): Plane {
  return plane;
}

/** What all frames share: their spacing, and their place where it is one. */
function commonPlane(planes: readonly Plane[]): Plane {
  const [first = {}] = planes;
  const { spacing } = first;
  const same = spacing && planes.every((plane) => plane.spacing?.every((value, i) => value === spacing[i]));
  if (!same) return {};
  const located = planes.filter(isLocated);
  const one =
    located.length === planes.length && areParallel(located) && stackOf(located).counts.length === 1;
  return one ? first : { spacing };
}

function sortedLayout(
  dataSet: DataSet,
  planes: readonly Plane[],
  warnings: readonly string[],
): FrameLayout | undefined {
  const located = planes.filter(isLocated);
  if (located.length < planes.length || !areParallel(located)) return undefined;
  const stack = stackOf(located);
  const volumes = stack.counts[0] ?? 0;
  const places = stack.counts.length;
  if (places < 2 || stack.counts.some((count) => count !== volumes)) return undefined;
  const slice = { name: 'slice' as const, length: places };
  const outer = { name: outerAxis(dataSet, planes.length), length: volumes };
  const geometry = stackGeometry(located, stack, volumes > 1 ? 1 : 0);
  return {
    order: indices(volumes).flatMap((k) =>
      indices(places).map((place) => stack.order[place * volumes + k] ?? 0),
    ),
    axes: volumes > 1 ? [outer, slice] : [slice],
    ...(geometry && { geometry }),
    warnings: [...warnings, ...stackWarnings(stack)],
  };
}

function stackWarnings({ gaps, uneven, crooked }: Stack): readonly string[] {
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
  return [
    ...(missing > 0 ? [`By their positions, ${missing} slices are missing.`] : []),
    ...(uneven ? ['The distances between slices differ.'] : []),
    ...(crooked ? ['The slices are shifted against each other.'] : []),
  ];
}

/** What tells volumes apart that are at the same place. */
function outerAxis(dataSet: DataSet, count: number): AxisName {
  const times = indices(count).map((frame) =>
    functionalGroup(dataSet, frame, Tag.FrameContentSequence)?.number(Tag.TemporalPositionIndex),
  );
  return new Set(times).size > 1 ? 'time' : 'frame';
}

/** Siemens's mosaics are many slices in one picture, whose geometry is that of the picture. */
function mosaicWarning(dataSet: DataSet): readonly string[] {
  if (!dataSet.texts(Tag.ImageType).includes('MOSAIC')) return [];
  const siemens = dataSet.text(SIEMENS_CREATOR) === 'SIEMENS MR HEADER';
  const tiles = siemens ? dataSet.number(NUMBER_OF_IMAGES_IN_MOSAIC) : undefined;
  return [
    `A Siemens mosaic${tiles ? ` of ${tiles} slices` : ''}: it is read as one picture. Convert it with dcm2niix.`,
  ];
}

/** Who owns the private elements 0019,10xx. */
const SIEMENS_CREATOR = 0x00190010;

const NUMBER_OF_IMAGES_IN_MOSAIC = 0x0019100a;

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
