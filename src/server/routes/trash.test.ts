import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/dataset-folder.ts';
import { ask, type WorkbenchServer, workbenchServer } from '../../../test/workbench-server.ts';
import { Store } from '../../store/index.ts';

const record = {
  ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
  ...{ versions: {}, processorFlags: [], environment: {} },
};
const levels = { name: 'Levels', study: { name: 'Levels', text: '' }, record };

let server: WorkbenchServer;

beforeAll(async () => {
  server = await workbenchServer();
});

afterAll(() => server.close());

async function say(method: string, path: string, body?: object): Promise<unknown> {
  const headers = { Cookie: server.cookie, 'Content-Type': 'application/json' };
  return JSON.parse((await ask(server.port, method, path, headers, body && JSON.stringify(body))).body);
}

it('throws runs away, gives them back, and removes them for good', async () => {
  const { store } = server;
  const runs = [store.runs.create(levels), store.runs.create(levels)];
  for (const run of runs) {
    await store.runs.change(run, { status: 'finished' });
    mkdirSync(store.folderOf(run), { recursive: true });
    writeFileSync(join(store.folderOf(run), 'log.txt'), 'x'.repeat(100));
  }
  expect(await say('POST', '/api/trash', { runs })).toEqual({ bytes: 200 });
  expect(await say('GET', '/api/runs')).toEqual({ runs: [] });
  expect(await say('GET', '/api/trash')).toMatchObject({ bytes: 200, runs: [{ id: 2 }, { id: 1 }] });
  expect(await say('POST', '/api/trash/restore', { runs: [1] })).toEqual({});
  expect(await say('GET', '/api/runs')).toMatchObject({ runs: [{ id: 1 }] });
  expect(await say('DELETE', '/api/trash')).toEqual({ runs: 1, bytes: 100 });
  expect(await say('POST', '/api/trash', { runs: [2] })).toMatchObject({ where: 'run 2' });
  expect(await say('POST', '/api/trash', { runs: 'all' })).toMatchObject({ where: 'body, runs' });
});

it('throws none away, and changes nothing, where something of it is refused', async () => {
  const { store } = server;
  const [done, busy] = [store.runs.create(levels), store.runs.create(levels)];
  await store.runs.change(busy, { status: 'running', pid: process.pid });
  expect(await say('POST', '/api/trash', { runs: [done, busy] })).toMatchObject({ where: `run ${busy}` });
  expect(await say('POST', '/api/trash/restore', { runs: [done, 999] })).toMatchObject({ where: 'run 999' });
  expect((await store.runs.get(done)).isTrashed).toBe(false);
  expect(await say('PATCH', `/api/runs/${done}`, { note: 'kept', tag: ['two words'] })).toMatchObject({
    where: 'tag',
  });
  expect((await store.runs.get(done)).note).toBe('');
});

it('only reads a damaged store, and says so', async () => {
  const folder = temporaryFolder();
  const store = await Store.open(join(folder, '.echotrain'));
  store.close();
  writeFileSync(
    join(store.folder, 'runs.sqlite'),
    'not a database, but long enough to be looked at'.repeat(99),
  );
  const damaged = await workbenchServer({}, folder);
  const headers = { Cookie: damaged.cookie };
  const { body } = await ask(damaged.port, 'GET', '/api/workspace', headers);
  expect(JSON.parse(body).damage).toContain('not a database');
  const refused = await ask(damaged.port, 'DELETE', '/api/trash', headers);
  expect([refused.status, JSON.parse(refused.body).message]).toEqual([
    409,
    expect.stringContaining('The store is damaged and is only read: '),
  ]);
  const list = await ask(damaged.port, 'GET', '/api/runs', headers);
  expect(JSON.parse(list.body).message).toMatch(/not a database/);
  await damaged.close();
});
