import { type ArrayFile, blockSize, isComplex, type Numbers } from '../../formats/index.ts';
import type { ViewingPlane } from './viewing-plane.ts';

/**
 * Cuts pictures out of an array: goes through the blocks that matter, and copies each one's share of every picture.
 * Complex values become magnitudes, or stay pairs (real, imaginary).
 */
export class Cutter {
  readonly samples: number;
  readonly #file: ArrayFile;
  readonly #plane: ViewingPlane;
  readonly #rows: number;
  readonly #columns: number;
  readonly #isPairs: boolean;
  readonly #strides: readonly number[];

  constructor(file: ArrayFile, plane: ViewingPlane, complex: 'magnitudes' | 'pairs' = 'magnitudes') {
    this.#file = file;
    this.#plane = plane;
    this.#rows = file.shape[plane.rowAxis] ?? 1;
    this.#columns = file.shape[plane.columnAxis] ?? 1;
    this.#isPairs = complex === 'pairs' && isComplex(file.dtype);
    this.#strides = stridesOf(file);
    this.samples = plane.sampleAxis === undefined ? 1 : Math.min(3, file.shape[plane.sampleAxis] ?? 1);
    if (this.samples === 2) this.samples = 1;
  }

  /** The pictures of some places along the picture axis: [row, column, sample or part]. */
  async cut(chosen: readonly number[]): Promise<Float32Array[]> {
    const { rowAxis, columnAxis, sampleAxis } = this.#plane;
    const pictures = chosen.map(() => new Float32Array(this.#rows * this.#columns * this.#width));
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

  /** How many numbers a pixel is. */
  get #width(): number {
    return this.#isPairs ? 2 : this.samples;
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
    const width = this.#width;
    for (let sample = 0; sample < this.samples; sample++) {
      for (let o = 0; o < outer.length; o++) {
        const line = first + sample * deep + o * outer.stride;
        const [from, to] = inner.within(start - line, end - line);
        for (let i = from; i < to; i++) {
          const at = line + i * inner.stride - start;
          const to = (outer.place(o) + inner.place(i)) * width + sample;
          if (!complex) target[to] = values[at] ?? 0;
          else if (this.#isPairs) {
            target[to] = values[2 * at] ?? 0;
            target[to + 1] = values[2 * at + 1] ?? 0;
          } else target[to] = Math.hypot(values[2 * at] ?? 0, values[2 * at + 1] ?? 0);
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
