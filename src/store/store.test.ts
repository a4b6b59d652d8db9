import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunRecord } from './runs/run.ts';
import { Store } from './store.ts';

const open: Store[] = [];

async function openStore(folder = mkdtempSync(join(tmpdir(), 'store-'))): Promise<Store> {
  const store = await Store.open(folder);
  open.push(store);
  return store;
}

afterEach(() => {
  for (const store of open.splice(0)) store.close();
});

const record: RunRecord = {
  seed: 1,
  dataHashes: { all: 'abc' },
  splitHash: 'def',
  device: 'cpu',
  threads: 2,
  optimization: 'all',
  versions: { echotrain: '0.1.0' },
  processorFlags: ['avx2'],
  git: { commit: '0123', isChanged: false },
  environment: {},
};

function newRun(name: string, text = 'name: Levels') {
  return { name, study: { name: 'Levels', text }, record };
}

describe('a store', () => {
  it('keeps runs with their recipes across openings', async () => {
    const store = await openStore();
    const id = store.runs.create(newRun('first'), 1000);
    await store.runs.change(id, { status: 'running', startedAt: 2000, pid: 7 });
    await store.runs.change(id, { status: 'finished', endedAt: 3000, scores: { 'test/loss': 0.5 } });
    await store.runs.tag(id, ['baseline', 'paper', 'paper']);
    await store.runs.untag(id, ['paper']);
    store.close();
    const again = await openStore(store.folder);
    expect(await again.runs.get(id)).toEqual({
      id: 1,
      name: 'first',
      study: 'Levels',
      status: 'finished',
      createdAt: 1000,
      startedAt: 2000,
      endedAt: 3000,
      heartbeatAt: undefined,
      pid: 7,
      scores: { 'test/loss': 0.5 },
      message: undefined,
      note: '',
      tags: ['baseline'],
      isTrashed: false,
    });
    expect(await again.runs.recipe(id)).toEqual({ study: 'name: Levels', record });
    expect(again.faults()).toEqual([]);
    expect(statSync(again.folder).mode & 0o777).toBe(0o700);
  });

  it('is for its user alone', async () => {
    const store = await openStore(join(mkdtempSync(join(tmpdir(), 'store-')), '.echotrain'));
    store.runs.create(newRun('first'));
    const modes = readdirSync(store.folder).map((name) => statSync(join(store.folder, name)).mode & 0o777);
    expect(modes.length).toBeGreaterThan(1);
    expect(new Set(modes)).toEqual(new Set([0o600]));
    expect(statSync(store.folder).mode & 0o777).toBe(0o700);
  });

  it('lists the newest first, and by study, status and tag', async () => {
    const { runs } = await openStore();
    const ids = ['a', 'b', 'c'].map((name) => runs.create(newRun(name, `name: ${name}`)));
    await runs.change(2, { status: 'failed', message: 'no data' });
    await runs.tag(3, ['good']);
    await runs.change(1, { trashedAt: 5 });
    const numbers = async (filter: Parameters<typeof runs.list>[0]) =>
      (await runs.list(filter)).map(({ id }) => id);
    expect(ids).toEqual([1, 2, 3]);
    expect(await numbers({})).toEqual([3, 2]);
    expect(await numbers({ status: 'failed' })).toEqual([2]);
    expect(await numbers({ tag: 'good' })).toEqual([3]);
    expect(await numbers({ study: 'Other' })).toEqual([]);
    expect(await numbers({ trashed: true })).toEqual([1]);
    await runs.forget(1);
    expect(runs.create(newRun('d'))).toBe(4);
  });

  it('takes names that look like SQL or markup as they are', async () => {
    const { runs } = await openStore();
    const name = `'); DROP TABLE runs; -- <img src=x onerror=alert(1)>`;
    const id = runs.create(newRun(name));
    await runs.change(id, { note: name });
    expect(await runs.get(id)).toMatchObject({ name, note: name });
  });

  it('lists runs whose scores were not finite without those', async () => {
    const { runs } = await openStore();
    const id = runs.create(newRun('a'));
    const scores = { 'test/auc': Number.NaN, 'test/psnr': Number.POSITIVE_INFINITY, 'test/loss': 0.5 };
    await runs.change(id, { scores });
    expect((await runs.list()).map((run) => run.scores)).toEqual([{ 'test/loss': 0.5 }]);
  });

  it('refuses what is not there, and tags that are none', async () => {
    const { runs } = await openStore();
    await expect(runs.get(5)).rejects.toThrow(
      'run 5: expected the number of a run, received one that is not',
    );
    await expect(runs.change(5, { note: 'x' })).rejects.toThrow('run 5: expected the number of a run');
    const id = runs.create(newRun('a'));
    await expect(runs.tag(id, ['two words'])).rejects.toThrow('tag: expected a word of up to 64 letters');
  });

  it('remembers which test parts a run has opened', async () => {
    const store = await openStore();
    const run = store.runs.create(newRun('a'));
    await store.addOpenings(run, []);
    await store.addOpenings(run, [{ split: 'abc', purpose: 'evaluation' }]);
    expect(await store.openings(run)).toEqual([{ split: 'abc', purpose: 'evaluation' }]);
  });

  it('is written by two processes at a time', async () => {
    const one = await openStore();
    const two = await openStore(one.folder);
    const log = two.log(one.runs.create(newRun('a')));
    for (let step = 0; step < 100; step++) {
      log.add('loss', { step, epoch: 0, at: 0, value: step });
      log.flush();
      one.runs.create(newRun(`run ${step}`));
    }
    expect(await one.runs.list()).toHaveLength(101);
    expect((await one.curve(1, 'loss')).steps).toHaveLength(100);
  });
});

