import { closeSync, mkdtempSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withFile } from '../../../test/open-file.ts';
import { product } from '../../util/arrays.ts';
import { bytesSource } from '../bytes/source.ts';
import { writeNifti } from '../nifti/write.ts';
import { DTYPE_BYTES } from './dtype.ts';
import { countPieces, flatPieces } from './flat-values.ts';

const MIB = 2 ** 20;

describe('the pieces of an array', () => {
  it('are equal, at most 4 MiB, and run along the slowest axes', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 4 });
    const order = fc.constantFrom('row-major' as const, 'column-major' as const);
    const dtype = fc.constantFrom('uint8' as const, 'complex128' as const);
    fc.assert(
      fc.property(lengths, order, dtype, (shape, order, dtype) => {
        const count = countPieces({ shape, order, dtype });
        const size = product(shape) / count;
        expect(Number.isInteger(size)).toBe(true);
        expect(size * DTYPE_BYTES[dtype]).toBeLessThanOrEqual(4 * MIB);
        const slowest = order === 'row-major' ? shape : shape.toReversed();
        const axis = slowest.findIndex((_, at) => product(slowest.slice(0, at + 1)) >= count);
        expect(product(slowest.slice(0, axis + 1)) % count).toBe(0);
        expect(count % product(slowest.slice(0, axis))).toBe(0);
      }),
    );
  });

  it('are counted quickly for a prime number of values', () => {
    expect(countPieces({ shape: [10_000_000_019], order: 'row-major', dtype: 'uint8' })).toBe(10_000_000_019);
  });

  it('are asked for by number', async () => {
    const source = bytesSource(new Uint8Array(4), 'x');
    const { readBlock } = flatPieces({
      source,
      offset: 0,
      shape: [4],
      order: 'row-major',
      dtype: 'uint8',
      littleEndian: true,
    });
    for (const block of [-1, 1, 0.5])
      await expect(readBlock(block)).rejects.toThrow('x: expected a block from 0 to 0');
  });
});

/** A file of 10 GB that holds nothing but its beginning and, as its last byte, 1. */
function sparseFile(name: string, head: Uint8Array, length: number): string {
  const path = join(mkdtempSync(join(tmpdir(), 'echotrain-sparse-')), name);
  writeFileSync(path, head);
  truncateSync(path, head.length + length);
  const file = openSync(path, 'r+');
  writeSync(file, Uint8Array.of(1), 0, 1, head.length + length - 1);
  closeSync(file);
  return path;
}

/** Version 2 of numpy's header, for 10,000 volumes of 1 MB. */
function npyHead(): Uint8Array {
  const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (10000, 1000, 1000), }\n";
  const magic = [0x93, ...new TextEncoder().encode('NUMPY'), 2, 0, header.length, 0, 0, 0];
  return Uint8Array.of(...magic, ...new TextEncoder().encode(header));
}

function niftiHead(): Uint8Array {
  const bytes = writeNifti({ shape: [1], values: new Uint8Array(1), dtype: 'uint8' }).subarray(0, 352);
  const view = new DataView(bytes.buffer);
  for (const [axis, length] of [4, 1000, 1000, 100, 100].entries())
    view.setInt16(40 + 2 * axis, length, true);
  return bytes;
}

describe('a file of 10 GB', () => {
  const length = 10_000_000_000;
  const bart = sparseFile('x.cfl', new Uint8Array(0), length);
  writeFileSync(bart.replace('.cfl', '.hdr'), '# Dimensions\n1000 1000 1 125 1 1 1 1 1 1 10 \n');

  it.each([
    ['npy', sparseFile('x.npy', npyHead(), length), 10_000_000_000],
    ['NIfTI', sparseFile('x.nii', niftiHead(), length), 10_000_000_000],
    ['BART', bart, 1_250_000_000],
  ])('of %s opens, and gives a block, in constant memory', async (_, path, count) => {
    const before = process.memoryUsage();
    await withFile(path, async (file) => {
      expect(product(file.shape)).toBe(count);
      const last = await file.readBlock(file.blockCount - 1);
      expect(last.byteLength).toBeLessThanOrEqual(4 * MIB);
      expect(new Uint8Array(last.buffer, last.byteOffset, last.byteLength).at(-1)).toBe(1);
      expect((await file.readBlock(0))[0]).toBe(0);
    });
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(32 * MIB);
    expect(after.rss - before.rss).toBeLessThan(128 * MIB);
  });
});
