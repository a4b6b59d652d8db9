import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type ArrayFile, blockSize } from './array-file.ts';
import { isComplex } from './dtype.ts';

/** How many numbers {@link floatValues} gives: one for each value, two for a complex one. */
export function floatCount(file: Pick<ArrayFile, 'shape' | 'blockCount' | 'dtype'>): number {
  return blockSize(file) * file.blockCount * (isComplex(file.dtype) ? 2 : 1);
}

/**
 * All values of an array as float32, in memory order; two numbers for each complex value. Where several arrays of one
 * size are read one after the other, it pays to read them `into` the same memory: getting it from the system takes as
 * long as reading.
 *
 * @example const kspace = await floatValues(await openArray(source));
 * @throws InputError where the file is damaged.
 */
export async function floatValues(
  file: ArrayFile,
  into: Float32Array = new Float32Array(floatCount(file)),
): Promise<Float32Array> {
  const count = floatCount(file);
  const size = count / file.blockCount;
  check(into.length === count, () => ({
    where: 'floatValues',
    expected: `room for ${count} numbers`,
    received: `for ${into.length}`,
  }));
  const readOne = async (block: number) => {
    const place = into.subarray(block * size, (block + 1) * size);
    const numbers = await file.readBlock(block, place);
    if (numbers !== place) place.set(numbers);
    return numbers === place;
  };
  const direct = await readOne(0);
  for (let block = 1; block < file.blockCount; ) {
    const end = Math.min(file.blockCount, block + (direct ? AT_A_TIME : 1));
    await allOf(range(block, end).map(readOne));
    block = end;
  }
  return into;
}

/** So many pieces are read at a time, where they are read into memory at hand. */
const AT_A_TIME = 8;

/** Waits for all, and only then throws what the first of them that failed has thrown. */
async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(work);
  await Promise.all(work);
}
