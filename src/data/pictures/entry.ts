import { type ArrayFile, blockSize, isComplex, type Numbers } from '../../formats/index.ts';
import { check } from '../../util/errors.ts';

/**
 * One entry along an array's first axis as an array of its own: an image of a MedMNIST file.
 *
 * @throws InputError where there is no such entry.
 */
export function entryOf(file: ArrayFile, entry: number): ArrayFile {
  const { shape, axes, order, geometry: _, ...rest } = file;
  const [count = 0] = shape;
  check(order === 'row-major' && shape.length > 1 && entry >= 0 && entry < count, () => ({
    where: file.format,
    expected: `an array with an entry ${entry} along its first axis`,
    received: `shape [${shape.join(', ')}], ${order}`,
  }));
  const size = (blockSize(file) * file.blockCount) / count;
  const readBlock = () => readRange(file, entry * size, (entry + 1) * size);
  return { ...rest, shape: shape.slice(1), axes: axes.slice(1), order, blockCount: 1, readBlock };
}

/** The numbers from one place in memory up to another; places count values. */
async function readRange(file: ArrayFile, start: number, end: number): Promise<Numbers> {
  const width = isComplex(file.dtype) ? 2 : 1;
  const size = blockSize(file);
  const values = new Float64Array((end - start) * width);
  for (let block = Math.floor(start / size); block * size < end; block++) {
    const numbers = await file.readBlock(block);
    const from = Math.max(start, block * size);
    const to = Math.min(end, (block + 1) * size);
    const piece = numbers.subarray((from - block * size) * width, (to - block * size) * width);
    values.set(piece, (from - start) * width);
  }
  return values;
}
