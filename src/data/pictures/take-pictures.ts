import { type ArrayFile, isComplex } from '../../formats/index.ts';
import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { Cutter } from './cutter.ts';
import { type Sides, viewingPlane } from './viewing-plane.ts';

/** A picture out of an array: a slice, a frame, the k-space of a coil. */
export interface Picture {
  readonly rows: number;
  readonly columns: number;
  /** 1 for gray, 3 for color; one behind the other in each pixel. */
  readonly samples: number;
  /** [rows, columns, samples], as it is to be looked at; magnitudes where values are complex, of k-space in decibels. */
  readonly values: Float32Array;
  /** Which one it is, from 0, and of how many; along `axis`. */
  readonly index: number;
  readonly count: number;
  readonly axis: string;
}

/** Pictures of one array, all in one plane. */
export interface Pictures {
  readonly pictures: readonly Picture[];
  readonly spacing?: readonly [rows: number, columns: number];
  readonly sides?: Sides;
  /** Whether they show k-space: magnitudes in decibels, the largest one 0. */
  readonly logarithmic: boolean;
}

/** A picture larger than this on any side would not be looked at as one. */
const LARGEST_SIDE = 1 << 15;

/**
 * Cuts pictures out of an array, `most` at most and evenly spaced. Reads only the blocks that hold them, one at a time.
 *
 * @throws InputError for what has no picture, and where a block is damaged.
 */
export async function takePictures(file: ArrayFile, most: number): Promise<Pictures> {
  const plane = viewingPlane(file);
  const [rows = 1, columns = 1] = [file.shape[plane.rowAxis], file.shape[plane.columnAxis]];
  check(file.format !== 'csv' && Math.max(rows, columns) <= LARGEST_SIDE, () => ({
    where: file.format,
    expected: 'something to look at: images or k-space',
    received: file.format === 'csv' ? 'a table' : `an array of shape [${file.shape.join(', ')}]`,
  }));
  const cutter = new Cutter(file, plane);
  const count = plane.pictureAxis === undefined ? 1 : (file.shape[plane.pictureAxis] ?? 1);
  const chosen = evenlySpaced(count, most);
  const pictures = await cutter.cut(chosen);
  const logarithmic = isKSpace(file, pictures);
  if (logarithmic) inDecibels(pictures);
  const axis = plane.pictureAxis === undefined ? '' : (file.axes[plane.pictureAxis] ?? '');
  return {
    pictures: pictures.map((values, i) => ({
      rows,
      columns,
      samples: cutter.samples,
      values,
      index: chosen[i] ?? 0,
      count,
      axis: 'ijk'.includes(axis) ? 'slice' : axis,
    })),
    ...(plane.spacing && { spacing: plane.spacing }),
    ...(plane.sides && { sides: plane.sides }),
    logarithmic,
  };
}

/** Of magnitudes in k-space, all but one in a hundred are smaller than this share of the largest. */
const PEAKED = 0.1;

/** Whether complex values are k-space: as their axes say, or else because nearly all energy lies in one place. */
function isKSpace({ dtype, axes, geometry }: ArrayFile, pictures: readonly Float32Array[]): boolean {
  if (!isComplex(dtype) || geometry?.directions) return false;
  if (axes.includes('readout')) return true;
  const sorted = Float32Array.from(pictures.flatMap((values) => [...values])).sort();
  return (sorted[Math.floor(0.99 * sorted.length)] ?? 0) < PEAKED * (sorted.at(-1) ?? 0);
}

/** What is weaker than this is shown as weak as this. */
const FAINTEST_DB = -120;

/** Turns magnitudes into decibels below the largest of them. */
function inDecibels(pictures: readonly Float32Array[]): void {
  const largest = pictures.reduce((most, values) => values.reduce((a, b) => Math.max(a, b), most), 0) || 1;
  for (const values of pictures) {
    for (const [i, value] of values.entries()) {
      values[i] = Math.max(FAINTEST_DB, 20 * Math.log10(value / largest));
    }
  }
}

/** `most` of `count` places, at the middles of equal shares. */
export function evenlySpaced(count: number, most: number): number[] {
  if (count <= most) return range(count);
  return range(most).map((i) => Math.floor(((i + 0.5) * count) / most));
}
