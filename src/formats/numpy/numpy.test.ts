import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArraySummary, expectArray } from '../../../test/array-summary.ts';
import { readsOrRefuses } from '../../../test/damaged-bytes.ts';
import { hasSharedData, SHARED_DATA, withFile } from '../../../test/open-file.ts';
import { bytesOf, expectRobust, filesSource, valuesOf } from '../../../test/small-files.ts';
import { writeZip } from '../../../test/zip-writer.ts';
import { bytesSource } from '../bytes/source.ts';
import { openArray } from '../open.ts';
import { readNpyHeader } from './header.ts';
import { readLiteral } from './literal.ts';

interface Sample extends ArraySummary {
  readonly name: string;
  readonly file: string;
  readonly order: 'C' | 'F';
}

type Members = Readonly<Record<string, ArraySummary>>;

const goldens: {
  readonly samples: readonly Sample[];
  readonly refused: Readonly<Record<string, string>>;
  readonly archives: readonly { readonly name: string; readonly file: string; readonly members: Members }[];
  readonly shared: Members;
  readonly sharedArchive: { readonly path: string; readonly members: Members };
} = JSON.parse(readFileSync(new URL('npy-files.json', import.meta.url), 'utf8'));

function sampleNamed(name: string): Uint8Array {
  return bytesOf(goldens.samples.find((sample) => sample.name === name)?.file ?? '');
}

/** An npy file of version 1 with any header. */
function npyFile(header: string, values = new Uint8Array(0)): Uint8Array {
  const length = header.length;
  const magic = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, length & 255, length >> 8];
  return Uint8Array.of(...magic, ...new TextEncoder().encode(header), ...values);
}

describe('npy', () => {
  it.each(goldens.samples)('reads $name as numpy does', async (sample) => {
    const file = await openArray(filesSource({ 'x.npy': bytesOf(sample.file) }));
    await expectArray(file, sample);
    expect(file.order).toBe(sample.order === 'F' ? 'column-major' : 'row-major');
  });

  it.each([
    [
      'objects',
      'received Python objects: such a file is a pickle, and reading it would run code. Save it as plain',
    ],
    ['texts', 'received texts'],
    ['bytes', 'received texts'],
    ['records', 'received records or raw bytes'],
    ['dates', 'received dates'],
    ['80-bit numbers', 'received dtype "<f16"'],
    ['an empty array', 'expected axes of 1 or more, received shape [0, 3]'],
  ])('refuses %s', async (name, message) => {
    const bytes = bytesOf(goldens.refused[name] ?? '');
    await expect(openArray(filesSource({ 'x.npy': bytes }))).rejects.toThrow(`x.npy: expected`);
    await expect(openArray(filesSource({ 'x.npy': bytes }))).rejects.toThrow(message);
  });

  it.each([
    [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000), }",
      'bytes of values (1000000 × 1000000 float32) from byte',
    ],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (9007199254740993, 9), }", 'axes of 1 or more'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 'axes of 1 or more, received shape [-1]'],
    [
      `{'descr': '<f4', 'fortran_order': False, 'shape': (${'1,'.repeat(65)}), }`,
      'a shape of at most 64 axes, received 65',
    ],
    ["{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }", 'expected descr, fortran_order and shape'],
    ["{'descr': '<f4', 'shape': (1,), }", 'expected descr, fortran_order and shape, received descr, shape'],
    ["{'descr': '<toString', 'fortran_order': False, 'shape': (1,), }", 'received dtype "<toString"'],
    ["{'descr': '<f4', 'fortran\norder': False, 'shape': (1,), }", 'received descr, fortran order, shape'],
    ["__import__('os').system('true')", 'x.npy, header: expected a value, received "__import__'],
    [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1 + 1,), }",
      'expected "," or ")", received "+ 1,), }"',
    ],
    [`{'a': ${'('.repeat(70)}`, 'at most 64 levels of brackets'],
  ])('refuses the header %j', async (header, message) => {
    await expect(openArray(filesSource({ 'x.npy': npyFile(header) }))).rejects.toThrow(message);
  });

  it('refuses versions that do not exist, and a header that does not end', () => {
    const good = sampleNamed('<f4');
    const header = (bytes: Uint8Array) => () => readNpyHeader(bytesSource(bytes, 'x.npy'));
    expect(header(good.map((byte, i) => (i === 6 ? 4 : byte)))).toThrow(
      'version 1, 2 or 3 of npy, received 4',
    );
    expect(header(good.subarray(0, 40))).toThrow('x.npy: expected 118 bytes from byte 10 on');
  });

  it.each(['<f4', '>c16', 'column-major', 'version 3'])(
    'refuses a damaged %s, or reads what it then says',
    async (name) => {
      await expectRobust(sampleNamed(name), 'x.npy');
    },
  );
});

