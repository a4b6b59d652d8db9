import { check } from '../util/errors.ts';
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
  for (let block = 0; block < file.blockCount; block++) {
    const place = into.subarray(block * size, (block + 1) * size);
    const numbers = await file.readBlock(block, place);
    if (numbers !== place) place.set(numbers);
  }
  return into;
}
