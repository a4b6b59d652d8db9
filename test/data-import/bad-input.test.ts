import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importDataset } from '../../src/data/import/import-dataset.ts';
import { readCsv, writeIdx } from '../../src/formats/index.ts';
import { echotrain } from '../command-line.ts';
import { writeZip } from '../zip-writer.ts';
import { besides, ctSlice, type Files, itemsOf, labFolder, npy, runImport } from './lab-folder.ts';

interface Fault {
  readonly what: string;
  readonly files: Files;
  /** What else is done to the folder `lab`. */
  readonly plant?: (lab: string) => void;
  readonly args?: readonly string[];
  /** Each problem that is told, in order. */
  readonly problems: readonly RegExp[];
  /** The ids of what is imported without them. */
  readonly rest: readonly string[];
}

const good = { 'good.npy': npy() };
const bomb = writeZip([{ name: 'a.npy', bytes: npy([1000, 1000]), size: 200 }]);
const labels = { 'labels.csv': 'image,label\ngood,yes\nother,no\n' };
const withLabels = ['--labels', 'lab/labels.csv'];

const faults: readonly Fault[] = [
  {
    what: 'a truncated file',
    files: { ...good, 'short.npy': npy().subarray(0, 140) },
    problems: [/^lab\/short\.npy: expected .*20.* received/],
    rest: ['good'],
  },
  {
    what: 'an empty file',
    files: { ...good, 'empty.dcm': '' },
    problems: [/^lab\/empty\.dcm: expected .*, received an empty file\./],
    rest: ['good'],
  },
  {
    what: 'a file of another kind than its name says, that cannot be read',
    files: { ...good, 'web.png': '<html>Not found</html>' },
    problems: [/^lab\/web\.png: expected .*, received/],
    rest: ['good'],
  },
  {
    what: 'a header that declares more than the file has',
    files: { ...good, 'huge-idx3-ubyte': Uint8Array.of(0, 0, 8, 3, 127, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1) },
    problems: [/^lab\/huge-idx3-ubyte: expected .*, received/],
    rest: ['good'],
  },
  {
    what: 'an encrypted archive',
    files: { ...good, 'secret.npz': writeZip([{ name: 'a.npy', bytes: npy(), flags: 1 }]) },
    problems: [/^lab\/secret\.npz: .*encrypted/],
    rest: ['good'],
  },
  {
    what: 'an archive that unpacks to more than it declares',
    files: { ...good, 'bomb.npz': bomb },
    problems: [/^lab\/bomb\.npz.*: expected .*, received/],
    rest: ['good'],
  },
  {
    what: 'an archive with entries that leave the folder',
    files: { ...good, 'slip.npz': writeZip([{ name: '../../evil.npy', bytes: npy() }]) },
    problems: [/^lab\/slip\.npz.*: expected .*, received.*\.\.\/\.\.\/evil\.npy/],
    rest: ['good'],
  },
  {
    what: 'links out of the folder, to nothing, and a pipe',
    files: good,
    plant: (lab) => {
      writeFileSync(join(lab, '../outside.npy'), npy());
      symlinkSync('../outside.npy', join(lab, 'link.npy'));
      symlinkSync('nothing.npy', join(lab, 'broken.npy'));
      execFileSync('mkfifo', [join(lab, 'pipe.npy')]);
    },
    problems: [
      /^lab\/broken\.npy: expected what can be read, received a link to nothing\.$/,
      /^lab\/link\.npy: expected a file within lab, received a link to .*outside\.npy\. Links out of the folder/,
      /^lab\/pipe\.npy: expected a file, received a named pipe\.$/,
    ],
    rest: ['good'],
  },
  {
    what: 'names that differ by case only',
    files: { ...good, 'GOOD.npy': npy([2, 2]), 'In/x.npy': npy([3, 3]), 'in/x.npy': npy([3, 4]) },
    problems: [
      /^lab\/good\.npy: expected a name of its own, received one that differs from GOOD\.npy in upper and lower case only\./,
      /^lab\/in\/x\.npy: expected a name of its own, received one that differs from In\/x\.npy/,
    ],
    rest: ['GOOD', 'In/x'],
  },
  {
    what: 'labels without an image, and an image without a label',
    files: { ...good, ...labels, 'third.npy': npy([3, 3]) },
    args: withLabels,
    problems: [
      /^lab\/third\.npy: expected a label in lab\/labels\.csv, received none for it\.$/,
      /^lab\/labels\.csv, row 2: expected an image called "other", received none\.$/,
    ],
    rest: ['good'],
  },
  {
    what: 'two labels for one image, and one for two',
    files: {
      'a/x.npy': npy(),
      'b/x.npy': npy([2, 2]),
      'y.npy': npy([3, 3]),
      'labels.csv': 'image,label\nx,1\ny,1\ny,2\n',
    },
    args: withLabels,
    problems: [
      /^lab\/b\/x\.npy: expected a row of its own in lab\/labels\.csv, received "x", which names another file, too\./,
      /^lab\/labels\.csv, row 3: expected every image once, received "y" of row 2 again\.$/,
    ],
    rest: ['a/x', 'y'],
  },
  {
    what: 'a label map without an image, an image without one, and one of another shape',
    files: {
      'images/a.npy': npy(),
      'labels/a.npy': npy([4, 5], 2),
      'images/b.npy': npy([2, 2]),
      'labels/c.npy': npy([2, 2]),
      'images/d.npy': npy([2, 3]),
      'labels/d.npy': npy([3, 2]),
    },
    problems: [
      /^lab\/images\/b\.npy: expected a file of the same name in labels\/, received none\./,
      /^lab\/labels\/c\.npy: expected a file of the same name in images\/, received none\./,
      /^lab\/labels\/d\.npy: expected a label map of its image's shape \[2, 3\], received \[3, 2\]\.$/,
    ],
    rest: ['images/a'],
  },
  {
    what: 'IDX images without labels, and fewer labels than images',
    files: {
      ...good,
      'a-images-idx3-ubyte': writeIdx({ shape: [1, 2, 2], dtype: 'uint8', data: Uint8Array.of(1, 2, 3, 4) }),
      'b-images-idx3-ubyte': writeIdx({ shape: [1, 2, 2], dtype: 'uint8', data: Uint8Array.of(1, 2, 3, 4) }),
      'b-labels-idx1-ubyte': writeIdx({ shape: [2], dtype: 'uint8', data: Uint8Array.of(1, 2) }),
    },
    problems: [
      /^lab\/a-images-idx3-ubyte: expected the file of its labels beside it, received none\./,
      /^lab\/b-labels-idx1-ubyte: expected a label for each of 1 items, received 2\./,
    ],
    rest: ['good'],
  },
  {
    what: 'two people under one patient ID',
    files: {
      ...good,
      '1.dcm': ctSlice(1),
      '2.dcm': ctSlice(2, {
        SeriesInstanceUID: '2.25.9',
        PatientName: 'Roe^Rick',
        PatientBirthDate: '19810101',
      }),
      '3.dcm': ctSlice(3, { PatientID: 'P2', SeriesInstanceUID: '2.25.8' }),
    },
    problems: [
      /^lab\/1\.dcm: expected one person under one ID, received 2 dates of birth under one patient ID, in this and 1 other files\./,
    ],
    rest: ['P2/3-Chest', 'good'],
  },
];

