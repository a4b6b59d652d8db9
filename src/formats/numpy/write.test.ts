import { describe, expect, it } from 'vitest';
import type { ArrayDtype } from '../array/dtype.ts';
import { floatValues } from '../array/float-values.ts';
import { bytesSource } from '../bytes/source.ts';
import { npy } from './npy.ts';
import { writeNumpy } from './write.ts';

const dtypes: readonly Exclude<ArrayDtype, 'float16'>[] = ['uint8', 'int16', 'int64', 'float32', 'complex64'];

describe('npy files that are written', () => {
  it.each(dtypes)('of %s are read as they were, whatever the shape', async (dtype) => {
    for (const shape of [[], [3], [2, 3], [1, 2, 1, 3]]) {
      const count = shape.reduce((a, b) => a * b, 1) * (dtype === 'complex64' ? 2 : 1);
      const values = Float64Array.from({ length: count }, (_, i) => i + 1);
      const file = await npy.open(bytesSource(writeNumpy({ shape, values, dtype }), 'array.npy'), {});
      expect([file.shape, file.dtype]).toEqual([shape, dtype]);
      expect([...(await floatValues(file))]).toEqual([...values]);
    }
  });

  it('begin with values at a multiple of 64 bytes', () => {
    const bytes = writeNumpy({ shape: [2], values: Uint8Array.of(7, 9), dtype: 'uint8' });
    expect([...bytes.subarray(-2)]).toEqual([7, 9]);
    expect(bytes.length % 64).toBe(2);
  });

  it('need as many values as the shape says', () => {
    const array = { shape: [2, 2], values: Uint8Array.of(1, 2, 3), dtype: 'uint8' } as const;
    expect(() => writeNumpy(array)).toThrow('expected 4 numbers for shape [2, 2], received 3');
  });
});
