import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArraySummary, expectArray } from '../../../test/array-summary.ts';
import { damaged } from '../../../test/damaged-bytes.ts';
import { unpacked } from '../../../test/packed-file.ts';
import { product } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import { blocksOf, type OpenOptions } from '../array/array-file.ts';
import { type ByteSource, bytesSource, headOf } from '../bytes/source.ts';
import { Hdf5File } from './file.ts';
import { hdf5 } from './read.ts';
import { slabPieces } from './slabs.ts';

const goldens: {
  readonly kinds: string;
  readonly newest: string;
  readonly matlab: string;
  readonly foreign: string;
  readonly large: string;
  readonly bomb: string;
  readonly numbers: Readonly<Record<string, ArraySummary>>;
  readonly chunked: Readonly<Record<string, ArraySummary>>;
  readonly kspace: ArraySummary;
  readonly tooth: Readonly<Record<string, ArraySummary>>;
} = JSON.parse(readFileSync(new URL('hdf5.json', import.meta.url), 'utf8'));

const TOOTH = new URL('../../../../shared/data/ct_projections/tooth.h5', import.meta.url);
const kinds = unpacked(goldens.kinds);
const newest = unpacked(goldens.newest);
const matlab = unpacked(goldens.matlab);
const foreign = unpacked(goldens.foreign);

async function open(bytes: Uint8Array, options: OpenOptions = {}) {
  const source = bytesSource(bytes, 'lab.h5');
  expect(hdf5.recognizes(headOf(source, 512), source)).toBe(true);
  return hdf5.open(source, options);
}

describe('an HDF5 file', () => {
  it.each(Object.entries(goldens.numbers))('reads %s as h5py does', async (member, golden) => {
    const file = await open(kinds, { member });
    await expectArray(file, golden);
    file.close();
  });

  it.each(Object.entries(goldens.chunked))('reads chunks by a newer index, %s', async (member, golden) => {
    const file = await open(newest, { member });
    await expectArray(file, golden);
    file.close();
  });

  it('lists every dataset of numbers once, and opens the largest', async () => {
    const file = await open(kinds);
    const names = file.members?.map(({ name }) => name) ?? [];
    expect(names.toSorted()).toEqual(Object.keys(goldens.numbers).toSorted());
    expect(file.essentials[0]).toEqual(['dataset', 'integers/packed']);
    expect(file.warnings).toEqual(['1 links lead out of the file and were not followed.']);
    file.close();
  });

  it('knows the types of its numbers', async () => {
    const file = await open(kinds);
    const { members = [] } = file;
    expect(Object.fromEntries(members.map(({ name, dtype }) => [name, dtype]))).toEqual({
      'integers/big': 'int16',
      'integers/packed': 'uint8',
      'integers/wide': 'int64',
      'integers/unsigned': 'uint32',
      'floats/half': 'float16',
      'floats/double': 'float64',
      'floats/single': 'float32',
      truth: 'bool',
      'complex/h5py': 'complex64',
      'complex/big': 'complex128',
      'complex/matlab': 'complex128',
      chunks: 'float32',
    });
    file.close();
  });

  it('says what the attributes say', async () => {
    const file = await open(kinds, { member: 'chunks' });
    const { unit, essentials } = file;
    expect(unit).toBe('mT');
    expect(Object.fromEntries(essentials)).toEqual({
      dataset: 'chunks',
      units: 'mT',
      scale: '2.5',
      counts: '0, 1, 2',
      title: 'made',
    });
    file.close();
  });

  it('comes in single entries along the leading axes where asked, whatever its chunks are', async () => {
    const file = await Hdf5File.open(bytesSource(kinds, 'lab.h5'));
    const [whole, pieces] = [0, 1].map((leading) => {
      const dataset = file.dataset('/chunks');
      return dataset && slabPieces(file, dataset, 'float32', leading);
    });
    expect([whole?.blockCount, pieces?.blockCount]).toEqual([1, 10]);
    const all = await whole?.readBlock(0);
    for (const block of [0, 9, 3, 4, 8]) {
      expect(await pieces?.readBlock(block)).toEqual(all?.slice(24 * block, 24 * (block + 1)));
    }
    await expect(pieces?.readBlock(10)).rejects.toThrow('expected a block from 0 to 9, received 10');
    file.close();
  });

  it.each(['little', 'big'])('is read past the library where its values lie ready: %s', async (member) => {
    const file = await open(unpacked(goldens.large), { member });
    const values = await file.readBlock(0);
    expect(values).toEqual(Int32Array.from({ length: 300_000 }, (_, i) => i % 500));
    file.close();
  });

  it('is read into memory at hand where its values lie ready', async () => {
    const file = await open(unpacked(goldens.large), { member: 'floats' });
    const memory = new Float32Array(300_000);
    expect(await file.readBlock(0, memory)).toBe(memory);
    expect(memory).toEqual(Float32Array.from({ length: 300_000 }, (_, i) => i % 500));
    file.close();
  });

  it('of MATLAB 7.3 keeps its arrays column-major, without texts and what cells refer to', async () => {
    const file = await open(withTitle(matlab), { member: 'kspace' });
    expect([file.format, file.order]).toEqual(['matlab', 'column-major']);
    expect(file.members).toEqual([
      { name: 'kspace', shape: [2, 3, 4], dtype: 'complex64' },
      { name: 'mask', shape: [3, 1], dtype: 'bool' },
      { name: 'settings/TE', shape: [1, 1], dtype: 'float64' },
    ]);
    await expectArray(file, goldens.kspace);
    file.close();
  });
});

