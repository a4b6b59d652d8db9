import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { cardText } from './card.ts';
import type { Item } from './item.ts';
import { CARD, MANIFEST, openManifest } from './manifest.ts';
import { ManifestWriter } from './manifest-writer.ts';

const plain: Item = {
  id: 'b/plain',
  subject: 'b/plain',
  subjectKnown: false,
  format: 'png',
  shape: [28, 28],
  axes: ['row', 'column'],
  dtype: 'uint8',
  statistics: { min: 0, max: 255, mean: 12.5, deviation: 3, nonFinite: 0 },
  hash: 'aa',
  source: { files: ['/data/plain.png'], bytes: 100, modified: 1_700_000_000_000 },
  acquisition: {},
};

const full: Item = {
  ...plain,
  id: 'a/full',
  subject: 'Doe',
  subjectKnown: true,
  session: 's1',
  series: '1.2.3',
  site: 'Graz',
  scanner: 'Acme M1 0815',
  date: '2024-02-29',
  label: 'sick',
  part: 'train',
  spacing: [1, 0.5],
  orientation: 'LP',
  unit: 'HU',
  statistics: { min: Number.NaN, max: Number.NaN, mean: Number.NaN, deviation: Number.NaN, nonFinite: 784 },
  source: { files: ['data/a.npz'], member: 'train_images', index: 3, bytes: 5, modified: 1 },
  target: { files: ['data/labels/a.nii'], bytes: 6, modified: 2 },
  acquisition: { modality: 'MR', manufacturer: 'Acme', model: 'M1', echoTimeMs: 3.5, subject: 'Doe' },
};

/** A dataset's folder with these items. */
function dataset(items: readonly Item[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'echotrain-manifest-'));
  using writer = new ManifestWriter();
  for (const item of items) writer.add(item);
  writer.writeTo(join(folder, MANIFEST));
  const card = { name: 'test', made: '2026-01-31', by: 'echotrain 0.1.0', manifest: writer.hash() };
  writeFileSync(join(folder, CARD), cardText(card, writer.summary()));
  return folder;
}

const folder = dataset([plain, full]);

/** What opening says, without the folder's name. */
function refusal(name: string): string {
  try {
    openManifest(name).close();
    return 'opened';
  } catch (error) {
    return String(error).replaceAll(name, 'DIR');
  }
}

describe('a manifest', () => {
  it('gives every item as it was, in the order of ids', () => {
    using manifest = openManifest(folder);
    expect([...manifest.items()]).toEqual([full, plain]);
    expect(manifest.count).toBe(2);
    expect(manifest.item('a/full')).toEqual(full);
    expect(manifest.item('none')).toBeUndefined();
    expect(manifest.pathsOf(full)).toEqual([join(folder, 'data/a.npz')]);
    expect(manifest.pathsOf(full, 'target')).toEqual([join(folder, 'data/labels/a.nii')]);
    expect(manifest.pathsOf(plain)).toEqual(['/data/plain.png']);
  });

  it('is a table that anyone can read', () => {
    const database = new DatabaseSync(join(folder, MANIFEST), { readOnly: true });
    const row = database
      .prepare("SELECT subject, label, shape, spacing, min, source FROM items WHERE id = 'a/full'")
      .get();
    expect({ ...row }).toEqual({
      subject: 'Doe',
      label: 'sick',
      shape: '[28,28]',
      spacing: '[1,0.5]',
      min: null,
      source: 'data/a.npz',
    });
    database.close();
  });

  it('has a hash that stays when files move, and changes with what an item is', () => {
    const hashOf = (items: readonly Item[]) => {
      using manifest = openManifest(dataset(items));
      return manifest.hash();
    };
    const moved = { ...plain, source: { ...plain.source, files: ['/elsewhere/x.png'], modified: 5 } };
    const hash = hashOf([plain, full]);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf([full, moved])).toBe(hash);
    const changes: Partial<Item>[] = [{ subject: 'x' }, { label: 'x' }, { hash: 'bb' }, { part: 'test' }];
    for (const change of changes) expect(hashOf([full, { ...plain, ...change }])).not.toBe(hash);
    using manifest = openManifest(folder);
    expect(manifest.card().manifest).toBe(hash);
  });

  it('is summed up', () => {
    using manifest = openManifest(folder);
    expect(manifest.summary()).toEqual({
      items: 2,
      subjects: 2,
      subjectsKnown: 1,
      sites: 1,
      scanners: 1,
      labels: [{ name: 'sick', items: 1 }],
      parts: [{ name: 'train', items: 1 }],
      formats: [{ name: 'png', items: 2 }],
      modalities: [{ name: 'MR', items: 1 }],
      shapes: [{ name: '[28,28]', items: 2 }],
      orientations: [{ name: 'LP', items: 1 }],
      devices: [{ name: 'Acme M1', items: 1 }],
      dates: ['2024-02-29', '2024-02-29'],
      targets: 1,
      duplicates: [['a/full', 'b/plain']],
    });
  });
});

