import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ArraySummary, expectArray } from '../../../test/array-summary.ts';
import { hasSharedData, SHARED_DATA, withFile } from '../../../test/open-file.ts';
import { bytesOf, expectRobust, filesSource, valuesOf } from '../../../test/small-files.ts';
import { type ArrayFile, blocksOf } from '../array/array-file.ts';
import { orientationOf } from '../array/geometry.ts';
import { openArray } from '../open.ts';

interface Told extends ArraySummary {
  readonly zooms: readonly number[];
  /** Rows of the matrix to right, anterior, superior. */
  readonly affine: readonly (readonly number[])[];
  readonly orientation: string;
}

interface Sample extends Told {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

const goldens: {
  readonly samples: readonly Sample[];
  readonly shared: Readonly<Record<string, Told>>;
  readonly hippocampus: { readonly count: number; readonly sha256: string };
} = JSON.parse(readFileSync(new URL('nifti.json', import.meta.url), 'utf8'));

/** A sample's files; of a pair the `.img` comes last. */
function filesOf({ files }: Sample): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(files).map(([ending, text]) => [`x.${ending}`, bytesOf(text)]));
}

function sampleNamed(name: string): Sample {
  return goldens.samples.find((sample) => sample.name === name) ?? expect.fail(name);
}

function changed(name: string, change: (view: DataView) => void): Uint8Array {
  const bytes = bytesOf(sampleNamed(name).files.nii ?? '');
  change(new DataView(bytes.buffer));
  return bytes;
}

/** The rows of the affine that a file's geometry stands for. */
function affineOf({ geometry }: ArrayFile): number[][] {
  const { directions = [], origin = [NaN, NaN, NaN] } = geometry ?? {};
  const signs = [-1, -1, 1];
  return signs.map((sign, row) => [
    ...directions.map((column) => sign * (column[row] ?? NaN)),
    sign * (origin[row] ?? NaN),
  ]);
}

/** The same of a golden: columns of length 1, where the image has that many axes. */
function unitAffine({ affine, zooms }: Told): number[][] {
  const length = (column: number) => Math.hypot(...affine.map((row) => row[column] ?? 0));
  return affine.map((row) => [...zooms.map((_, column) => (row[column] ?? 0) / length(column)), row[3] ?? 0]);
}

async function expectTold(file: ArrayFile, told: Told): Promise<void> {
  await expectArray(file, told);
  expect(file.order).toBe('column-major');
  expect(file.geometry?.spacing).toEqual(told.zooms);
  expect(file.geometry && orientationOf(file.geometry)).toBe(told.orientation);
  expect(affineOf(file).flat()).toEqual(
    unitAffine(told)
      .flat()
      .map((value) => expect.closeTo(value, 5)),
  );
}

