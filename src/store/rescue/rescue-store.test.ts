import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { RandomStream } from '../../util/random.ts';
import { Store } from '../store.ts';
import { rescueStore } from './rescue-store.ts';

const record = {
  ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
  ...{ versions: {}, processorFlags: [], environment: {} },
};

const RUNS = 30;
const STEPS = 400;

/** A workspace with runs that have notes, tags, files and curves. */
async function filled(): Promise<string> {
  const folder = join(mkdtempSync(join(tmpdir(), 'store-')), 'damaged');
  const store = await Store.open(folder);
  for (let i = 1; i <= RUNS; i++) {
    const text = `name: Study ${i}\n${'# '.repeat(400)}`;
    const run = store.runs.create({ name: `run ${i}`, study: { name: `Study ${i}`, text }, record });
    await store.runs.change(run, { status: 'finished', note: `note ${i}` });
    await store.runs.tag(run, [`tag-${i}`]);
    const log = store.log(run);
    for (let step = 1; step <= STEPS; step++)
      log.add('step/loss', { step, epoch: 0, at: step, value: i / step });
    log.flush();
    mkdirSync(store.folderOf(run), { recursive: true });
    writeFileSync(join(store.folderOf(run), 'log.txt'), `log ${i}`);
  }
  store.close();
  return folder;
}

let original: string;

beforeAll(async () => {
  original = await filled();
});

function workspace(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'store-')), 'damaged');
  cpSync(original, folder, { recursive: true });
  return folder;
}

/** Overwrites pages of 4 KiB, but the first. */
function damage(folder: string, pages: number, seed: number): void {
  const path = join(folder, 'runs.sqlite');
  const bytes = readFileSync(path);
  const random = RandomStream.derive(seed, 'pages');
  for (let i = 0; i < pages; i++) {
    const page = 1 + random.integer(bytes.length / 4096 - 1);
    bytes.fill(0x5a, 4096 * page, 4096 * (page + 1));
  }
  writeFileSync(path, bytes);
}

describe('a damaged store', () => {
  it('gives all that can be read, and nothing that was not in it', async () => {
    for (const seed of [1, 2, 3]) {
      const folder = workspace();
      damage(folder, 8, seed);
      const to = `${folder}-rescued`;
      const { runs, points, withoutRow } = await rescueStore(folder, to);
      expect(runs + withoutRow.length).toBe(RUNS);
      expect(points).toBeLessThanOrEqual(RUNS * STEPS);
      const rescued = await Store.open(to);
      expect(rescued.faults()).toEqual([]);
      expect(points).toBeGreaterThan((RUNS * STEPS) / 2);
      for (const { id, name, note } of await rescued.runs.list()) {
        if (!withoutRow.includes(id)) expect([name, note]).toEqual([`run ${id}`, `note ${id}`]);
        if (!(await rescued.series(id)).includes('step/loss')) continue;
        const { steps, values } = await rescued.curve(id, 'step/loss');
        expect(Array.from(values)).toEqual(Array.from(steps, (step) => id / step));
        expect(readFileSync(join(rescued.folderOf(id), 'log.txt'), 'utf8')).toBe(`log ${id}`);
      }
      rescued.close();
    }
  });

  it('gives everything where nothing is damaged', async () => {
    const folder = workspace();
    const rescued = await rescueStore(folder, `${folder}-rescued`);
    expect(rescued).toEqual({ runs: RUNS, points: RUNS * STEPS, withoutRow: [] });
    await expect(rescueStore(folder, `${folder}-rescued`)).rejects.toThrow('received one that is there');
  });

  it('lists runs also where what is written of one has lost its form', async () => {
    const folder = workspace();
    const database = new DatabaseSync(join(folder, 'runs.sqlite'));
    database.exec("UPDATE runs SET scores_json = '{' WHERE id = 3");
    database.close();
    await rescueStore(folder, `${folder}-rescued`);
    const rescued = await Store.open(`${folder}-rescued`);
    expect((await rescued.runs.list()).map(({ id }) => id)).toContain(3);
    rescued.close();
  });

  it('leaves nothing half made, and what others have made', async () => {
    const folder = workspace();
    rmSync(join(folder, 'runs/7'), { recursive: true });
    symlinkSync('nowhere', join(folder, 'runs/7'));
    mkdirSync(`${folder}-rescued.part`);
    await rescueStore(folder, `${folder}-rescued`).catch(() => undefined);
    const names = readdirSync(join(folder, '..'));
    expect(names.filter((name) => name.endsWith('.part'))).toEqual([`${basename(folder)}-rescued.part`]);
  });

  it('says where the files are when its database tells nothing', async () => {
    const folder = workspace();
    writeFileSync(join(folder, 'runs.sqlite'), 'x'.repeat(5000));
    await expect(rescueStore(folder, `${folder}-rescued`)).rejects.toThrow(
      /expected a database of which something can be read, .* they are in the folder "runs" beside it/,
    );
  });
});
