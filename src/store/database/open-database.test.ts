import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { closing, closingNow } from '../../util/closing.ts';
import { Store } from '../store.ts';

const VERSION_1 = readFileSync(join(import.meta.dirname, 'version-1.sql'), 'utf8');

function oldStore(): string {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  closingNow(new DatabaseSync(join(folder, 'runs.sqlite')), (database) => database.exec(VERSION_1));
  return folder;
}

/** Opens a store in a process of its own, as soon as it is told to. */
const OPENER = `
import { Store } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../store.ts')).href)};
process.on('message', (folder) => {
  Store.open(folder).then(
    (store) => { store.close(); process.send('opened'); },
    (error) => process.send(String(error)),
  );
});
process.send('ready');
`;

async function openers(count: number): Promise<ChildProcess[]> {
  const script = join(mkdtempSync(join(tmpdir(), 'opener-')), 'open.mjs');
  writeFileSync(script, OPENER);
  const all = Array.from({ length: count }, () => fork(script, [], { execArgv: [] }));
  await Promise.all(all.map((child) => once(child, 'message')));
  return all;
}

async function openedAtOnce(all: readonly ChildProcess[], folder: string): Promise<unknown[]> {
  const said = all.map(async (child) => {
    const [message]: unknown[] = await once(child, 'message');
    return message;
  });
  for (const child of all) child.send(folder);
  return Promise.all(said);
}

describe('a store of version 1', () => {
  it('is brought to the present version, and keeps everything', async () => {
    await closing(await Store.open(oldStore()), async (store) => {
      expect(store.findLost()).toBe(1);
      const runs = [...(await store.runs.list()), ...(await store.runs.list({ trashed: true }))];
      expect(runs).toMatchObject([
        { id: 2, status: 'lost', startedAt: 5000, endedAt: 5500 },
        { id: 1, status: 'finished', scores: { 'test/accuracy': 0.96 }, note: 'the first', tags: ['paper'] },
        { id: 3, status: 'failed', message: 'no data', isTrashed: true },
      ]);
      expect(await store.runs.recipe(1)).toMatchObject({
        study: 'name: Iris\ndata: iris\n',
        record: { seed: 7, dataHashes: { all: 'a1b2' }, git: { commit: '67789de' } },
      });
      const { steps, values } = await store.curve(1, 'step/loss');
      expect([[...steps], [...values]]).toEqual([
        [1, 2, 3, 4, 5],
        [1, 0.5, Number.NaN, 0.25, 0.2],
      ]);
      expect(await store.openings(1)).toEqual([{ split: 'c3d4', purpose: 'evaluation' }]);
      expect(store.faults()).toEqual([]);
    });
  });

  it('lets its lost run go on', async () => {
    await closing(await Store.open(oldStore()), async (store) => {
      store.findLost();
      store.processes.enqueue(2, '{}', { pid: process.pid, start: undefined });
      expect(store.processes.admit(2, { pid: process.pid, start: undefined }, () => undefined)).toBe(
        undefined,
      );
      expect(await store.runs.get(2)).toMatchObject({ status: 'running', endedAt: undefined });
      expect(await store.histograms(2)).toEqual([]);
    });
  });
});

describe('a store that several processes open at the same moment', () => {
  it('is made, and brought to the present version, by one of them', async () => {
    const all = await openers(3);
    try {
      for (const made of [0, 1, 2, 3]) {
        const folder =
          made % 2 === 0 ? join(mkdtempSync(join(tmpdir(), 'store-')), '.echotrain') : oldStore();
        expect(await openedAtOnce(all, folder)).toEqual(['opened', 'opened', 'opened']);
        // Of two that close at the same moment, each may leave SQLite's own files to the other.
        const names = readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name));
        expect(names).toEqual(['runs.sqlite']);
      }
    } finally {
      for (const child of all) child.kill();
    }
  });
});
