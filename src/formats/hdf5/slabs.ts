import { product } from '../../util/arrays.ts';
import type { ArrayFile } from '../array/array-file.ts';
import type { ArrayDtype } from '../array/dtype.ts';
import { checkBlock } from '../array/flat-values.ts';
import { floatsInto, numbersOf } from '../bytes/numbers.ts';
import { contiguousOffset } from './contiguous.ts';
import type { Hdf5File } from './file.ts';
import type { Hdf5Metadata } from './library.ts';
import type { Hyperslab } from './session.ts';
import type { Hdf5Dataset } from './tree.ts';

/** Pieces are cut until they are no larger than this. */
const MOST_BYTES = 1 << 25;
/** A run of chunks that is kept, so that none is unpacked twice, takes at most this. */
const MOST_KEPT = 1 << 26;

/** How many times more pieces than necessary are too many. */
const TOO_MANY = 16;

/** How an array is cut: leading axes into single entries, one axis into runs, the rest whole. */
interface Cut {
  /** The extents of a piece. */
  readonly count: readonly number[];
  /** Along which axis neighboring pieces follow each other. */
  readonly axis: number;
}

/** The pieces of a dataset, in its order; at least the first `leading` axes are cut into single entries. */
export function slabPieces(
  file: Hdf5File,
  dataset: Hdf5Dataset,
  dtype: ArrayDtype,
  leading: number,
): Pick<ArrayFile, 'blockCount' | 'readBlock'> {
  const { name: where } = file.source;
  const { size, shape } = dataset.metadata;
  const cut = cutUp(shape ?? [], size, leading);
  const blockCount = product(shape ?? []) / product(cut.count);
  const bytes = product(cut.count) * size;
  const readThrough = libraryReader(file, dataset, cut);
  let offset: Promise<number | undefined> | undefined;
  const readBlock = async (block: number, into?: Float32Array) => {
    checkBlock(block, blockCount, where);
    offset ??= contiguousOffset(file, dataset);
    const start = await offset;
    if (start === undefined) return numbersOf(await readThrough(block), dtype, true, where);
    const at = start + block * bytes;
    const stored = { dtype, littleEndian: true };
    return (
      (await floatsInto(into, file.source, at, stored)) ??
      numbersOf(file.source.read(at, bytes), dtype, true, where)
    );
  };
  return { blockCount, readBlock };
}

/** Reads pieces through the library; a run of pieces that share chunks is unpacked but once. */
function libraryReader(
  file: Hdf5File,
  { path, metadata }: Hdf5Dataset,
  cut: Cut,
): (block: number) => Promise<Uint8Array> {
  const shape = metadata.shape ?? [];
  const bytes = product(cut.count) * metadata.size;
  let kept: { readonly key: string; readonly run: Uint8Array } | undefined;
  return async (block) => {
    const { run, skip } = runOf(startOf(block, shape, cut), shape, cut, metadata);
    const key = run.start.join();
    if (kept?.key !== key) {
      const slab = shape.length > 0 ? run : undefined;
      kept = { key, run: await file.use((session) => session.read(path, metadata, slab)) };
    }
    const piece = kept.run.subarray(skip * bytes, (skip + 1) * bytes);
    if (kept.run.length === bytes) kept = undefined;
    return piece;
  };
}

/** Cuts a shape into equal boxes that lie one behind the other in memory. */
function cutUp(shape: readonly number[], itemBytes: number, leading: number): Cut {
  const count = [...shape];
  let axis = 0;
  for (const [i, length] of shape.entries()) {
    const bytes = product(count) * itemBytes;
    const least = bytes / MOST_BYTES;
    const cut = i < leading ? length : smallestCut(length, least);
    // A length that is prime, or nearly, is left whole while that is bearable.
    const pieces = i >= leading && cut > TOO_MANY * least && bytes <= MOST_KEPT ? 1 : cut;
    count[i] = length / pieces;
    if (pieces > 1) axis = i;
    if (count[i] !== 1) break;
  }
  return { count, axis };
}

/** Into how many equal runs a length is cut to be at least `least` times shorter. */
function smallestCut(length: number, least: number): number {
  for (let pieces = 1; pieces * pieces <= length; pieces++) {
    if (length % pieces === 0 && pieces >= least) return pieces;
  }
  for (let run = Math.floor(Math.sqrt(length)); run >= 1; run--) {
    if (length % run === 0 && length / run >= least) return length / run;
  }
  return length;
}

function startOf(block: number, shape: readonly number[], { count }: Cut): number[] {
  const start = shape.map(() => 0);
  let rest = block;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const pieces = (shape[axis] ?? 1) / (count[axis] ?? 1);
    start[axis] = (rest % pieces) * (count[axis] ?? 1);
    rest = Math.floor(rest / pieces);
  }
  return start;
}

/** The run of pieces that share chunks with the one that starts here, and how many of them come before it. */
function runOf(
  start: readonly number[],
  shape: readonly number[],
  { count, axis }: Cut,
  { chunks, size }: Hdf5Metadata,
): { readonly run: Hyperslab; readonly skip: number } {
  const [chunk, length] = [chunks?.[axis] ?? 1, count[axis] ?? 1];
  const at = start[axis] ?? 0;
  const whole = (product(count) / length) * chunk * size;
  if (chunk <= length || chunk % length !== 0 || whole > MOST_KEPT) return { run: { start, count }, skip: 0 };
  const first = at - (at % chunk);
  const run = {
    start: start.with(axis, first),
    count: count.with(axis, Math.min(chunk, (shape[axis] ?? 1) - first)),
  };
  return { run, skip: (at - first) / length };
}
