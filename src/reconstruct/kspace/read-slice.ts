import { type ArrayFile, blockSize, type Numbers } from '../../formats/index.ts';
import type { ShapedArray } from '../../imaging/index.ts';
import type { KspaceAxes } from './kspace-axes.ts';

/** An axis of a slice: its length, and how far neighbors are apart in the file and in the result. */
interface Loop {
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

/** Reads slices of a file of complex values, one block after the other; the last block is kept. */
export class SliceReader {
  readonly #file: ArrayFile;
  readonly #axes: KspaceAxes;
  readonly #strides: readonly number[];
  #block: { readonly number: number; readonly values: Numbers } | undefined;

  constructor(file: ArrayFile, axes: KspaceAxes) {
    this.#file = file;
    this.#axes = axes;
    this.#strides = stridesOf(file);
  }

  /** [coil, 2, row, column] of a slice, from 0. */
  async read(slice: number): Promise<ShapedArray> {
    const { coil, row, column } = this.#axes;
    const lengthOf = (axis: number | undefined) => (axis === undefined ? 1 : (this.#file.shape[axis] ?? 1));
    const [coils, rows, columns] = [lengthOf(coil), lengthOf(row), lengthOf(column)];
    const points = rows * columns;
    const loops = [
      { length: coils, from: this.#stride(coil), to: 2 * points },
      { length: rows, from: this.#stride(row), to: columns },
      { length: columns, from: this.#stride(column), to: 1 },
    ].sort((a, b) => b.from - a.from);
    const data = new Float32Array(2 * coils * points);
    await this.#copy(loops, this.#start(slice), data, points);
    return { data, shape: [coils, 2, rows, columns] };
  }

  #stride(axis: number | undefined): number {
    return axis === undefined ? 0 : (this.#strides[axis] ?? 0);
  }

  #start(slice: number): number {
    const chosen = [...this.#axes.chosen].reduce((at, [axis, entry]) => at + entry * this.#stride(axis), 0);
    return chosen + slice * this.#stride(this.#axes.slice);
  }

  /** Copies in the order of the file, so that each block is read once. */
  async #copy(loops: readonly Loop[], start: number, data: Float32Array, points: number): Promise<void> {
    const [outer, middle, inner] = loops;
    if (!outer || !middle || !inner) return;
    const size = blockSize(this.#file);
    for (let i = 0; i < outer.length; i++) {
      for (let j = 0; j < middle.length; j++) {
        let from = start + i * outer.from + j * middle.from;
        let to = i * outer.to + j * middle.to;
        for (let k = 0; k < inner.length; ) {
          const block = Math.floor(from / size);
          const values = await this.#values(block);
          const within = inner.from > 0 ? Math.ceil(((block + 1) * size - from) / inner.from) : inner.length;
          const end = Math.min(inner.length, k + within);
          for (let at = from - block * size; k < end; k++, at += inner.from, to += inner.to) {
            data[to] = values[2 * at] ?? 0;
            data[to + points] = values[2 * at + 1] ?? 0;
          }
          from = start + i * outer.from + j * middle.from + k * inner.from;
        }
      }
    }
  }

  async #values(number: number): Promise<Numbers> {
    if (this.#block?.number === number) return this.#block.values;
    const values = await this.#file.readBlock(number);
    this.#block = { number, values };
    return values;
  }
}

/** How many complex values neighbors along each axis are apart. */
function stridesOf({ shape, order }: ArrayFile): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  const fastestFirst = shape.map((_, axis) => axis);
  if (order === 'row-major') fastestFirst.reverse();
  let stride = 1;
  for (const axis of fastestFirst) {
    strides[axis] = stride;
    stride *= shape[axis] ?? 1;
  }
  return strides;
}