describe('NIfTI and ANALYZE', () => {
  it.each(goldens.samples)('reads $name as nibabel does', async (sample) => {
    await expectTold(await openArray(filesSource(filesOf(sample))), sample);
  });

  it('opens a pair by either file', async () => {
    const files = filesOf(sampleNamed('pair'));
    const read = async (first: string) => valuesOf(await openArray(filesSource(files, first)));
    expect(await read('x.img')).toEqual(await read('x.hdr'));
  });

  it('tells what it read', async () => {
    const file = await openArray(filesSource(filesOf(sampleNamed('Nifti2Image >i2'))));
    expect(file).toMatchObject({ format: 'nifti', dtype: 'int16', axes: ['i', 'j', 'k'] });
    expect(file.essentials[0]).toEqual(['version', 'NIfTI-2, one file, big-endian']);
    const colors = await openArray(filesSource(filesOf(sampleNamed('4 colors'))));
    expect([colors.shape, colors.axes]).toEqual([
      [4, 3, 2, 2],
      ['sample', 'i', 'j', 'k'],
    ]);
    expect(colors.geometry?.axes).toEqual([1, 2, 3]);
  });

  it('converts meters and micrometers', async () => {
    for (const [unit, spacing] of [
      [1, 2000],
      [3, 0.002],
    ] as const) {
      const bytes = changed('only qform', (view) => view.setUint8(123, unit));
      const { geometry } = await openArray(filesSource({ 'x.nii': bytes }));
      expect(geometry?.spacing[0]).toBeCloseTo(spacing, 9);
    }
  });

  it('mends distances as nibabel does, and says so', async () => {
    const bytes = changed('neither form', (view) => {
      view.setFloat32(80, -2, true);
      view.setFloat32(84, 0, true);
    });
    const { geometry, warnings } = await openArray(filesSource({ 'x.nii': bytes }));
    expect(geometry?.spacing.slice(0, 2)).toEqual([2, 1]);
    expect(warnings?.[0]).toMatch(/^pixdim says -2, 0, /);
    expect(warnings?.[1]).toMatch(/does not say how the image lies/);
  });

  it.each<[string, (view: DataView) => void, string]>([
    [
      '128-bit numbers',
      (view) => view.setInt16(70, 1536, true),
      'received 128-bit floating-point numbers. Save it',
    ],
    [
      'an unknown datatype',
      (view) => view.setInt16(70, 3, true),
      'received datatype 3. The header is damaged.',
    ],
    ['no axes', (view) => view.setInt16(40, 0, true), 'expected'],
    ['eight axes', (view) => view.setInt16(40, 8, true), 'expected 1 to 7 axes, received 8'],
    [
      'an empty axis',
      (view) => view.setInt16(42, 0, true),
      'expected axes of 1 or more, received shape [0, 2, 2]',
    ],
    [
      'more values than bytes',
      (view) => view.setInt16(42, 32767, true),
      'x.nii: expected 262136 bytes of values',
    ],
    [
      'values within the header',
      (view) => view.setFloat32(108, 100, true),
      'a vox_offset of 348 or more, received 100',
    ],
    [
      'a slope without an intercept',
      (view) => {
        view.setFloat32(112, 2, true);
        view.setFloat32(116, NaN, true);
      },
      'a finite scl_inter',
    ],
  ])('refuses %s', async (_, change, message) => {
    const bytes = changed('Nifti1Image <i2', change);
    await expect(openArray(filesSource({ 'x.nii': bytes }))).rejects.toThrow(message);
  });

  it('refuses a header whose values are missing', async () => {
    const { 'x.hdr': header = new Uint8Array(0) } = filesOf(sampleNamed('pair'));
    await expect(openArray(filesSource({ 'x.hdr': header }))).rejects.toThrow(
      'x.hdr: expected the values in x.img beside it, received no such file.',
    );
  });

  it.each(['Nifti1Image <c8', 'Nifti2Image >f4', '3 colors', 'scaled i2 by 0.25, -7'])(
    'refuses a damaged %s, or reads what it then says',
    async (name) => {
      await expectRobust(filesOf(sampleNamed(name))['x.nii'] ?? new Uint8Array(0), 'x.nii');
    },
  );

  it.each(['pair', 'ANALYZE >i2'])(
    'refuses a damaged header of %s, or reads what it then says',
    async (name) => {
      const { 'x.hdr': header = new Uint8Array(0), ...image } = filesOf(sampleNamed(name));
      await expectRobust(header, 'x.hdr', image);
    },
  );
});

describe.skipIf(!hasSharedData)('the real NIfTI files (skipped without ../shared/data)', () => {
  it.each(Object.entries(goldens.shared))('%s reads as in nibabel', async (path, told) => {
    await withFile(new URL(path, SHARED_DATA), (file) => expectTold(file, told));
  });

  it('the hippocampi read as in nibabel', async () => {
    const folder = fileURLToPath(new URL('mr_volumes/hippocampus/', SHARED_DATA));
    const paths = globSync('**/*.nii.gz', { cwd: folder }).sort();
    const hashes: string[] = [];
    for (const path of paths) hashes.push(await withFile(folder + path, hashOf));
    expect(paths).toHaveLength(goldens.hippocampus.count);
    expect(createHash('sha256').update(hashes.join('')).digest('hex')).toBe(goldens.hippocampus.sha256);
  });
});

async function hashOf(file: ArrayFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of blocksOf(file)) hash.update(new Uint8Array(Float64Array.from(block).buffer));
  return hash.digest('hex');
}
