import { type ArrayFile, blockSize, isComplex, magnitudes, type Numbers } from '../../formats/index.ts';
import { product } from '../../util/arrays.ts';

/** A gray image: values row by row. */
export interface Plane {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Where it lies among the planes of its array. */
  readonly index: number;
}

/** How the values of an array lie as planes. */
interface Layout {
  readonly rows: number;
  readonly columns: number;
  /** Color channels, one behind the other within a pixel. */
  readonly samples: number;
  readonly count: number;
}

/** The planes that an array is made of: its two fastest axes, whichever they are, are columns and rows. */
export function layoutOf({ shape, axes, order }: Pick<ArrayFile, 'shape' | 'axes' | 'order'>): Layout {
  const fastest = order === 'row-major' ? shape.toReversed() : shape;
  const names = order === 'row-major' ? axes.toReversed() : axes;
  const samples = names[0] === 'sample' ? (fastest[0] ?? 1) : 1;
  const spatial = names[0] === 'sample' ? fastest.slice(1) : fastest;
  const [columns = 1, rows = 1, ...others] = spatial;
  return { rows, columns, samples, count: product(others) };
}

/**
 * Which of `count` planes are looked at, `most` at most: evenly spaced, the first and the last among them.
 */
export function chosenPlanes(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  if (most === 1) return [count >> 1];
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}

/** Planes of an array, one after the other; complex values as magnitudes, colors as their mean. */
export async function* planesOf(file: ArrayFile, indices: readonly number[]): AsyncGenerator<Plane> {
  const { rows, columns, samples } = layoutOf(file);
  const parts = isComplex(file.dtype) ? 2 : 1;
  const size = rows * columns * samples;
  const reader = new RunReader(file, parts);
  for (const index of indices) {
    const run = await reader.read(index * size, size);
    const values = parts === 2 ? magnitudes(run) : Float64Array.from(run);
    yield { values: samples === 1 ? values : meanOfSamples(values, samples), rows, columns, index };
  }
}

function meanOfSamples(values: Float64Array, samples: number): Float64Array {
  const result = new Float64Array(values.length / samples);
  // A fourth sample is opacity, not color.
  const colors = Math.min(samples, 3);
  for (let pixel = 0; pixel < result.length; pixel++) {
    let total = 0;
    for (let sample = 0; sample < colors; sample++) total += values[pixel * samples + sample] ?? 0;
    result[pixel] = total / colors;
  }
  return result;
}

/** Reads runs of values across the borders of blocks; the last block is kept, for the next run often needs it. */
class RunReader {
  readonly #file: ArrayFile;
  readonly #parts: number;
  #held: { readonly block: number; readonly values: Numbers } | undefined;

  constructor(file: ArrayFile, parts: number) {
    this.#file = file;
    this.#parts = parts;
  }

  /** `length` values from `start` on, counted in values, not in numbers. */
  async read(start: number, length: number): Promise<Float64Array> {
    const size = blockSize(this.#file);
    const parts = this.#parts;
    const run = new Float64Array(length * parts);
    for (let at = start; at < start + length; ) {
      const block = Math.floor(at / size);
      const values = await this.#block(block);
      const within = at - block * size;
      const piece = values.subarray(within * parts, Math.min(size, within + start + length - at) * parts);
      run.set(piece, (at - start) * parts);
      at = Math.min((block + 1) * size, start + length);
    }
    return run;
  }

  async #block(block: number): Promise<Numbers> {
    if (this.#held?.block !== block) this.#held = { block, values: await this.#file.readBlock(block) };
    return this.#held.values;
  }
}
