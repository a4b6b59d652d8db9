import { describe, expect, it } from 'vitest';
import { expectRobust, filesSource, valuesOf } from '../../../test/small-files.ts';
import { openArray } from '../open.ts';
import { type IdxArray, readIdx, writeIdx } from './idx.ts';

const arrays: readonly IdxArray[] = [
  { dtype: 'uint8', shape: [2, 1, 2], data: Uint8Array.of(0, 1, 128, 255) },
  { dtype: 'int8', shape: [4], data: Int8Array.of(0, 1, -128, 127) },
  { dtype: 'int16', shape: [2, 2], data: Int16Array.of(0, -1, 300, 32767) },
  { dtype: 'int32', shape: [1, 2, 1, 2], data: Int32Array.of(0, -1, 70_000, 2 ** 31 - 1) },
  { dtype: 'float32', shape: [1, 1, 2, 1, 1], data: Float32Array.of(0.5, -1e30) },
  { dtype: 'float64', shape: [2], data: Float64Array.of(0.1, -1e300) },
];

describe('IDX as an array', () => {
  it.each(arrays)('of $dtype and shape $shape gives what readIdx gives', async (array) => {
    const bytes = writeIdx(array);
    const file = await openArray(filesSource({ x: bytes }));
    expect([file.format, file.dtype, file.shape]).toEqual(['idx', array.dtype, array.shape]);
    expect(await valuesOf(file)).toEqual([...readIdx(bytes).data]);
    expect(file.axes).toHaveLength(array.shape.length);
  });

  it('tells images and labels', async () => {
    const axes = async (at: number) => {
      const [array = arrays[0]] = arrays.slice(at);
      return array && (await openArray(filesSource({ x: writeIdx(array) }))).axes;
    };
    expect([await axes(0), await axes(1)]).toEqual([['item', 'row', 'column'], ['item']]);
  });

  it('is refused with bytes missing or left over', async () => {
    const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7);
    await expect(openArray(filesSource({ x: bytes }))).rejects.toThrow(
      'expected 2 bytes of values (2 uint8) from byte 8 on',
    );
    await expect(openArray(filesSource({ x: Uint8Array.of(...bytes, 1, 1) }))).rejects.toThrow(
      'x: expected 10 bytes for shape [2] of uint8, received 11',
    );
  });

  it('is refused when damaged, or read as it then says', async () => {
    for (const array of arrays) await expectRobust(writeIdx(array), 'x', {}, 300);
  });
});
