import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ArraySummary, expectArray } from '../../../test/array-summary.ts';
import { hasSharedData, SHARED_DATA, withFile } from '../../../test/open-file.ts';
import { bytesOf, expectRobust, filesSource, valuesOf } from '../../../test/small-files.ts';
import { openArray } from '../open.ts';

type Members = Readonly<Record<string, ArraySummary>>;

interface Sample {
  readonly name: string;
  readonly file: string;
  readonly members: Members;
}

const goldens: { readonly samples: readonly Sample[]; readonly shared: Readonly<Record<string, Members>> } =
  JSON.parse(readFileSync(new URL('mat-files.json', import.meta.url), 'utf8'));

function sampleNamed(name: string): Uint8Array {
  return bytesOf(goldens.samples.find((sample) => sample.name === name)?.file ?? '');
}

/** An element of level 5, little-endian. */
function element(type: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const tag = Buffer.alloc(8);
  tag.writeUInt32LE(type);
  tag.writeUInt32LE(body.length, 4);
  return Buffer.concat([tag, body, Buffer.alloc(type === 15 ? 0 : (8 - (body.length % 8)) % 8)]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) bytes.writeInt32LE(value, 4 * at);
  return bytes;
}

function matrix(
  code: number,
  shape: readonly number[],
  name: string,
  ...content: readonly Uint8Array[]
): Buffer {
  return element(
    14,
    element(6, words(code, 0)),
    element(5, words(...shape)),
    element(1, Buffer.from(name)),
    ...content,
  );
}

function matFile(...elements: readonly Uint8Array[]): Uint8Array {
  const header = Buffer.from('MATLAB 5.0 MAT-file'.padEnd(124));
  return Uint8Array.from(Buffer.concat([header, Buffer.from([0, 1, 0x49, 0x4d]), ...elements]));
}

/** A number within so many cells. */
function nested(levels: number): Uint8Array {
  let inner = matrix(6, [1, 1], '', element(9, Buffer.from(Float64Array.of(7).buffer)));
  for (let level = 0; level < levels; level++)
    inner = matrix(1, [1, 1], level === levels - 1 ? 'c' : '', inner);
  return matFile(inner);
}

function refusal(bytes: Uint8Array): Promise<unknown> {
  return openArray(filesSource({ 'x.mat': bytes })).then(valuesOf);
}

describe('MAT files', () => {
  it.each(goldens.samples)('of $name are read as by scipy', async ({ file, members }) => {
    const source = () => filesSource({ 'x.mat': bytesOf(file) });
    const listed = await openArray(source());
    expect(listed.members?.map(({ name }) => name).sort()).toEqual(Object.keys(members).sort());
    for (const [member, golden] of Object.entries(members))
      await expectArray(await openArray(source(), { member }), golden);
  });

  it('come in the class that MATLAB shows, however they are stored', async () => {
    const dtype = async (name: string, member: string) =>
      (await openArray(filesSource({ 'x.mat': sampleNamed(name) }), { member })).dtype;
    expect(await dtype('small integers, big-endian', 'a')).toBe('float64');
    expect(await dtype('complex, little-endian', 'z')).toBe('complex128');
    expect(await dtype('complex, little-endian', 's')).toBe('complex64');
    expect(await dtype('everything compressed', 'mask')).toBe('bool');
    expect(await dtype('classes, big-endian', 'uint64')).toBe('uint64');
  });

  it('tell their texts', async () => {
    const { essentials } = await openArray(filesSource({ 'x.mat': sampleNamed('everything') }));
    expect(essentials).toContainEqual(['text', 'größe']);
    expect(essentials).toContainEqual(['s.deeper.name', 'inner']);
  });

  it('say which members there are', async () => {
    const source = filesSource({ 'x.mat': sampleNamed('structures, little-endian') });
    await expect(openArray(source, { member: 's.a' })).rejects.toThrow(
      'x.mat: expected a member called "s.a", received s(1).a, s(1).b.q, s(2).a, s(2).b{1}.',
    );
  });

  it('are read 63 cells deep, and refused beyond 64 levels', async () => {
    expect(await refusal(nested(63))).toEqual([7]);
    await expect(refusal(nested(64))).rejects.toThrow(
      'expected at most 64 structures or cells within each other',
    );
    await expect(refusal(nested(3000))).rejects.toThrow('at most 64');
  });

  it('leave out what holds no plain numbers, and say so', async () => {
    const handle = matrix(16, [1, 1], 'f');
    const number = matrix(6, [1, 1], 'x', element(9, Buffer.from(Float64Array.of(7).buffer)));
    const { warnings } = await openArray(filesSource({ 'x.mat': matFile(handle, number) }));
    expect(warnings).toEqual(['f is a function, and was left out.']);
    await expect(refusal(matFile(handle))).rejects.toThrow(
      'expected an array of numbers, received f is a function',
    );
    await expect(refusal(matFile())).rejects.toThrow('expected an array of numbers, received none');
  });

  it.each<[string, Uint8Array, string]>([
    [
      'more numbers than there are',
      matFile(matrix(6, [1000, 1000], 'x', element(9, new Uint8Array(8)))),
      'expected 8000000 bytes of numbers for 1000 × 1000, received 8',
    ],
    [
      'an element beyond the file',
      matFile(words(14, 1e6)),
      'expected an element of at most 0 bytes, received 1000000',
    ],
    [
      'axes of negative length',
      matFile(matrix(6, [-1, 1], 'x', element(9, new Uint8Array(8)))),
      'lengths of 0 or more, received -1 × 1',
    ],
    [
      'cells that are not there',
      matFile(matrix(1, [1e9, 1], 'x')),
      'x.mat: expected 4 bytes from byte 184 on',
    ],
    [
      'a compressed element that is none',
      matFile(element(15, new Uint8Array(30).fill(7))),
      'expected bytes packed by deflate',
    ],
    [
      'hundreds of axes',
      matFile(matrix(6, new Array<number>(100).fill(1), 'x')),
      'lengths of axes, received 400 bytes',
    ],
    ['a class that does not exist', matFile(matrix(99, [1, 1], 'x')), 'a class of MATLAB, received 99'],
  ])('are refused with %s', async (_, bytes, message) => {
    await expect(refusal(bytes)).rejects.toThrow(message);
  });

  it('unpack no more than an element declares', async () => {
    const zeros = Buffer.concat([words(14, 64), Buffer.alloc(100_000_000)]);
    const bomb = matFile(element(15, deflateSync(zeros)));
    const before = process.memoryUsage().arrayBuffers;
    await expect(refusal(bomb)).rejects.toThrow(
      'received more. The file is damaged, or made to fill the memory.',
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
  });

  it('check a compressed element’s checksum', async () => {
    const bytes = sampleNamed('compressed, little-endian').slice();
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await expect(refusal(bytes)).rejects.toThrow('expected bytes with the checksum');
  });

  it.each(['everything', 'compressed, big-endian', 'structures, big-endian', 'level 4'])(
    'of %s are refused when damaged, or read as they then say',
    async (name) => {
      await expectRobust(sampleNamed(name), 'x.mat', {}, 500);
    },
  );
});

describe.skipIf(!hasSharedData)('the real MAT files (skipped without ../shared/data)', () => {
  const members = Object.entries(goldens.shared).flatMap(([path, members]) =>
    Object.entries(members).map(([member, golden]) => ({ path, member, golden })),
  );

  it.each(members)('$path: $member reads as in scipy', async ({ path, member, golden }) => {
    await withFile(new URL(path, SHARED_DATA), (file) => expectArray(file, golden), { member });
  });
});
