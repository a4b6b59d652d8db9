import { expect, it } from 'vitest';
import type { ArrayFile } from '../../formats/index.ts';
import { entryOf } from './entry.ts';

/** Complex or real values that are their own places in memory, in blocks. */
function counted(
  shape: readonly number[],
  blockCount: number,
  dtype: 'int16' | 'complex64' = 'int16',
): ArrayFile {
  const size = (shape.reduce((a, b) => a * b, 1) / blockCount) * (dtype === 'int16' ? 1 : 2);
  return {
    ...{ format: 'npy', shape, axes: ['item', 'row', 'column'], dtype, order: 'row-major', blockCount },
    ...{ acquisition: {}, essentials: [], close: () => undefined },
    readBlock: (block) => Promise.resolve(Float64Array.from({ length: size }, (_, i) => block * size + i)),
  };
}

it.each([1, 2, 3, 4, 6, 12])('takes one entry out of %i blocks', async (blockCount) => {
  const entry = entryOf(counted([4, 1, 3], blockCount), 2);
  expect(entry).toMatchObject({ shape: [1, 3], axes: ['row', 'column'], blockCount: 1 });
  expect([...(await entry.readBlock(0))]).toEqual([6, 7, 8]);
});

it('keeps complex values in pairs', async () => {
  const entry = entryOf(counted([3, 1, 2], 2, 'complex64'), 1);
  expect([...(await entry.readBlock(0))]).toEqual([4, 5, 6, 7]);
});

it('refuses an entry that there is not', () => {
  expect(() => entryOf(counted([4, 1, 3], 1), 4)).toThrow('expected an array with an entry 4');
});
