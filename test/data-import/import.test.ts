import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openManifest } from '../../src/data/manifest/manifest.ts';
import { writeIdx } from '../../src/formats/index.ts';
import { echotrain } from '../command-line.ts';
import { writeZip } from '../zip-writer.ts';
import { ctSlice, type Files, itemsOf, labFolder, npy, runImport } from './lab-folder.ts';

/** Imports and gives the items, which must all be there. */
async function imported(files: Files, ...args: string[]) {
  const folder = labFolder(files);
  const ended = await runImport(folder, ...args);
  expect([ended.error, ended.code]).toEqual(['', 0]);
  return { folder, output: ended.output, items: itemsOf(folder) };
}

const table = [
  'image,diagnosis,patient,hospital',
  'a,healthy,P1,Graz',
  'b.npy,sick,P1,Graz',
  'c,sick,P2,Wien',
].join('\n');

describe('echotrain data import', () => {
  it('makes one item a file, in place, and tells what it made', async () => {
    const { folder, items, output } = await imported({
      'a.npy': npy(),
      'sub/b.npy': npy([3, 3], 2),
      'README.md': '',
    });
    expect(items.map(({ id }) => id)).toEqual(['a', 'sub/b']);
    const [first] = items;
    expect(first).toMatchObject({
      subject: 'a',
      subjectKnown: false,
      format: 'npy',
      shape: [4, 5],
      dtype: 'uint8',
      statistics: { min: 13, max: 146, nonFinite: 0 },
      source: { files: [join(folder, 'lab/a.npy')], bytes: 148 },
    });
    expect(first?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(output).toBe(
      [
        'Dataset set, in set',
        '',
        '  items      2',
        '  subjects   not known: each item counts as one',
        '  formats    npy 2',
        '',
        'Notes',
        '  1 file without data: passed by',
        '',
        'Next: echotrain data check set',
        '',
      ].join('\n'),
    );
    expect(readdirSync(join(folder, 'set')).sort()).toEqual(['dataset.yaml', 'manifest.sqlite']);
    using manifest = openManifest(join(folder, 'set'));
    expect(manifest.card().manifest).toBe(manifest.hash());
  });

  it('joins a table by names with and without ending, and finds the column by itself', async () => {
    const files = { 'a.npy': npy(), 'in/b.npy': npy([2, 2]), 'c.npy': npy([3, 3]), 'labels.csv': table };
    const columns = ['--label', 'diagnosis', '--subject', 'patient', '--site', 'hospital'];
    const { items, output } = await imported(files, '--labels', 'lab/labels.csv', ...columns);
    expect(
      items.map(({ id, label, subject, subjectKnown, site }) => [id, label, subject, subjectKnown, site]),
    ).toEqual([
      ['a', 'healthy', 'P1', true, 'Graz'],
      ['c', 'sick', 'P2', true, 'Wien'],
      ['in/b', 'sick', 'P1', true, 'Graz'],
    ]);
    expect(output).toContain(
      '  label  (joined by the column image)\n    sick      2   66.7\u202f%\n    healthy   1   33.3\u202f%\n',
    );
  });

  it('takes the folders of pictures as classes, within parts or not', async () => {
    const plain = await imported({ 'cat/1.npy': npy(), 'cat/2.npy': npy([2, 2]), 'dog/1.npy': npy([3, 3]) });
    expect(plain.items.map(({ label, part }) => [label, part])).toEqual([
      ['cat', undefined],
      ['cat', undefined],
      ['dog', undefined],
    ]);
    const parts = { 'train/cat/1.npy': npy(), 'val/cat/2.npy': npy([2, 2]), 'test/dog/1.npy': npy([3, 3]) };
    expect((await imported(parts)).items.map(({ label, part }) => [label, part])).toEqual([
      ['dog', 'test'],
      ['cat', 'train'],
      ['cat', 'validation'],
    ]);
    const mixed = await imported({ 'cat/1.npy': npy(), 'dog/1.npy': npy([2, 2]), 'extra.npy': npy([3, 3]) });
    expect(mixed.items.every(({ label }) => label === undefined)).toBe(true);
  });

  it('puts label maps to their images', async () => {
    const files = {
      'imagesTr/a_0000.npy': npy(),
      'labelsTr/a.npy': npy([4, 5], 2),
      'imagesTs/t_0000.npy': npy([2, 2]),
    };
    const { folder, items } = await imported(files);
    expect(items.map(({ id, target }) => [id, target?.files])).toEqual([
      ['imagesTr/a_0000', [join(folder, 'lab/labelsTr/a.npy')]],
      ['imagesTs/t_0000', undefined],
    ]);
  });

  it('makes one item an image of MedMNIST archives, with parts and labels', async () => {
    const members = {
      train_images: npy([3, 2, 2]),
      train_labels: npy([3, 1]),
      test_images: npy([2, 2, 2], 5),
      test_labels: npy([2, 1]),
    };
    const entries = Object.entries(members).map(([name, bytes]) => ({ name: `${name}.npy`, bytes }));
    const { items } = await imported({ 'med.npz': writeZip(entries) });
    expect(
      items.map(({ id, part, label, shape, source }) => [
        id,
        part,
        label,
        shape,
        source.member,
        source.index,
      ]),
    ).toEqual([
      ['med/test/0', 'test', '13', [2, 2], 'test_images', 0],
      ['med/test/1', 'test', '20', [2, 2], 'test_images', 1],
      ['med/train/0', 'train', '13', [2, 2], 'train_images', 0],
      ['med/train/1', 'train', '20', [2, 2], 'train_images', 1],
      ['med/train/2', 'train', '27', [2, 2], 'train_images', 2],
    ]);
    const alone = await imported({ 'x.npy': npy([2, 2]) });
    expect(items[2]?.hash).toBe(alone.items[0]?.hash);
  });

  it('makes one item an image of IDX files', async () => {
    const images = writeIdx({
      shape: [2, 2, 2],
      dtype: 'uint8',
      data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    });
    const labels = writeIdx({ shape: [2], dtype: 'uint8', data: Uint8Array.of(7, 3) });
    const files = { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels };
    const { items } = await imported(files);
    expect(items.map(({ label, part, statistics }) => [label, part, statistics.mean])).toEqual([
      ['7', 'train', 2.5],
      ['3', 'train', 6.5],
    ]);
  });

  it('makes one item a row of a table that lies alone, and only then', async () => {
    const { items } = await imported({ 'flowers.csv': 'x,y,species\n1,2,a\n3,4,b\n' });
    expect(
      items.map(({ id, shape, source, statistics }) => [id, shape, source.index, statistics.max]),
    ).toEqual([
      ['flowers/0', [2], 0, 2],
      ['flowers/1', [2], 1, 4],
    ]);
    const beside = await imported({ 'flowers.csv': 'x\n1\n', 'a.npy': npy() });
    expect(beside.items.map(({ id }) => id)).toEqual(['a']);
    expect(beside.output).toContain('lab/flowers.csv was not read: a table of labels is named by --labels');
  });

  it('makes one item of a DICOM series, and one of a single image', async () => {
    const slices = [3, 1, 2].map((slice) => [`s/IM${slice}`, ctSlice(slice)] as const);
    const single = ctSlice(1, { PatientID: 'P2', SeriesInstanceUID: '2.25.77', InstitutionName: 'Graz' });
    const { folder, items } = await imported({ ...Object.fromEntries(slices), 'one.dcm': single });
    expect(items).toMatchObject([
      {
        id: 'P1/3-Chest',
        subject: 'P1',
        subjectKnown: true,
        session: '2.25.5',
        series: '2.25.6',
        date: '2024-02-29',
        shape: [3, 4, 4],
        axes: ['slice', 'row', 'column'],
        spacing: [3, 0.5, 0.5],
        orientation: 'SPL',
        unit: 'HU',
        statistics: { min: -900, max: -685 },
        source: { files: ['IM1', 'IM2', 'IM3'].map((name) => join(folder, 'lab/s', name)) },
        acquisition: { modality: 'CT', manufacturer: 'Acme' },
      },
      { id: 'P2/3-Chest', subject: 'P2', site: 'Graz', shape: [4, 4] },
    ]);
    const card = readFileSync(join(folder, 'set/dataset.yaml'), 'utf8');
    expect(card).toContain('  subjects: 2\n');
    expect(card).not.toMatch(/Doe|Jane|P1|P2|Graz/);
  });

  it('knows subjects by a pattern, or by BIDS', async () => {
    const files = { 'P7_a.npy': npy(), 'sub-03/ses-1/b.npy': npy([2, 2]), 'c.npy': npy([3, 3]) };
    const { items } = await imported(files, '--subject-pattern', '(P\\d+)_');
    expect(items.map(({ subject, subjectKnown, session }) => [subject, subjectKnown, session])).toEqual([
      ['P7', true, undefined],
      ['c', false, undefined],
      ['sub-03', true, 'ses-1'],
    ]);
  });

  it('copies, where asked, and leaves the source as it is', async () => {
    const before = npy();
    const { folder, items } = await imported({ 'sub/a.npy': before, 'b.npy': npy([2, 2]) }, '--copy');
    expect(items.map(({ source }) => source.files)).toEqual([['data/b.npy'], ['data/sub/a.npy']]);
    const [copy, source] = ['set/data/sub/a.npy', 'lab/sub/a.npy'].map((name) => join(folder, name));
    expect(new Uint8Array(readFileSync(copy ?? ''))).toEqual(before);
    expect(new Uint8Array(readFileSync(source ?? ''))).toEqual(before);
    expect(Math.floor(statSync(copy ?? '').mtimeMs)).toBe(Math.floor(statSync(source ?? '').mtimeMs));
  });

  it('tells several sources apart by their names, which are no classes, and takes no file twice', async () => {
    const folder = labFolder({
      'x/a.npy': npy(),
      'y/a.npy': npy([2, 2]),
      'z/a.npy': npy([3, 3]),
      'z/b.npy': npy([5]),
    });
    const sources = ['lab/x', 'lab/y/a.npy', 'lab/z/a.npy', 'lab/z', 'lab/x/a.npy'];
    const { code } = await echotrain(['data', 'import', ...sources, '--out', 'set', '--copy'], { folder });
    expect(code).toBe(0);
    expect(itemsOf(folder).map(({ id, label, source }) => [id, label, source.files[0]])).toEqual([
      ['2/a', undefined, 'data/2/a.npy'],
      ['a', undefined, 'data/a.npy'],
      ['x/a', undefined, 'data/x/a.npy'],
      ['z/b', undefined, 'data/z/b.npy'],
    ]);
  });

  it('is the same when it is made again, and ends with JSON where asked', async () => {
    const files = { 'a.npy': npy(), 'b.npy': npy([2, 2]) };
    const [one, two] = [await imported(files, '--json', '--name', 'mine'), await imported(files)];
    const hashes = [one, two].map(({ folder }) => {
      using manifest = openManifest(join(folder, 'set'));
      return manifest.hash();
    });
    expect(hashes[0]).toBe(hashes[1]);
    expect(JSON.parse(one.output.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      name: 'mine',
      items: 2,
      leftOut: [],
    });
  });
});
