import { product } from '../../util/arrays.ts';
import type { ArrayFile } from '../array/array-file.ts';
import { checkBlock } from '../array/flat-values.ts';
import type { LineArrangement } from './arrange-lines.ts';

/** A line, and where its samples go. */
export interface WantedLine {
  readonly line: number;
  readonly at: number;
}

/** The samples of lines: for each channel, for each sample, real and imaginary part. */
export interface LineSamples {
  readonly channels: number;
  readonly samples: number;
  /** Writes the samples of lines, in the order of k-space, to their places in `target`. */
  readonly readLines: (wanted: readonly WantedLine[], target: Float32Array) => void | Promise<void>;
}

/** A piece is a plane of lines up to this size in bytes, else one line. */
const LARGEST_BLOCK = 1 << 26;

/** The array of arranged lines, piece by piece: [...loops, coil, readout], complex64, zeros where nothing was recorded. */
export function lineBlocks(
  where: string,
  { axes, shape: loops, places, lines }: LineArrangement,
  { channels, samples, readLines }: LineSamples,
): Pick<ArrayFile, 'axes' | 'shape' | 'dtype' | 'order' | 'blockCount' | 'readBlock'> {
  const lineSize = 2 * channels * samples;
  const rows = loops.at(-1) ?? 1;
  const linesInBlock = rows * lineSize * Float32Array.BYTES_PER_ELEMENT <= LARGEST_BLOCK ? rows : 1;
  const blockCount = product(loops) / linesInBlock;
  const readBlock = async (block: number) => {
    checkBlock(block, blockCount, where);
    const values = new Float32Array(linesInBlock * lineSize);
    const start = block * linesInBlock;
    const wanted: WantedLine[] = [];
    for (let i = lowerBound(places, start); (places[i] ?? Infinity) < start + linesInBlock; i++) {
      wanted.push({ line: lines[i] ?? 0, at: ((places[i] ?? 0) - start) * lineSize });
    }
    await readLines(wanted, values);
    return values;
  };
  return {
    axes: [...axes, 'coil', 'readout'],
    shape: [...loops, channels, samples],
    dtype: 'complex64',
    order: 'row-major',
    blockCount,
    readBlock,
  };
}

/** The first index whose value is not below `limit`, of ascending values. */
function lowerBound(values: Float64Array, limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Copies complex samples, the last one first where the line was recorded backwards (as in echo-planar imaging). */
export function copySamples(
  from: ArrayLike<number>,
  target: Float32Array,
  at: number,
  reversed: boolean,
): void {
  if (!reversed) {
    target.set(from, at);
    return;
  }
  for (let i = 0; i < from.length; i += 2) {
    target[at + i] = from[from.length - 2 - i] ?? 0;
    target[at + i + 1] = from[from.length - 1 - i] ?? 0;
  }
}