describe('readLiteral', () => {
  it('reads what Python writes, and evaluates nothing', () => {
    expect(readLiteral('{"a": (1, -2,), \'b\': [True, None, "x\'y"], }\n', 'x')).toEqual(
      new Map<string, unknown>([
        ['a', [1, -2]],
        ['b', [true, null, "x'y"]],
      ]),
    );
  });

  it('reads or refuses any text, in time in proportion to it', () => {
    const unit = fc.constantFrom('{', '}', '(', ')', "'a'", ':', ',', ' ', '1', 'True', '\\', '"');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        readsOrRefuses(() => readLiteral(text, 'x'));
      }),
      { numRuns: 3000 },
    );
    for (const piece of ['(', '1,', "'", ' ', "'a':1,"])
      readsOrRefuses(() => readLiteral(`{${piece.repeat(100_000)}`, 'x'));
  });
});

describe('npz', () => {
  it.each(goldens.archives)('reads what $name wrote, member by member', async ({ file, members }) => {
    const source = () => filesSource({ 'x.npz': bytesOf(file) });
    const listed = await openArray(source());
    expect(listed.members?.map(({ name }) => name)).toEqual(Object.keys(members));
    expect(listed.warnings).toEqual([
      expect.stringMatching(/^A member was left out: x.npz\/names.npy: expected numbers .* received texts/),
    ]);
    for (const [member, golden] of Object.entries(members))
      await expectArray(await openArray(source(), { member }), golden);
  });

  it('opens the largest by default, and tells what the axes of MedMNIST count', async () => {
    const source = filesSource({ 'x.npz': bytesOf(goldens.archives[0]?.file ?? '') });
    const file = await openArray(source);
    expect([file.format, file.shape, file.axes]).toEqual(['npz', [3, 4, 4], ['item', 'row', 'column']]);
  });

  it('says which members there are', async () => {
    const source = filesSource({ 'x.npz': bytesOf(goldens.archives[0]?.file ?? '') });
    await expect(openArray(source, { member: 'images' })).rejects.toThrow(
      'x.npz: expected a member called "images", received train_images, train_labels, field.',
    );
    await expect(openArray(filesSource({ 'x.npz': writeZip([]) }))).rejects.toThrow(
      'expected an array of numbers, received none',
    );
  });

  it('checks a member’s checksum when it was read', async () => {
    const entry = { name: 'a.npy', bytes: sampleNamed('<f4'), crc: 1 };
    for (const stored of [true, false]) {
      const file = await openArray(filesSource({ 'x.npz': writeZip([{ ...entry, stored }]) }));
      await expect(valuesOf(file)).rejects.toThrow('x.npz/a.npy: expected bytes with the checksum 00000001');
    }
  });

  it('refuses damaged archives, or reads what they then say', async () => {
    await expectRobust(bytesOf(goldens.archives[1]?.file ?? ''), 'x.npz', {}, 500);
  });
});

describe.skipIf(!hasSharedData)('the real npy and npz files (skipped without ../shared/data)', () => {
  it.each(Object.entries(goldens.shared))('%s reads as in numpy', async (path, golden) => {
    await withFile(new URL(path, SHARED_DATA), (file) => expectArray(file, golden));
  });

  it.each(Object.entries(goldens.sharedArchive.members))(
    'MedMNIST’s %s reads as in numpy',
    async (member, golden) => {
      const url = new URL(goldens.sharedArchive.path, SHARED_DATA);
      await withFile(url, (file) => expectArray(file, golden), { member });
    },
  );
});
