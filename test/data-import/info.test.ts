import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { echotrain } from '../command-line.ts';
import { ctSlice, type Files, labFolder, npy } from './lab-folder.ts';

/** What `data info` says in a folder with these files in `lab`. */
function info(files: Files, ...args: string[]) {
  return echotrain(['data', 'info', ...args], { folder: labFolder(files) });
}

describe('echotrain data info', () => {
  it('tells of a file as people read it', async () => {
    const { code, output, error } = await info({ 'a.dcm': ctSlice(2) }, 'lab/a.dcm');
    expect([code, error]).toEqual([0, '']);
    const lines = output.split('\n').map((line) => line.trim().split(/ {3,}/));
    expect(lines).toEqual(
      expect.arrayContaining([
        ['lab/a.dcm'],
        ['what', 'DICOM image, 64-bit floating point'],
        ['shape', '4 × 4  (row × column)'],
        ['spacing', '0.5 × 0.5\u202fmm'],
        ['orientation', 'PL: row grows to the back, column to the left'],
        ['values', '−800 to −785\u202fHU, mean −793 ± 4.61'],
        ['Patient', 'Doe Jane'],
      ]),
    );
  });

  it('gives one line of JSON, in which what is not known is null', async () => {
    const { code, output } = await info({ 'a.npy': npy() }, 'lab/a.npy', '--json');
    expect([code, output.split('\n')]).toEqual([0, [expect.any(String), '']]);
    expect(JSON.parse(output)).toMatchObject({
      format: 'npy',
      shape: [4, 5],
      dtype: 'uint8',
      spacing: null,
      orientation: null,
      min: 13,
      max: 146,
      mean: 79.5,
      unit: null,
      members: [],
      warnings: [],
    });
  });

  it('writes no NaN into JSON, and says so to people', async () => {
    const text = 'x,y\nNA,NA\n';
    const json = await info({ 'a.csv': `${text}` }, 'lab/a.csv', '--json');
    expect(json.code).toBe(1);
    const nan = { 'a.csv': 'x,y\n1,2\nNA,3\n' };
    const { output } = await info(nan, 'lab/a.csv', '--json');
    expect(JSON.parse(output)).toMatchObject({ min: 1, max: 3, mean: 2, nonFinite: 1 });
    expect((await info(nan, 'lab/a.csv')).output).toContain('1 is NaN or infinite');
  });

  it('takes several, and says which cannot be read, in one line each', async () => {
    const files = { 'a.npy': npy(), 'bad.npy': npy().subarray(0, 100), 'empty.dcm': '' };
    const paths = ['lab/bad.npy', 'lab/a.npy', 'lab/none.npy', 'lab/empty.dcm'];
    const { code, output, error } = await info(files, ...paths, '--json');
    expect([code, JSON.parse(output).file]).toEqual([1, 'lab/a.npy']);
    const lines = error.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^error: lab\/bad\.npy: expected .*, received/);
    expect(lines[1]).toBe('error: lab/none.npy: expected a file, received nothing of that name.');
    expect(lines[2]).toMatch(/^error: lab\/empty\.dcm: .*an empty file/);
  });

  it('lists a folder: series as one, pairs as one, what cannot be read at the end', async () => {
    const slices = [1, 2, 4].map((slice) => [`ct/${slice}.dcm`, ctSlice(slice)] as const);
    const files = { ...Object.fromEntries(slices), 'a.npy': npy(), 'bad.npy': '', 'README.md': '' };
    const { code, output } = await info(files, 'lab');
    expect(code).toBe(0);
    const lines = output.split('\n').map((line) => line.trim().split(/ {3,}/));
    expect(lines[0]).toEqual(['lab: 2 items in 6 files']);
    expect(lines).toEqual(
      expect.arrayContaining([
        ['a.npy', 'npy uint8', '4 × 5', '13 to 146'],
        [
          'ct/1.dcm and 2 more',
          'P1, Chest',
          'dicom float64',
          '3 × 4 × 4',
          '3 × 0.5 × 0.5',
          'SPL',
          '−900 to −585\u202fHU',
        ],
        ['1 file cannot be read:'],
        ['lab/bad.npy'],
      ]),
    );
    expect(output).toContain('Odd about DICOM series:\n  lab/ct/2.dcm and 1 more file\n    1 slice missing');
    const json = JSON.parse((await info(files, 'lab', '--json')).output);
    expect(json).toMatchObject({
      items: [{ format: 'npy' }, { format: 'dicom', shape: [3, 4, 4], spacing: [3, 0.5, 0.5] }],
      unreadable: [{ file: 'lab/bad.npy' }],
      findings: [{ kind: 'missing-slices' }],
    });
  });

  it('fails for a folder with nothing that can be read', async () => {
    const { code, error } = await info({ 'bad.npy': '' }, 'lab');
    expect(code).toBe(1);
    expect(error).toMatch(
      /^error: lab: expected something that can be read, received 1 files? that cannot; .*\n$/,
    );
  });

  const shared = join(import.meta.dirname, '../../../shared/data');
  it.skipIf(!existsSync(shared))('lists what a DICOMDIR lists (skipped without ../shared/data)', async () => {
    const path = join(shared, 'dicom/pydicom_test_files/dicomdirtests/DICOMDIR');
    const { code, output } = await info({}, path, '--json');
    expect([code, JSON.parse(output)]).toMatchObject([0, { format: 'dicomdir', shape: null, mean: null }]);
    expect((await info({}, path)).output).toContain('DICOMDIR, the table of contents of 31 files');
  });

  it.skipIf(!existsSync(shared))(
    'tells of every member of an archive (skipped without ../shared/data)',
    async () => {
      const path = join(shared, 'radiology_cls/pneumoniamnist/pneumoniamnist.npz');
      const { output } = await info({}, path, '--member', 'val_images', '--json');
      expect(JSON.parse(output)).toMatchObject({ format: 'npz', shape: [524, 28, 28], min: 0, max: 255 });
      const wrong = await info({}, path, '--member', 'nothing');
      expect([wrong.code, wrong.error]).toEqual([
        1,
        expect.stringContaining('expected a member called "nothing", received train_images'),
      ]);
    },
  );
});
