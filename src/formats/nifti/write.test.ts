import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesSource, valuesOf } from '../../../test/small-files.ts';
import { product } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { type Geometry, orientationOf } from '../array/geometry.ts';
import { packGzip } from '../bytes/gzip.ts';
import { openArray } from '../open.ts';
import { type NiftiImage, writeNifti } from './write.ts';

const PYTHON = process.env.PYTHON ?? '/usr/bin/python3';
const hasNibabel = spawnSync(PYTHON, ['-c', 'import nibabel'], { stdio: 'ignore' }).status === 0;

const DTYPES = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'uint64',
  'int64',
  'float32',
  'float64',
  'complex64',
  'complex128',
] as const;

/** Rows from left to right and back to front, tilted about the first axis. */
const TILTED: Geometry = {
  axes: [0, 1, 2],
  spacing: [2, 3, 4],
  directions: [
    [1, 0, 0],
    [0, 0.8, 0.6],
    [0, -0.6, 0.8],
  ],
  origin: [-10, 20, -30],
};

function imageOf(dtype: NiftiImage['dtype'], version: 1 | 2): NiftiImage {
  const shape = [3, 2, 2, 2];
  const count = product(shape) * (dtype.startsWith('complex') ? 2 : 1);
  const values = Float64Array.from({ length: count }, (_, i) => (i * 7) % 101);
  return { shape, values, dtype, version, geometry: TILTED, timeStep: 2.5, description: 'echo 1' };
}

describe('writeNifti', () => {
  it('keeps directions without an origin', async () => {
    const { origin: _, ...geometry } = TILTED;
    const file = await openArray(filesSource({ 'x.nii': writeNifti({ ...imageOf('int16', 1), geometry }) }));
    expect(orientationOf(present(file.geometry, 'a geometry'))).toBe('LPS');
  });

  it('writes what is read back', async () => {
    const version = fc.constantFrom<(1 | 2)[]>(1, 2);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...DTYPES), version, async (dtype, version) => {
        const image = imageOf(dtype, version);
        const file = await openArray(filesSource({ 'x.nii.gz': await packGzip(writeNifti(image)) }));
        expect([file.dtype, file.shape, file.warnings]).toEqual([dtype, image.shape, []]);
        expect(await valuesOf(file)).toEqual([...image.values]);
        expect(file.geometry?.spacing).toEqual(TILTED.spacing);
        const numbers = [...(TILTED.directions ?? []).flat(), ...(TILTED.origin ?? [])];
        expect([...(file.geometry?.directions ?? []).flat(), ...(file.geometry?.origin ?? [])]).toEqual(
          numbers.map((value) => expect.closeTo(value, 6)),
        );
        expect(file.acquisition.description).toBe('echo 1');
        expect(file.essentials).toContainEqual(['time step', '2.5 s']);
      }),
      { numRuns: 40 },
    );
  });

  it('writes an image that lies nowhere, and a single slice', async () => {
    const values = new Uint8Array(6);
    const { geometry, warnings } = await openArray(
      filesSource({ 'x.nii': writeNifti({ shape: [3, 2], values, dtype: 'uint8' }) }),
    );
    expect(geometry?.spacing).toEqual([1, 1]);
    expect(warnings).toEqual([
      'The header does not say how the image lies: the first axis was taken from right to left.',
    ]);
    const flat = {
      axes: [0, 1],
      spacing: [1, 2],
      directions: TILTED.directions?.slice(0, 2) ?? [],
      origin: TILTED.origin ?? [0, 0, 0],
    } as const;
    const slice = await openArray(
      filesSource({ 'x.nii': writeNifti({ shape: [3, 2], values, dtype: 'uint8', geometry: flat }) }),
    );
    expect(slice.geometry?.directions?.[1]?.[1]).toBeCloseTo(0.8, 6);
  });

  it.each<[string, Partial<NiftiImage>, string]>([
    ['values that do not fit', { values: new Uint8Array(3) }, 'writeNifti: expected 24 numbers, received 3'],
    [
      'numbers beyond the dtype',
      { values: new Float64Array(24).fill(300), dtype: 'uint8' },
      'from 0 to 255 for uint8, received 300',
    ],
    ['fractions as integers', { values: new Float64Array(24).fill(0.5), dtype: 'int64' }, 'received 0.5'],
    [
      'an axis too long',
      { shape: [40_000, 1], values: new Uint8Array(40_000) },
      'Version 2 holds longer ones.',
    ],
    ['eight axes', { shape: [3, 2, 2, 2, 1, 1, 1, 1] }, 'expected 1 to 7 axes'],
    [
      'a geometry of other axes',
      { geometry: { ...TILTED, axes: [1, 2, 3] } },
      'expected a geometry of the first axes',
    ],
    ['a long description', { description: 'x'.repeat(80) }, 'at most 79 characters'],
  ])('refuses %s', (_, change, message) => {
    expect(() => writeNifti({ ...imageOf('int16', 1), ...change })).toThrow(message);
  });

  it.skipIf(!hasNibabel)('writes what nibabel reads (skipped without nibabel)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'echotrain-nifti-'));
    const images = DTYPES.flatMap((dtype) => [imageOf(dtype, 1), imageOf(dtype, 2)]);
    const paths = images.map((image, at) => {
      const path = join(folder, `${at}.nii`);
      writeFileSync(path, writeNifti(image));
      return path;
    });
    const program = `
import hashlib, json, sys
import nibabel, numpy
for path in sys.argv[1:]:
    image = nibabel.load(path)
    data = numpy.asanyarray(image.dataobj)
    flat = data.ravel("F").astype("<c16" if data.dtype.kind == "c" else "<f8").view("<f8")
    print(json.dumps([data.dtype.name, list(data.shape), hashlib.sha256(flat.tobytes()).hexdigest(),
        numpy.round(image.affine, 5).tolist(), [float(z) for z in image.header.get_zooms()], type(image).__name__]))
`;
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', program, ...paths], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const affine = [
      [-2, 0, 0, 10],
      [0, -2.4, 2.4, -20],
      [0, 1.8, 3.2, -30],
      [0, 0, 0, 1],
    ];
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual(
      images.map(({ dtype, shape, values, version }) => [
        dtype,
        shape,
        createHash('sha256')
          .update(new Uint8Array(Float64Array.from(values).buffer))
          .digest('hex'),
        affine,
        [2, 3, 4, 2.5],
        `Nifti${version}Image`,
      ]),
    );
  });
});
