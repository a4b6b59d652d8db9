import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importDataset } from '../../src/data/import/import-dataset.ts';
import { readCsv } from '../../src/formats/index.ts';
import { echotrain } from '../command-line.ts';
import { besides, itemsOf, labFolder, npy, runImport } from './lab-folder.ts';
import { faults, good, labels, withLabels } from './planted-faults.ts';

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
