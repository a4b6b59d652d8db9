import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, readsOrRefuses } from '../../../test/damaged-bytes.ts';
import { product, sum } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import { gunzip } from '../bytes/gzip.ts';
import { type IdxArray, readIdx, writeIdx } from './idx.ts';

const MNIST = new URL('../../../../shared/data/mnist/', import.meta.url);

/** Any array that the format can hold. */
const anyArray: fc.Arbitrary<IdxArray> = fc.array(fc.nat(4), { maxLength: 4 }).chain((shape) => {
  const size = { minLength: product(shape), maxLength: product(shape) };
  return fc.oneof(
    fc.uint8Array(size).map((data) => ({ dtype: 'uint8', shape, data }) as const),
    fc.int8Array(size).map((data) => ({ dtype: 'int8', shape, data }) as const),
    fc.int16Array(size).map((data) => ({ dtype: 'int16', shape, data }) as const),
    fc.int32Array(size).map((data) => ({ dtype: 'int32', shape, data }) as const),
    fc.float32Array(size).map((data) => ({ dtype: 'float32', shape, data }) as const),
    fc.float64Array(size).map((data) => ({ dtype: 'float64', shape, data }) as const),
  );
});

describe('IDX', () => {
  it('reads the bytes that the format prescribes', () => {
    const bytes = Uint8Array.of(0, 0, 0x0b, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 1, 0xff, 0xfe, 0x7f, 0xff);
    const array = { dtype: 'int16', shape: [1, 3], data: Int16Array.of(1, -2, 32767) } as const;
    expect(readIdx(bytes)).toEqual(array);
    expect(writeIdx(array)).toEqual(bytes);
  });

  it('reads what it wrote, for all dtypes and shapes, wherever the bytes lie in memory', () => {
    fc.assert(
      fc.property(anyArray, fc.nat(7), (array, offset) => {
        const bytes = writeIdx(array);
        const moved = new Uint8Array(bytes.length + offset);
        moved.set(bytes, offset);
        expect(readIdx(moved.subarray(offset))).toEqual(array);
      }),
    );
  });

  it('refuses damaged files with an InputError, or reads what they then say', () => {
    const files = anyArray.chain((array) => damaged(writeIdx(array)));
    fc.assert(
      fc.property(files, (bytes) => {
        const array = readsOrRefuses(() => readIdx(bytes));
        if (array !== 'refused') expect(array.data.length).toBe(product(array.shape));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [[], 'received 0 bytes in all'],
    [[0, 0, 8], 'received 3 bytes in all'],
    [[0, 0, 8, 1, 0, 0], 'received a file beginning with 00 00 08 01'],
    [[0, 0, 0x0a, 0], 'received a file beginning with 00 00 0a 00'],
    [[0x1f, 0x8b, 8, 0], 'It is packed with gzip: unpack it first.'],
    [[0, 0, 8, 1, 0, 0, 0, 2, 7], 'expected 2 bytes of uint8 for shape [2], received 1'],
    [[0, 0, 8, 1, 0, 0, 0, 1, 7, 7], 'expected 1 bytes of uint8 for shape [1], received 2'],
    [[0, 0, 0x0c, 1, 0xff, 0xff, 0xff, 0xff], 'expected 17179869180 bytes of int32'],
  ])('refuses %j', (bytes, message) => {
    expect(() => readIdx(Uint8Array.from(bytes), 'labels')).toThrow(InputError);
    expect(() => readIdx(Uint8Array.from(bytes), 'labels')).toThrow(message);
  });

  it('refuses 255 axes of the greatest length without reserving memory for them', () => {
    const bytes = new Uint8Array(4 + 4 * 255).fill(0xff);
    bytes.set([0, 0, 8, 255]);
    expect(() => readIdx(bytes)).toThrow(InputError);
  });

  it('does not write what does not fit its shape', () => {
    const data = new Uint8Array(3);
    expect(() => writeIdx({ dtype: 'uint8', shape: [4], data })).toThrow('for 3 numbers, received [4]');
    expect(() => writeIdx({ dtype: 'uint8', shape: [1.5, 2], data })).toThrow(InputError);
  });

  it.skipIf(!existsSync(MNIST))('reads MNIST as numpy does (skipped without ../shared/data)', async () => {
    const file = (name: string) => gunzip(readFileSync(new URL(name, MNIST)), 1e7);
    const images = readIdx(await file('t10k-images-idx3-ubyte.gz'));
    const labels = readIdx(await file('t10k-labels-idx1-ubyte.gz'));
    expect([images.dtype, images.shape]).toEqual(['uint8', [10_000, 28, 28]]);
    expect([labels.dtype, labels.shape]).toEqual(['uint8', [10_000]]);
    expect([...labels.data.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    expect(sum(Uint8Array.from(images.data)) / (images.data.length * 255)).toBeCloseTo(
      0.13251460584233693,
      12,
    );
  });
});
