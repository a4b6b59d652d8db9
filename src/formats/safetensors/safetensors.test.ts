import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, readsOrRefuses } from '../../../test/damaged-bytes.ts';
import { product } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import golden from './half-precision.json' with { type: 'json' };
import { readSafetensors } from './read.ts';
import type { SafeTensor } from './tensor.ts';
import { writeSafetensors } from './write.ts';

/** What the format's own library for Python (safetensors 0.8.0) writes of the tensors below. */
const theirs = Buffer.from(
  `
   +AIAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJlY2hvdHJhaW4ifSwidTY0Ijp7ImR0eXBlIjoiVTY0Iiwic2hhcGUiOlsx
   XSwiZGF0YV9vZmZzZXRzIjpbMCw4XX0sInN0ZXAiOnsiZHR5cGUiOiJJNjQiLCJzaGFwZSI6W10sImRhdGFfb2Zmc2V0cyI6WzgsMTZd
   fSwibGF5ZXJzLjAuYmlhcyI6eyJkdHlwZSI6IkY2NCIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzE2LDQwXX0sImVtcHR5Ijp7
   ImR0eXBlIjoiRjMyIiwic2hhcGUiOlswLDJdLCJkYXRhX29mZnNldHMiOls0MCw0MF19LCJsYXllcnMuMC5rZXJuZWwiOnsiZHR5cGUi
   OiJGMzIiLCJzaGFwZSI6WzIsM10sImRhdGFfb2Zmc2V0cyI6WzQwLDY0XX0sInUzMiI6eyJkdHlwZSI6IlUzMiIsInNoYXBlIjpbMV0s
   ImRhdGFfb2Zmc2V0cyI6WzY0LDY4XX0sImNvdW50cyI6eyJkdHlwZSI6IkkzMiIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzY4
   LDc2XX0sIsO2IFwieFwiIjp7ImR0eXBlIjoiVTE2Iiwic2hhcGUiOlsxXSwiZGF0YV9vZmZzZXRzIjpbNzYsNzhdfSwiMTAiOnsiZHR5
   cGUiOiJJMTYiLCJzaGFwZSI6WzFdLCJkYXRhX29mZnNldHMiOls3OCw4MF19LCJpOCI6eyJkdHlwZSI6Ikk4Iiwic2hhcGUiOlsxXSwi
   ZGF0YV9vZmZzZXRzIjpbODAsODFdfSwicGl4ZWxzIjp7ImR0eXBlIjoiVTgiLCJzaGFwZSI6WzEsM10sImRhdGFfb2Zmc2V0cyI6Wzgx
   LDg0XX0sIm1hc2siOnsiZHR5cGUiOiJCT09MIiwic2hhcGUiOlszXSwiZGF0YV9vZmZzZXRzIjpbODQsODddfX0g//////////8BAAAA
   AAAgAAAAAAAAAPA/AAAAAAAAAEAAAAAAAAAIQAAAwD8AABDAyKogAAAAgH/NzMw9AAAAgP//////////////f///+/+AAP8HAQAB`,
  'base64',
);

const tensors = new Map<string, SafeTensor>([
  ['layers.0.kernel', f32([2, 3], [1.5, -2.25, 3e-39, Number.POSITIVE_INFINITY, 0.1, -0])],
  ['layers.0.bias', { dtype: 'F64', shape: [3], data: Float64Array.of(1, 2, 3) }],
  ['step', { dtype: 'I64', shape: [], data: BigInt64Array.of(2n ** 53n + 1n) }],
  ['counts', { dtype: 'I32', shape: [2], data: Int32Array.of(-1, 2 ** 31 - 1) }],
  ['pixels', { dtype: 'U8', shape: [1, 3], data: Uint8Array.of(0, 255, 7) }],
  ['mask', { dtype: 'BOOL', shape: [3], data: Uint8Array.of(1, 0, 1) }],
  ['empty', f32([0, 2], [])],
  ['10', { dtype: 'I16', shape: [1], data: Int16Array.of(-5) }],
  ['ö "x"', { dtype: 'U16', shape: [1], data: Uint16Array.of(65535) }],
  ['i8', { dtype: 'I8', shape: [1], data: Int8Array.of(-128) }],
  ['u32', { dtype: 'U32', shape: [1], data: Uint32Array.of(2 ** 32 - 1) }],
  ['u64', { dtype: 'U64', shape: [1], data: BigUint64Array.of(2n ** 64n - 1n) }],
]);

describe('writeSafetensors', () => {
  it("writes the very bytes of the format's own library", () => {
    expect(Buffer.from(writeSafetensors(tensors, { format: 'echotrain' }))).toEqual(theirs);
  });

  it('writes what is read back, for any names, shapes, numbers and metadata', () => {
    const anyTensor = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) => {
      const size = { minLength: product(shape), maxLength: product(shape) };
      return fc.oneof(
        fc.float32Array(size).map((data): SafeTensor => ({ dtype: 'F32', shape, data })),
        fc.float64Array(size).map((data): SafeTensor => ({ dtype: 'F64', shape, data })),
        fc.int32Array(size).map((data): SafeTensor => ({ dtype: 'I32', shape, data })),
        fc.uint8Array(size).map((data): SafeTensor => ({ dtype: 'U8', shape, data })),
        fc.bigInt64Array(size).map((data): SafeTensor => ({ dtype: 'I64', shape, data })),
      );
    });
    const name = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('__proto__', '1', '"'));
    const named = fc.uniqueArray(fc.tuple(name, anyTensor), { selector: ([key]) => key, maxLength: 6 });
    fc.assert(
      fc.property(
        named,
        fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
        (entries, metadata) => {
          const read = readSafetensors(writeSafetensors(new Map(entries), metadata));
          expect(read.tensors).toEqual(new Map(entries));
          expect(read.metadata).toEqual(metadata);
        },
      ),
    );
  });

  it('writes equal bytes in whatever order the tensors come', () => {
    const reversed = new Map([...tensors].reverse());
    expect(writeSafetensors(reversed)).toEqual(writeSafetensors(tensors));
  });

  it('refuses data that do not fit, and the reserved name', () => {
    expect(() => writeSafetensors(new Map([['w', f32([2, 2], [1])]]))).toThrow(
      'writeSafetensors, tensor "w": expected a shape for 1 numbers, received [2, 2]',
    );
    expect(() => writeSafetensors(new Map([['__metadata__', f32([], [1])]]))).toThrow(
      'which the format reserves',
    );
  });
});