describe('an import meets', () => {
  it.each(faults)('$what: leaves nothing behind, or goes on without', async (fault) => {
    const { files, plant, args = [], problems, rest } = fault;
    const folder = labFolder(files);
    plant?.(join(folder, 'lab'));
    const before = besides(folder);
    const refused = await runImport(folder, ...args);
    expect([refused.code, refused.output]).toEqual([1, '']);
    expect(besides(folder)).toEqual(before);
    const lines = refused.error.trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(
      new RegExp(
        `^error: set: expected data without problems, received ${problems.length} of them, listed above;`,
      ),
    );
    for (const [i, problem] of problems.entries()) expect(lines[i]?.trim()).toMatch(problem);

    const [sources, out] = [[join(folder, 'lab')], join(folder, 'set')];
    const label = args.length > 0 && { labels: { path: join(folder, 'lab/labels.csv') } };
    const kept = await importDataset(sources, { out, by: 'test', keepGoing: true, ...label });
    expect(kept.made).toBe(true);
    expect(itemsOf(folder).map(({ id }) => id)).toEqual(rest);
    const leftOut = readCsv(readFileSync(join(out, 'left-out.csv')));
    const told = leftOut.rows.map(([file, reason]) => `${file}: ${reason}`.replaceAll(`${folder}/`, ''));
    expect(told).toHaveLength(problems.length);
    for (const [i, problem] of problems.entries()) expect(told[i]).toMatch(problem);
  });

  it('all of these at once: lists twenty and counts, and goes on with --keep-going', async () => {
    const bad = Array.from({ length: 25 }, (_, i) => [`${String(i).padStart(2, '0')}.npy`, ''] as const);
    const folder = labFolder({ ...good, ...Object.fromEntries(bad) });
    const refused = await runImport(folder);
    expect([refused.code, refused.error.trimEnd().split('\n').length]).toEqual([1, 22]);
    expect(refused.error).toContain(
      '  and 5 more\nerror: set: expected data without problems, received 25 of them',
    );
    const kept = await runImport(folder, '--keep-going');
    expect(kept.code).toBe(0);
    expect(kept.error).toMatch(/^Left out:\n {2}lab\/00\.npy: expected .*\n/);
    expect(kept.output).toContain('25 problems left out, listed in set/left-out.csv');
  });

  it.each([
    [
      'a column that is not there',
      ['--label', 'diagnose'],
      'expected a column "diagnose", received the columns image, label. Name one by --label COLUMN.',
    ],
    [
      'a key that is not there',
      ['--key', 'file'],
      'expected a column "file", received the columns image, label. Name one by --key COLUMN.',
    ],
    [
      'a subject that is not there',
      ['--subject', 'who'],
      'expected a column "who", received the columns image, label. Name one by --subject COLUMN.',
    ],
  ])('a table without %s', async (_, args, message) => {
    const folder = labFolder({ ...good, ...labels });
    const { code, error } = await runImport(folder, ...withLabels, ...args);
    expect([code, error, besides(folder)]).toEqual([1, `error: lab/labels.csv: ${message}\n`, []]);
  });

  it.each([
    [
      'a table that names nothing',
      'image,label\nnobody,1\n',
      /expected a column with the names of the images, received the columns image, label\./,
    ],
    [
      'a table that is none',
      'a,b\n"1\n',
      /^error: lab\/labels\.csv, line 2, column 1: expected a closing quote/,
    ],
    [
      'a table without labels',
      'image,sex\ngood,f\n',
      /expected a column of labels, received the columns image, sex\. Name one by --label COLUMN\./,
    ],
  ])('%s', async (_, text, message) => {
    const folder = labFolder({ ...good, 'labels.csv': text });
    const { code, error } = await runImport(folder, ...withLabels);
    expect([code, error.trimEnd().split('\n').length]).toEqual([1, 1]);
    expect(error).toMatch(message);
  });

  it.each([
    [
      'a source that is not there',
      ['none', '--out', 'x'],
      'none: expected a file or a folder, received nothing of that name.',
    ],
    [
      'a folder that is not empty',
      ['lab', '--out', 'full'],
      'full: expected a new or an empty folder, received a folder with something in it. Choose another one, or remove it first.',
    ],
    [
      'a file where the dataset shall be',
      ['lab', '--out', 'full/x'],
      'full/x: expected a new or an empty folder, received a file. Choose another one, or remove it first.',
    ],
    [
      'a folder without data',
      ['empty', '--out', 'x'],
      'empty: expected something that can be imported, received 0 files without data.',
    ],
    [
      'a column without a table',
      ['lab', '--out', 'x', '--label', 'y'],
      'echotrain data import: expected --labels FILE with --key, --label, --subject or --site, received a column without a table.',
    ],
    [
      'a pattern that is none',
      ['lab', '--out', 'x', '--subject-pattern', '('],
      '--subject-pattern: expected a regular expression, received Invalid regular expression: /(/: Unterminated group.',
    ],
  ])('%s', async (_, args, message) => {
    const folder = labFolder(good);
    for (const name of ['full', 'empty']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'full/x'), 'mine');
    const { code, error } = await echotrain(['data', 'import', ...args], { folder });
    expect([code, error]).toEqual([1, `error: ${message}\n`]);
    expect(readFileSync(join(folder, 'full/x'), 'utf8')).toBe('mine');
  });

  it('what is odd but can be read: takes it, and says so', async () => {
    const folder = labFolder({ 'a.png': npy(), 'b.npy': npy(), 'c.npy': npy([3, 3]) });
    const { code, output } = await runImport(folder);
    expect(code).toBe(0);
    expect(output).toContain('  lab/a.png: is called .png, and holds npy\n');
    expect(output).toContain('  1 item with the values of another, such as a and b\n');
  });
});