describe('the trash', () => {
  it('gives runs back until it is emptied, and tells sizes', async () => {
    const store = await openStore();
    const [kept, thrown] = [store.runs.create(newRun('a')), store.runs.create(newRun('b'))];
    for (const run of [kept, thrown]) {
      await store.checkpoints(run).save(new Uint8Array(1000), { step: 1, epoch: 1 });
    }
    expect(store.sizeOf(thrown)).toBe(1000);
    expect(await store.trash.add(thrown)).toBe(1000);
    expect(await store.checkpoints(thrown).list()).toEqual([]);
    expect((await store.runs.list()).map(({ id }) => id)).toEqual([kept]);
    await store.trash.restore(thrown);
    expect(await store.checkpoints(thrown).list()).toHaveLength(1);
    await store.trash.add(thrown);
    expect(await store.trash.empty()).toEqual({ runs: 1, bytes: 1000 });
    await expect(store.runs.get(thrown)).rejects.toThrow('not in the store');
    expect(store.sizeOf(kept)).toBe(1000);
  });

  it('takes runs that have left no files', async () => {
    const store = await openStore();
    const run = store.runs.create(newRun('a'));
    expect(await store.trash.add(run)).toBe(0);
    await store.trash.restore(run);
    expect((await store.runs.get(run)).isTrashed).toBe(false);
  });
});

describe('artifacts', () => {
  it('are noted with the hash of what they are now', async () => {
    const store = await openStore();
    const run = store.runs.create(newRun('a'));
    mkdirSync(store.folderOf(run), { recursive: true });
    writeFileSync(join(store.folderOf(run), 'report.html'), 'first');
    await store.addArtifact(run, 'report.html', 'report');
    writeFileSync(join(store.folderOf(run), 'report.html'), 'hello');
    await store.addArtifact(run, 'report.html', 'report');
    const sha256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
    expect(await store.artifacts(run)).toEqual([{ name: 'report.html', kind: 'report', bytes: 5, sha256 }]);
  });
});

describe('opening a store', () => {
  it('refuses a newer version, and leaves it as it is', async () => {
    const store = await openStore();
    store.close();
    const path = join(store.folder, 'runs.sqlite');
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    const before = readFileSync(path);
    await expect(Store.open(store.folder)).rejects.toThrow(
      /expected a store of version \d or older, received version 99, written by a newer echotrain/,
    );
    expect(readFileSync(path)).toEqual(before);
  });

  it('refuses the database of something else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'store-'));
    const database = new DatabaseSync(join(folder, 'runs.sqlite'));
    database.exec('CREATE TABLE patients (name TEXT)');
    database.close();
    await expect(Store.open(folder)).rejects.toThrow(/expected a store of echotrain, received a database/);
  });

  it('refuses network disks', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'store-'));
    await expect(Store.open(folder, { networkDiskOf: () => 'NFS' })).rejects.toThrow(
      /expected a disk of this machine, received a network disk \(NFS\).*--workspace/,
    );
  });

  it('opens a damaged one for reading, and says so', async () => {
    const store = await openStore();
    store.runs.create(newRun('a'));
    store.close();
    const path = join(store.folder, 'runs.sqlite');
    const bytes = readFileSync(path);
    bytes.fill(0xff, 0, 100);
    writeFileSync(path, bytes);
    const damaged = await openStore(store.folder);
    expect(damaged.damage).toMatch(/not a database/);
    expect(() => damaged.runs.create(newRun('b'))).toThrow();
  });
});
