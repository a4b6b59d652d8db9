import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  datasetFolder,
  npyHeader,
  sketchedItem,
  temporaryFolder,
  writeNpy,
} from '../../../test/dataset-folder.ts';
import { type WorkbenchServer, workbenchServer } from '../../../test/workbench-server.ts';
import { itemsHash, SplitRegister } from '../../data/node.ts';
import goldens from '../../formats/nifti/nifti.json' with { type: 'json' };
import { range } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';

const ITEMS = range(6).map((at) => `P${at}`);
const parts = { train: ['P0', 'P1', 'P2'], validation: ['P3'], test: ['P4', 'P5'] };
const split = {
  split: 'aa',
  test: itemsHash(parts.test),
  how: { random: { test: 0.3 }, seed: 1 },
  items: { train: 3, validation: 1, test: 2 },
};

let server: WorkbenchServer;
let folder: string;
let set: string;

beforeAll(async () => {
  folder = temporaryFolder();
  set = join(folder, 'set');
  mkdirSync(set);
  const square = (at: number) => Float32Array.from(range(64), (i) => 100 * at + i);
  const items = ITEMS.map((id, at) =>
    sketchedItem({
      id,
      shape: [8, 8],
      label: at % 2 === 0 ? 'dog' : 'cat',
      file: writeNpy(set, `${id}.npy`, [8, 8], square(at)),
    }),
  );
  datasetFolder(items, set);
  await new SplitRegister(set).recordSplit(split, parts);
  server = await workbenchServer({}, folder);
});

afterAll(() => server.close());

/** Asks for something of `/api/data`. */
function ask(address: string, query: Readonly<Record<string, string>>, body?: object): Promise<Response> {
  const url = `http://127.0.0.1:${server.port}/api/data/${address}?${new URLSearchParams(query)}`;
  return fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { Cookie: server.cookie, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function told(
  address: string,
  query: Readonly<Record<string, string>>,
  body?: object,
): Promise<unknown> {
  const answer = await ask(address, query, body);
  return answer.json();
}

describe('a sealed test part', () => {
  it('is counted, and neither its labels nor its images are told', async () => {
    const rows = await told('datasets/items', { path: set, division: 'aa' });
    expect(rows).toMatchObject({ total: 6 });
    expect(JSON.stringify(rows)).toContain(
      '"id":"P4","subject":"P4","format":"npy","shape":[8,8],"isSealed":true',
    );
    expect(await told('datasets/one', { path: set, division: 'aa' })).toMatchObject({
      sealedItems: 2,
      classes: [
        { label: 'dog', items: 2, parts: { train: 2, validation: 0, test: 0 } },
        { label: 'cat', items: 2, parts: { train: 1, validation: 1, test: 0 } },
      ],
    });
    expect(await told('datasets/items', { path: set, label: 'dog' })).toMatchObject({ total: 2 });
    for (const what of ['images/about', 'images/thumbnail', 'images/volume', 'images/zero-filled']) {
      const answer = await ask(what, { path: set, item: 'P5' });
      expect([what, answer.status]).toEqual([what, 400]);
      expect(await answer.text()).toContain('one of a sealed test part');
    }
    expect(JSON.stringify(await told('datasets/item', { path: set, item: 'P5' }))).not.toContain('cat');
  });

  it('is opened by a deliberate step, which is recorded', async () => {
    const ordered = { path: set, division: 'aa', purpose: '' };
    expect((await ask('datasets/openings', {}, ordered)).status).toBe(400);
    expect(await told('datasets/openings', {}, { ...ordered, purpose: 'a talk' })).toEqual({ openings: 1 });
    const lines = readFileSync(join(set, 'openings.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        time: expect.any(String),
        study: 'workbench',
        purpose: 'people look at it: a talk',
        ...{ split: 'aa', test: split.test, items: 2 },
      },
    ]);
    expect((await ask('images/thumbnail', { path: set, item: 'P5' })).headers.get('content-type')).toBe(
      'image/png',
    );
    expect(await told('datasets/items', { path: set, label: 'dog' })).toMatchObject({ total: 3 });
  });

  it('stays sealed where that cannot be recorded', async () => {
    const answer = await ask('datasets/openings', {}, { path: set, division: 'bb', purpose: 'a talk' });
    expect(await answer.text()).toContain('expected a split of this dataset, received bb');
  });
});

describe('an image', () => {
  it('comes as numbers, some pictures at once', async () => {
    const query = { path: set, item: 'P1', first: '0', count: '1' };
    const answer = await ask('images/pictures', query);
    expect([answer.headers.get('x-shape'), answer.headers.get('x-type')]).toEqual(['1,8,8,1', 'float32']);
    const values = new Float32Array(await answer.arrayBuffer());
    expect([values[0], values[63]]).toEqual([100, 163]);
    expect((await ask('images/pictures', { ...query, count: '2' })).status).toBe(400);
    expect((await ask('images/pictures', { ...query, fixed: '0,99' })).status).toBe(400);
  });

  it('lies as nibabel says: the patient’s left on the right, front up', async () => {
    const [sample] = goldens.samples;
    const { files, affine, first } = present(sample, 'a sample');
    const path = join(folder, 'oblique.nii');
    writeFileSync(path, Buffer.from(files.nii ?? '', 'base64'));
    // World coordinates of the first voxel: x to the right, y to the front.
    const [x = 0, y = 0] = affine.map((row) => row[3] ?? 0);
    expect([x > 0, y < 0]).toEqual([true, true]);
    const about = await told('images/about', { path });
    expect(about).toMatchObject({
      ...{ rows: 2, columns: 3, count: 2, counted: 'slice', header: { orientation: 'LAS' } },
      sides: { top: 'A', right: 'L', bottom: 'P', left: 'R' },
    });
    const answer = await ask('images/pictures', { path, first: '0', count: '2' });
    const values = new Float32Array(await answer.arrayBuffer());
    // So it is on the left and at the bottom.
    expect(values[3]).toBe(first[0]);
  });

  it('of a volume becomes a NIfTI file that we have written ourselves', async () => {
    const answer = await ask('images/volume', { path: join(folder, 'oblique.nii') });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(new TextDecoder().decode(bytes.subarray(344, 347))).toBe('n+1');
    expect(bytes.length).toBe(352 + 12 * 4);
  });

  it.each([
    ['a folder', '.', /expected a file, received a folder/],
    ['nothing', 'nothing.nii', /received a path that is not there, or elsewhere/],
    ['another folder', '/etc/passwd', /received a path that is not there, or elsewhere/],
    ['what is no image', 'notes.bin', /a file of another kind|expected/],
    ['half a file', 'half.npy', /half.npy: expected .*bytes/],
    ['a header that promises the moon', 'moon.npy', /moon.npy: expected/],
  ])('that is %s gets one line, and the server goes on', async (_, name, reason) => {
    writeFileSync(join(folder, 'notes.bin'), new Uint8Array(300).fill(7));
    const whole = readFileSync(join(set, 'P1.npy'));
    writeFileSync(join(folder, 'half.npy'), whole.subarray(0, 200));
    writeFileSync(join(folder, 'moon.npy'), npyHeader([99_999, 99_999], 'float32'));
    for (const what of ['images/about', 'images/volume', 'images/zero-filled']) {
      const answer = await ask(what, { path: join(folder, name) });
      const { message } = JSON.parse(await answer.text());
      expect(answer.status).toBe(400);
      expect(message).toMatch(reason);
      expect(message).not.toContain('\n');
    }
    expect((await ask('images/about', { path: set, item: 'P1' })).status).toBe(200);
  });
});

describe('a folder', () => {
  it('is listed without what is hidden; links are named and not followed', async () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    for (const name of ['b10.png', 'b9.png', '.hidden']) writeFileSync(join(inner, name), 'x');
    mkdirSync(join(inner, 'z'));
    symlinkSync('/etc', join(inner, 'out'));
    expect(await told('folders/entries', { path: inner })).toMatchObject({
      total: 4,
      entries: [
        { name: 'z', kind: 'folder' },
        { name: 'b9.png', kind: 'file', bytes: 1 },
        { name: 'b10.png', kind: 'file' },
        { name: 'out', kind: 'link' },
      ],
    });
    expect((await ask('folders/entries', { path: join(inner, 'out') })).status).toBe(400);
    expect(await told('folders/entries', { path: folder, text: 'set' })).toMatchObject({
      entries: [{ name: 'set', kind: 'dataset' }],
    });
  });
});

