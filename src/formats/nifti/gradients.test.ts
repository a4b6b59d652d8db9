import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readsOrRefuses } from '../../../test/damaged-bytes.ts';
import { hasSharedData, SHARED_DATA, withFile } from '../../../test/open-file.ts';
import { filesSource } from '../../../test/small-files.ts';
import { openArray } from '../open.ts';
import { readGradients } from './gradients.ts';
import { writeNifti } from './write.ts';

describe('readGradients', () => {
  it('reads rows of coordinates and rows of directions', () => {
    const expected = {
      bValues: Float64Array.of(0, 1000),
      directions: [
        [0, 0, 0],
        [0.6, 0, -0.8],
      ],
    };
    expect(readGradients('0 1e3\n', '0 3\n0 0\n0 -4\n')).toEqual(expected);
    expect(readGradients('0\r\n1000\r\n', 'nan nan nan\r\n3\t0\t-4\r\n')).toEqual(expected);
  });

  it('takes three rows of three as coordinates, as FSL does', () => {
    const { directions } = readGradients('5 9 9', '0 0 1\n0 1 0\n1 0 0');
    expect(directions[0]).toEqual([0, 0, 1]);
    expect(readGradients('5 9 9', '1 0 0\n1 0 0\n0 1 1').directions[1]).toEqual([0, 0, 1]);
  });

  it.each([
    ['0 1000', '0 0 0 1', 'expected 3 × 2 or 2 × 3 numbers in bvec, for 2 b values, received 1 × 4'],
    ['0 1000', '0 1\n0 0\n0', 'rows of one length in bvec, received 2, 2, 1'],
    ['0 1000 1000', '0 1\n0 0\n0 0', 'for 3 b values'],
    ['0 x', '0 1\n0 0\n0 0', 'expected numbers, received "x"'],
    ['0 1000', '0 0\n0 0\n0 0', 'a direction for volume 1, with b = 1000 s/mm², received (0, 0, 0)'],
    ['1000 0', 'nan 0\n0 0\n0 0', 'a direction for volume 0'],
    ['', '', 'received 0 × 0'],
  ])('refuses %j with %j', (bval, bvec, message) => {
    if (bval === '') expect(readGradients(bval, bvec).bValues).toHaveLength(0);
    else expect(() => readGradients(bval, bvec, 'dwi')).toThrow(message);
  });

  it('reads or refuses any text', () => {
    const text = fc.string({ unit: fc.constantFrom('0', '1', '.', '-', 'e', ' ', '\n', 'nan') });
    fc.assert(
      fc.property(text, text, (bval, bvec) => {
        const read = readsOrRefuses(() => readGradients(bval, bvec));
        if (read !== 'refused') expect(read.directions).toHaveLength(read.bValues.length);
      }),
      { numRuns: 2000 },
    );
  });

  it.skipIf(!hasSharedData)('reads both layouts of real files (skipped without ../shared/data)', () => {
    const text = (name: string) => readFileSync(new URL(`nifti/dipy_dwi/${name}`, SHARED_DATA), 'utf8');
    const rows = readGradients(text('small_64D.bval'), text('small_64D.bvec'));
    expect([rows.bValues.length, rows.directions[0]]).toEqual([65, [0, 0, 0]]);
    expect(rows.directions[1]?.[1]).toBeCloseTo(0.999983, 5);
    const columns = readGradients(text('small_101D.bval'), text('small_101D.bvec'));
    expect([columns.bValues.length, columns.bValues[1]]).toEqual([102, 310]);
    for (const direction of columns.directions.slice(1)) expect(Math.hypot(...direction)).toBeCloseTo(1, 12);
  });
});

describe('what lies beside a NIfTI file', () => {
  const nii = writeNifti({ shape: [1, 1, 1, 2], values: new Uint8Array(2), dtype: 'uint8' });
  const text = (content: string) => new TextEncoder().encode(content);

  it('is told with it', async () => {
    const { acquisition, essentials } = await openArray(
      filesSource({
        'sub-07_ses-pre_dwi.nii': nii,
        'sub-07_ses-pre_dwi.bval': text('0 800'),
        'sub-07_ses-pre_dwi.bvec': text('0 1\n0 0\n0 0'),
        'sub-07_ses-pre_dwi.json': text(
          '{"Manufacturer": "Siemens", "EchoTime": 0.0707, "RepetitionTime": 5.865, "FlipAngle": "90", "MagneticFieldStrength": 3}',
        ),
      }),
    );
    expect(acquisition).toEqual({
      subject: '07',
      session: 'pre',
      manufacturer: 'Siemens',
      scanner: 'Siemens',
      echoTimeMs: 70.7,
      repetitionTimeMs: 5865,
      fieldStrengthTesla: 3,
    });
    expect(essentials).toContainEqual(['diffusion', '1 volume unweighted, 1 with b = 800 s/mm²']);
  });

  it('is left out with a warning where it is damaged', async () => {
    const { acquisition, warnings } = await openArray(
      filesSource({
        'x.nii': nii,
        'x.bval': text('0 800 800'),
        'x.bvec': text('0 1 1\n0 0 0\n0 0 0'),
        'x.json': text('['.repeat(100)),
      }),
    );
    expect(acquisition).toEqual({});
    expect(warnings?.slice(-2)).toEqual([
      expect.stringMatching(/^The sidecar was left out: x.json: expected at most 64 levels/),
      'The gradients were left out: x.bval: expected 2 b values, one a volume, received 3.',
    ]);
  });

  it.skipIf(!hasSharedData)('is read of a real series (skipped without ../shared/data)', async () => {
    await withFile(new URL('nifti/uih_dti/dti_tra_dir16_PA_6_134431.nii', SHARED_DATA), async (file) => {
      expect(file.acquisition).toMatchObject({ model: 'uMR 770', echoTimeMs: 70.7, repetitionTimeMs: 5865 });
      expect(file.essentials).toContainEqual(['diffusion', '1 volume unweighted, 16 with b = 930 s/mm²']);
    });
  });
});