describe('the card', () => {
  const text = readFileSync(join(folder, CARD), 'utf8');

  it('tells what is known and asks for the rest, without a name of a person or a serial number', () => {
    expect(text).toContain('name: test\nmade: 2026-01-31\nby: echotrain 0.1.0\nmanifest: ');
    expect(text).toContain('contents:\n  items: 2\n  subjects: 2\n  items without a known subject: 1\n');
    expect(text).toContain('  labels:\n    sick: 1\n');
    expect(text).toContain('  - question: Who paid for it?\n    answer: # to be answered by the lab\n');
    expect(text).not.toMatch(/Doe|0815|Graz/);
    using manifest = openManifest(folder);
    expect(manifest.card()).toMatchObject({ name: 'test', made: '2026-01-31', by: 'echotrain 0.1.0' });
  });
});

describe('opening refuses in one line', () => {
  const copy = (change: (path: string) => void) => {
    const other = mkdtempSync(join(tmpdir(), 'echotrain-manifest-'));
    copyFileSync(join(folder, MANIFEST), join(other, MANIFEST));
    change(join(other, MANIFEST));
    return other;
  };
  const run = (sql: string) => (path: string) => {
    const database = new DatabaseSync(path);
    database.exec(sql);
    database.close();
  };

  it.each([
    [
      copy(run('PRAGMA user_version = 2')),
      'expected a manifest of version 1, received version 2. Import the dataset again, or use the echotrain that made it.',
    ],
    [
      copy(run('PRAGMA application_id = 7')),
      "expected the manifest of a dataset of echotrain's, received another SQLite database.",
    ],
    [
      copy(run('DROP TABLE items')),
      'expected a whole manifest, received no such table: items. Import the dataset again.',
    ],
    [
      copy((path) => writeFileSync(path, 'hello')),
      'expected a whole manifest, received file is not a database. Import the dataset again.',
    ],
    [
      copy((path) => writeFileSync(path, 'SQLite format 3\0 but cut off')),
      'expected a whole manifest, received file is not a database. Import the dataset again.',
    ],
    [
      mkdtempSync(join(tmpdir(), 'echotrain-manifest-')),
      'expected a dataset: a folder with manifest.sqlite, received a folder without one. Make one: echotrain data import SOURCE --out DIR',
    ],
    [
      'none/at/all',
      'expected a dataset: a folder with manifest.sqlite, received nothing of that name. Make one: echotrain data import SOURCE --out DIR',
    ],
  ])('%#', (other, message) => {
    expect(refusal(other)).toContain(message);
  });

  it('the card that lost what programs read', () => {
    const other = copy(() => {});
    writeFileSync(join(other, CARD), 'name: x\nmade: 2026-01-01\n');
    using manifest = openManifest(other);
    expect(() => manifest.card()).toThrow(
      'expected name, made, by and manifest, as they were written, received no by, no manifest.',
    );
    writeFileSync(join(other, CARD), 'name: [x\n');
    expect(() => manifest.card()).toThrow('expected YAML');
  });
});