describe('a table', () => {
  it('is told by its columns', async () => {
    const path = join(folder, 'measured.csv');
    writeFileSync(path, 'name,length\n<b>a</b>,1\nb,2.5\nb,\n');
    expect(await told('tables', { path, count: '2' })).toMatchObject({
      rowCount: 3,
      columns: [
        {
          name: 'name',
          values: {
            kind: 'words',
            distinct: 2,
            missing: 0,
            counts: [
              { value: 'b', rows: 2 },
              { value: '<b>a</b>', rows: 1 },
            ],
          },
        },
        { name: 'length', values: { kind: 'numbers', min: 1, max: 2.5, mean: 1.75, missing: 1 } },
      ],
      rows: [
        ['<b>a</b>', '1'],
        ['b', '2.5'],
      ],
    });
  });
});

describe('data from elsewhere', () => {
  it('are summarized with the largest numbers that there are, and what is beyond them as words', async () => {
    const path = join(folder, 'huge.csv');
    writeFileSync(path, 'lowest,beyond\n-1.7976931348623157e308,1e999\n1.7976931348623157e308,2\n0,3\n');
    expect(await told('tables', { path })).toMatchObject({
      columns: [
        { name: 'lowest', values: { kind: 'numbers', max: Number.MAX_VALUE, mean: 0, missing: 0 } },
        { name: 'beyond', values: { kind: 'words', distinct: 3 } },
      ],
    });
  });

  it('write their thumbnails nowhere else, whatever hash they claim', async () => {
    const path = join(folder, 'hostile');
    mkdirSync(path);
    const file = writeNpy(path, 'P0.npy', [8, 8], new Float32Array(64));
    datasetFolder([{ ...sketchedItem({ id: 'P0', shape: [8, 8], file }), hash: '../escaped' }], path);
    expect((await ask('images/thumbnail', { path, item: 'P0' })).status).toBe(200);
    const names = readdirSync(folder, { recursive: true }).map(String);
    expect(names.filter((name) => name.includes('escaped'))).toEqual([]);
  });

  it('are no folder of DICOM files where they are a file', async () => {
    const answer = await ask('folders/series', { path: join(set, 'P0.npy') });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ received: 'a file' }),
    ]);
  });
});

describe('an audit', () => {
  it('runs in a process of its own, and is kept with the manifest that it was of', async () => {
    expect(await told('audits', { path: set })).toEqual({ state: 'none' });
    expect(await told('audits', {}, { path: set })).toMatchObject({ state: 'running', total: 6 });
    await expect
      .poll(() => told('audits', { path: set }), { timeout: 50_000, interval: 200 })
      .toMatchObject({ state: 'done', isCurrent: true, result: { examined: { items: 6 } } });
  });
});
