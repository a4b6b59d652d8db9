import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { floatsInto, numbersOf } from '../bytes/numbers.ts';
import { type ByteSource, checkWithin } from '../bytes/source.ts';
import { type ArrayFile, checkShape } from './array-file.ts';
import { type ArrayDtype, DTYPE_BYTES } from './dtype.ts';

/** How many bytes of a file are read at a time, at most: a slice or several. */
const MOST_BYTES = 4 << 20;

/** Values of one kind that lie one behind the other in a file. */
export interface FlatValues {
  readonly source: ByteSource;
  /** Where the first begins. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly order: 'row-major' | 'column-major';
  /** As they are stored. */
  readonly dtype: ArrayDtype;
  readonly littleEndian: boolean;
}

/** What gives the values of an array, piece by piece. */
export type Pieces = Pick<ArrayFile, 'blockCount' | 'readBlock'>;

/**
 * The way to values that lie one behind the other: pieces of at most 4 MiB, each a run along the slowest axes. The last
 * piece also checks the file's end, where it is packed.
 *
 * @throws InputError where the file has not as many values as the shape says.
 */
export function flatPieces(values: FlatValues): Pieces {
  const { source, offset, shape, dtype, littleEndian } = values;
  checkShape(shape, source.name);
  checkWithin(
    source,
    offset,
    product(shape) * DTYPE_BYTES[dtype],
    `bytes of values (${shape.join(' × ')} ${dtype})`,
  );
  const blockCount = countPieces(values);
  const bytes = (product(shape) * DTYPE_BYTES[dtype]) / blockCount;
  const readBlock = async (block: number, into?: Float32Array) => {
    checkBlock(block, blockCount, source.name);
    const start = offset + block * bytes;
    const piece =
      (await floatsInto(into, source, start, values)) ??
      numbersOf(source.read(start, bytes), dtype, littleEndian, source.name);
    if (block === blockCount - 1) source.finish?.();
    return piece;
  };
  return { blockCount, readBlock };
}

/**
 * Checks that a piece exists.
 *
 * @throws InputError where it does not.
 */
export function checkBlock(block: number, blockCount: number, where: string): void {
  check(Number.isInteger(block) && block >= 0 && block < blockCount, () => ({
    where,
    expected: `a block from 0 to ${blockCount - 1}`,
    received: `${block}`,
  }));
}

/** Into how many equal pieces an array is best cut: the slowest axes first, until a piece is small enough. */
export function countPieces({ shape, order, dtype }: Pick<FlatValues, 'shape' | 'order' | 'dtype'>): number {
  const slowestFirst = order === 'row-major' ? shape : shape.toReversed();
  const bytes = product(shape) * DTYPE_BYTES[dtype];
  return slowestFirst.reduce((count, length) => count * divisorFrom(length, bytes / count / MOST_BYTES), 1);
}

/** The smallest divisor of a number that is at least `least`, or the number itself. */
function divisorFrom(number: number, least: number): number {
  if (least <= 1) return 1;
  let best = number;
  for (let small = 1; small * small <= number; small++) {
    if (number % small !== 0) continue;
    if (small >= least) return Math.min(best, small);
    if (number / small >= least) best = number / small;
  }
  return best;
}