/** A user block as MATLAB writes it. */
function withTitle(bytes: Uint8Array): Uint8Array {
  const titled = Uint8Array.from(bytes);
  titled.set(new TextEncoder().encode('MATLAB 7.3 MAT-file, Platform: GLNXA64'));
  return titled;
}

describe('what is not in the file, or cannot be', () => {
  it.each([
    ['lzf', 'filter 32000 (lzf)'],
    ['unwritten', 'received 8000000000000'],
    ['absent', 'expected a member called "absent"'],
  ])('is refused: %s', async (member, message) => {
    await expect(open(foreign, { member })).rejects.toThrow(InputError);
    await expect(open(foreign, { member })).rejects.toThrow(message);
  });

  it('is refused where the values of a dataset lie in others', async () => {
    const file = await Hdf5File.open(bytesSource(kinds, 'lab.h5'));
    const { path, metadata } = file.dataset('/chunks') ?? never();
    await expect(
      file.checkReadable({ path, metadata: { ...metadata, virtual_sources: [] } }),
    ).rejects.toThrow('a virtual one, whose values lie elsewhere');
    file.close();
  });

  it('is not looked for beside it', async () => {
    const file = await open(foreign, { member: 'outside' });
    await expect(file.readBlock(0)).rejects.toThrow('lab.h5: expected an HDF5 file that is whole');
    file.close();
  });

  it('is refused where it declares so much that the count wraps', async () => {
    const bytes = foreign.slice();
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 8 <= bytes.length; at++) {
      if (view.getBigUint64(at, true) === 10n ** 7n) view.setBigUint64(at, 2n ** 59n, true); // times 10⁵ is 0 modulo 2⁶⁴
    }
    await expect(open(bytes, { member: 'unwritten' })).rejects.toThrow(
      /\/unwritten of about as many bytes as the file has/,
    );
  });

  it('is refused where nothing is a number', async () => {
    const bytes = Uint8Array.from(kinds);
    bytes.fill(0, 600);
    await expect(open(bytes)).rejects.toThrow(InputError);
  });
});

describe('a damaged HDF5 file', () => {
  it('is refused where it is cut off', async () => {
    await expect(open(kinds.slice(0, 2000))).rejects.toThrow('lab.h5: expected an HDF5 file that is whole');
  });

  it('does not fill the memory, whatever its chunks unpack to', async () => {
    const file = await open(unpacked(goldens.bomb));
    const before = process.memoryUsage().rss;
    await expect(file.readBlock(0)).rejects.toThrow('filter returned failure');
    expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
    file.close();
  });

  it('can be read on after a block that cannot', async () => {
    const bytes = Uint8Array.from(newest);
    const file = await open(bytes, { member: 'fixed' });
    const packedChunk = bytes.indexOf(0x78, 2000);
    bytes.fill(0xff, packedChunk, packedChunk + 200);
    await expect(file.readBlock(0)).rejects.toThrow(InputError);
    bytes.set(newest);
    await expectArray(file, goldens.chunked.fixed ?? never());
    file.close();
    file.close();
  });

  it.each([
    ['old', kinds],
    ['new', newest],
  ])('of the %s kind is refused with an InputError, or read as what it then says', async (_, good) => {
    await fc.assert(
      fc.asyncProperty(damaged(good), async (bytes) => {
        const source = bytesSource(bytes, 'lab.h5');
        if (!hdf5.recognizes(headOf(source, 512), source)) return;
        try {
          const file = await hdf5.open(source, {});
          for await (const block of blocksOf(file)) expect(block.length).toBeGreaterThan(0);
          expect(product(file.shape)).toBeGreaterThan(0);
          file.close();
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** A file behind 8 GB of nothing, where HDF5 finds it, for it looks at all powers of two. */
function distantSource(note: (length: number) => void): ByteSource {
  const [start, size] = [2 ** 33, 2 ** 33 + kinds.length];
  const read = (offset: number, length: number) => {
    note(length);
    const bytes = new Uint8Array(length);
    const overlap = offset + length - start;
    if (overlap > 0)
      bytes.set(kinds.subarray(Math.max(0, offset - start), overlap), Math.max(0, start - offset));
    return bytes;
  };
  return { name: 'distant.h5', size, read };
}

describe('a file larger than the library’s memory', () => {
  it('is read where it must be', async () => {
    let bytesRead = 0;
    const distant = distantSource((length) => {
      bytesRead += length;
    });
    const [file, near] = [await Hdf5File.open(distant), await open(kinds, { member: 'chunks' })];
    const dataset = file.dataset('/chunks');
    const pieces = dataset && slabPieces(file, dataset, 'float32', 0);
    expect(await pieces?.readBlock(0)).toEqual(await near.readBlock(0));
    expect(bytesRead).toBeLessThan(1_000_000);
    file.close();
    near.close();
  });
});

describe.skipIf(!existsSync(TOOTH))('the shared projections of a tooth', () => {
  it.each(Object.entries(goldens.tooth))(
    'are read as h5py reads them: %s (skipped without ../shared/data)',
    async (name, golden) => {
      const file = await open(new Uint8Array(readFileSync(TOOTH)), { member: `exchange/${name}` });
      await expectArray(file, golden);
      file.close();
    },
  );
});

function never(): never {
  throw new Error('the golden is missing');
}