describe('readSafetensors', () => {
  it("reads what the format's own library wrote, aligned or not", () => {
    for (const offset of [0, 1, 4]) {
      const moved = new Uint8Array(theirs.length + offset);
      moved.set(theirs, offset);
      const read = readSafetensors(moved.subarray(offset));
      expect(read.tensors).toEqual(tensors);
      expect(read.metadata).toEqual({ format: 'echotrain' });
    }
  });

  it.each(['F16', 'BF16'] as const)('widens every %s to the float32 that numpy and PyTorch give', (dtype) => {
    const patterns = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);
    const bytes = file(
      { x: { dtype, shape: [256, 256], data_offsets: [0, 2 ** 17] } },
      new Uint8Array(patterns.buffer),
    );
    const x = readSafetensors(bytes).tensors.get('x');
    const numbers = x?.dtype === 'F32' ? x.data.map((value) => (Number.isNaN(value) ? 0 : value)) : '';
    expect(createHash('sha256').update(numbers).digest('hex')).toBe(golden[dtype]);
  });

  const four = { dtype: 'U8', shape: [4], data_offsets: [0, 4] };
  const data = Uint8Array.of(1, 2, 3, 4);
  it.each([
    ['nothing', new Uint8Array(), 'at least 8 bytes, received 0'],
    [
      'a header beyond the file',
      Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d),
      'at most 2 bytes, received 9',
    ],
    ['a header of 2^64 - 1 bytes', new Uint8Array(20).fill(0xff), 'received 18446744073709551615 declared'],
    ['a header that is a list', file([], data), 'begins with {, received byte 91'],
    [
      'a gap',
      file({ a: { ...four, shape: [3], data_offsets: [1, 4] } }, data),
      'begin at byte 0 and end by 4',
    ],
    [
      'bytes behind the last tensor',
      file({ a: four }, new Uint8Array(5)),
      '4 bytes of numbers, as the header says',
    ],
    [
      'an overlap',
      file({ a: four, b: { ...four, data_offsets: [2, 6] } }, new Uint8Array(6)),
      'received 2 to 6',
    ],
    ['a tensor beyond the file', file({ a: { ...four, data_offsets: [0, 5] } }, data), 'received 0 to 5'],
    [
      'an end before its begin',
      file({ a: { ...four, data_offsets: [0, -4] } }, data),
      'whole numbers from 0',
    ],
    [
      'a shape of another size',
      file({ a: { ...four, shape: [5] } }, data),
      '5 bytes for U8 of shape [5], received 4',
    ],
    ['a shape that overflows', file({ a: { ...four, shape: [2 ** 52, 2 ** 52] } }, data), 'received 4'],
    [
      'a fraction',
      file({ a: { ...four, shape: [0.5, 8] } }, data),
      'expected dtype, shape and two data_offsets',
    ],
    ['an unknown dtype', file({ a: { ...four, dtype: 'F8_E4M3' } }, data), 'BOOL, received F8_E4M3'],
    [
      'an unknown key',
      file({ a: { ...four, path: 'other.bin' } }, data),
      'expected dtype, shape and two data_offsets',
    ],
    ['a missing key', file({ a: { shape: [4], data_offsets: [0, 4] } }, data), 'received {"shape":[4]'],
    ['an entry that is none', file({ a: null }, data), 'received null'],
    [
      'metadata of numbers',
      file({ __metadata__: { epoch: 3 }, a: four }, data),
      'texts, received number as "epoch"',
    ],
    ['metadata that is a list', file({ __metadata__: ['x'], a: four }, data), 'an object of texts'],
    ['nesting', file({ a: { ...four, shape: [[4]] } }, data), 'at most 3 levels'],
    [
      'a doubled name',
      file('{"a":ENTRY,"\\u0061":ENTRY}'.replaceAll('ENTRY', JSON.stringify(four)), data),
      '"a" twice',
    ],
    ['broken JSON', file('{"a":', data), 'header: expected JSON'],
    [
      'a header that is not UTF-8',
      Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xff, 0x7d),
      'a header in UTF-8',
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes, 'x.safetensors')).toThrow(InputError);
    expect(() => readSafetensors(bytes, 'x.safetensors')).toThrow(message);
  });

  it('reads or refuses damaged files, never else', () => {
    fc.assert(
      fc.property(damaged(theirs), (bytes) => {
        const read = readsOrRefuses(() => readSafetensors(bytes));
        if (read === 'refused') return;
        for (const { shape, data } of read.tensors.values()) expect(data.length).toBe(product(shape));
      }),
      { numRuns: 3000 },
    );
  });
});

function f32(shape: readonly number[], numbers: readonly number[]): SafeTensor {
  return { dtype: 'F32', shape, data: Float32Array.from(numbers) };
}

/** A file with this header, as it stands where it is text, and these bytes behind. */
function file(header: unknown, bytes: Uint8Array): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Uint8Array.from(Buffer.concat([length, json, bytes]));
}
