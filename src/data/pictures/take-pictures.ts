import { type ArrayFile, blockSize, isComplex, type Numbers } from '../../formats/index.ts';
import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type Sides, type ViewingPlane, viewingPlane } from './viewing-plane.ts';

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
  const cutter = new Cutter(file, plane, rows, columns);
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

/** Goes through the blocks that matter, and copies each one's share of every picture. */
class Cutter {
  readonly samples: number;
  readonly #file: ArrayFile;
  readonly #plane: ViewingPlane;
  readonly #rows: number;
  readonly #columns: number;
  readonly #strides: readonly number[];

  constructor(file: ArrayFile, plane: ViewingPlane, rows: number, columns: number) {
    this.#file = file;
    this.#plane = plane;
    this.#rows = rows;
    this.#columns = columns;
    this.#strides = stridesOf(file);
    this.samples = plane.sampleAxis === undefined ? 1 : Math.min(3, file.shape[plane.sampleAxis] ?? 1);
    if (this.samples === 2) this.samples = 1;
  }

  async cut(chosen: readonly number[]): Promise<Float32Array[]> {
    const { rowAxis, columnAxis, sampleAxis } = this.#plane;
    const pictures = chosen.map(() => new Float32Array(this.#rows * this.#columns * this.samples));
    const [down, right] = [this.#stride(rowAxis), this.#stride(columnAxis)];
    const deep = sampleAxis === undefined ? 0 : this.#stride(sampleAxis);
    const extent = down * (this.#rows - 1) + right * (this.#columns - 1) + deep * (this.samples - 1);
    const size = blockSize(this.#file);
    for (let block = 0; block < this.#file.blockCount; block++) {
      const [start, end] = [block * size, (block + 1) * size];
      const wanted = chosen.filter(
        (index) => this.#first(index) < end && this.#first(index) + extent >= start,
      );
      if (wanted.length === 0) continue;
      const values = await this.#file.readBlock(block);
      for (const [i, index] of chosen.entries()) {
        const target = pictures[i];
        if (target && wanted.includes(index)) this.#copy(values, start, end, this.#first(index), target);
      }
    }
    return pictures;
  }

  #stride(axis: number): number {
    return this.#strides[axis] ?? 0;
  }

  /** The place in memory, in values, of the first pixel of a picture. */
  #first(index: number): number {
    const { fixed, rowAxis, columnAxis, pictureAxis, sampleAxis } = this.#plane;
    return fixed.reduce((sum, place, axis) => {
      if (axis === rowAxis || axis === columnAxis || axis === sampleAxis) return sum;
      return sum + (axis === pictureAxis ? index : place) * this.#stride(axis);
    }, 0);
  }

  /** Copies what lies in memory from `start` to `end`; the axis with the longer stride is the outer loop. */
  #copy(values: Numbers, start: number, end: number, first: number, target: Float32Array): void {
    const { rowAxis, columnAxis, sampleAxis, flipRows, flipColumns } = this.#plane;
    const rows = new Line(this.#stride(rowAxis), this.#rows, this.#columns, flipRows);
    const columns = new Line(this.#stride(columnAxis), this.#columns, 1, flipColumns);
    const [outer, inner] = rows.stride >= columns.stride ? [rows, columns] : [columns, rows];
    const deep = sampleAxis === undefined ? 0 : this.#stride(sampleAxis);
    const complex = isComplex(this.#file.dtype);
    for (let sample = 0; sample < this.samples; sample++) {
      for (let o = 0; o < outer.length; o++) {
        const line = first + sample * deep + o * outer.stride;
        const [from, to] = inner.within(start - line, end - line);
        for (let i = from; i < to; i++) {
          const at = line + i * inner.stride - start;
          target[(outer.place(o) + inner.place(i)) * this.samples + sample] = complex
            ? Math.hypot(values[2 * at] ?? 0, values[2 * at + 1] ?? 0)
            : (values[at] ?? 0);
        }
      }
    }
  }
}

/** One axis of a picture: its stride in memory, and where its places lie in the picture. */
class Line {
  readonly stride: number;
  readonly length: number;
  readonly #step: number;
  readonly #flip: boolean;

  constructor(stride: number, length: number, step: number, flip: boolean) {
    this.stride = stride;
    this.length = length;
    this.#step = step;
    this.#flip = flip;
  }

  place(index: number): number {
    return (this.#flip ? this.length - 1 - index : index) * this.#step;
  }

  /** The places whose offsets lie from `start` up to, not including, `end`. */
  within(start: number, end: number): readonly [from: number, to: number] {
    const from = Math.max(0, Math.ceil(start / this.stride));
    return [from, Math.min(this.length, Math.ceil(end / this.stride))];
  }
}

/** How far apart in memory, in values, neighbors along each axis are. */
function stridesOf({ shape, order }: ArrayFile): number[] {
  const axes = shape.map((_, axis) => axis);
  const fastestFirst = order === 'row-major' ? axes.toReversed() : axes;
  const strides = new Array<number>(shape.length).fill(1);
  let stride = 1;
  for (const axis of fastestFirst) {
    strides[axis] = stride;
    stride *= shape[axis] ?? 1;
  }
  return strides;
}
