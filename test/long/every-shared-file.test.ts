import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findPython } from '../../scripts/goldens/python.ts';
import { echotrain } from '../command-line.ts';

/**
 * `echotrain data info --json` of every file of `../shared/data`, against what pydicom, nibabel, h5py, scipy, Pillow and
 * numpy say of it today. Where the two differ deliberately stands below, with the reason.
 */

/** Files that the readers of reference cannot read, and the file that holds the same values. */
const SAME_AS: Readonly<Record<string, string>> = {
  // pydicom 2.3 drops pixels whose closing delimiter is missing; all frames are whole
  'dicom/pydicom_data/emri_small_jpeg_2k_lossless_too_short.dcm': 'dicom/pydicom_data/emri_small.dcm',
  // deflated frames (PS3.5, A.4.13) are newer than pydicom 2.3, and it decodes single bits uncompressed only; gdcm dies
  'dicom/pydicom_data/liver_deflate.dcm': 'dicom/pydicom_data/liver.dcm',
  'dicom/pydicom_data/liver_j2k.dcm': 'dicom/pydicom_data/liver.dcm',
  'dicom/pydicom_data/liver_rle.dcm': 'dicom/pydicom_data/liver.dcm',
  'dicom/pydicom_data/liver_nonbyte_aligned_deflate.dcm': 'dicom/pydicom_data/liver_nonbyte_aligned.dcm',
  'dicom/pydicom_data/liver_nonbyte_aligned_j2k.dcm': 'dicom/pydicom_data/liver_nonbyte_aligned.dcm',
  'dicom/pydicom_data/liver_nonbyte_aligned_rle.dcm': 'dicom/pydicom_data/liver_nonbyte_aligned.dcm',
  // Number of Frames is "1A", at which pydicom raises a TypeError; dcmtk reads the one frame, too
  'dicom/pydicom_test_files/badVR.dcm': 'dicom/pydicom_test_files/rtdose_1frame.dcm',
};

/** Files of which a reader of reference makes values that are not in them. */
const REFUSED: ReadonlySet<string> = new Set([
  // four bytes of the JPEG 2000 header are overwritten: gdcm says so, and gives memory that it never wrote
  'dicom/pydicom_test_files/JPEG2000-embedded-sequence-delimiter.dcm',
]);

/** Lossy, and by another decoder than ours: they may round differently (ISO/IEC 10918-2), by one level. */
const LOSSY: ReadonlySet<string> = new Set([
  'dicom/pydicom_data/HTJ2K_08_RGB.dcm',
  'dicom/pydicom_test_files/JPEG-lossy.dcm',
  'dicom/pydicom_test_files/JPGExtended.dcm',
]);

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const modules = 'import h5py, nibabel, numpy, PIL, pydicom, scipy';
const python = findPython();
const able = python !== undefined && spawnSync(python, ['-c', modules]).status === 0 && existsSync(data);

const facts = {
  file: z.string(),
  format: z.string(),
  shape: z.array(z.number()),
  spacing: z.array(z.number()).nullable(),
  orientation: z.string().nullable(),
  min: z.number(),
  max: z.number(),
  mean: z.number(),
};
const ourArray = z.object({ ...facts, dtype: z.string() }).transform(({ dtype, ...others }) => ({
  ...others,
  family: /^complex|^float/.exec(dtype)?.[0] ?? 'integer',
}));
const nothing = { family: 'none', spacing: null, orientation: null, min: 0, max: 0, mean: 0 };
const ourDirectory = z
  .object({
    file: z.string(),
    format: z.literal('dicomdir'),
    series: z.array(z.object({ files: z.array(z.string()) })),
  })
  .transform(({ file, format, series }) => ({
    ...{ file, format, ...nothing },
    shape: [series.flatMap(({ files }) => files).length],
  }));
const theirLine = z.union([
  z.object({ ...facts, family: z.string() }),
  z.object({ file: z.string(), error: z.string() }),
]);
const ourLine = z.union([ourDirectory, ourArray]);
type OurLine = z.output<typeof ourLine>;
type TheirLine = z.infer<typeof theirLine>;

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

function askReference(): TheirLine[] {
  const script = fileURLToPath(new URL('../../scripts/goldens/every_shared_file.py', import.meta.url));
  const env = { ...process.env, OPENBLAS_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };
  const asked = spawnSync(python ?? '', [script, data], { encoding: 'utf8', env, maxBuffer: 2 ** 26 });
  return linesOf(asked.stdout).map((line) => theirLine.parse(JSON.parse(line)));
}

const close = (a: number, b: number, share: number) =>
  Math.abs(a - b) <= share * Math.max(Math.abs(a), Math.abs(b));

/** What differs between two descriptions of an array. */
function differences(ours: OurLine, theirs: OurLine, levels: number): string[] {
  const exact = (['format', 'shape', 'family', 'orientation'] as const).filter(
    (key) => JSON.stringify(ours[key]) !== JSON.stringify(theirs[key]),
  );
  const values = (['min', 'max', 'mean'] as const).filter(
    (key) => !close(ours[key], theirs[key], 1e-9) && Math.abs(ours[key] - theirs[key]) > levels,
  );
  const [a, b] = [ours.spacing ?? [], theirs.spacing ?? []];
  const spaced =
    a.length === b.length && a.every((length, axis) => close(length, b[axis] ?? Number.NaN, 1e-6));
  return [...exact, ...values, ...(spaced ? [] : ['spacing' as const])].map(
    (key) => `${ours.file}: ${key} ${JSON.stringify(ours[key])}, not ${JSON.stringify(theirs[key])}`,
  );
}

const title =
  'data info --json of every shared file (skipped without ../shared/data, or Python with its readers)';
describe.skipIf(!able)(title, () => {
  let theirs: readonly TheirLine[] = [];
  let [code, refusals, ours]: [number | null, string[], Map<string, OurLine>] = [null, [], new Map()];

  beforeAll(async () => {
    theirs = askReference();
    const ended = await echotrain(['data', 'info', ...theirs.map(({ file }) => data + file), '--json']);
    code = ended.code;
    refusals = linesOf(ended.error);
    const read = linesOf(ended.output).map((line) => ourLine.parse(JSON.parse(line)));
    ours = new Map(read.map((line) => [relative(data, line.file), line]));
  });

  it('says of each the same as the reader of reference', () => {
    const wrong = theirs.flatMap((line) => {
      if ('error' in line || REFUSED.has(line.file)) return [];
      const own = ours.get(line.file);
      return own ? differences(own, line, LOSSY.has(line.file) ? 1 : 0) : [`${line.file} is not read`];
    });
    expect(wrong).toEqual([]);
    expect(theirs.length).toBeGreaterThan(690);
    expect(ours.size).toBeGreaterThan(590);
  });

  it('reads what only we read as what it was made of', () => {
    const wrong = Object.entries(SAME_AS).flatMap(([file, original]) => {
      const [own, same] = [ours.get(file), ours.get(original)];
      return own && same ? differences({ ...own, file }, same, 0) : [`${file} is not read`];
    });
    expect(wrong).toEqual([]);
  });

  it('refuses everything else, with one line each that names the file and a reason', () => {
    const refused = theirs
      .filter((line) => 'error' in line || REFUSED.has(line.file))
      .map(({ file }) => file);
    const expected = refused.filter((file) => !(file in SAME_AS));
    const named = refusals.map(
      (line) => /^error: (.+?): expected .+, received .+\.$/.exec(line)?.[1] ?? line,
    );
    expect(named.map((file) => relative(data, file)).sort()).toEqual(expected.sort());
    expect(code).toBe(1);
  });
});
