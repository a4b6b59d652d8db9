import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { datasetFolder, sketchedItem, writeNpy } from '../../../test/dataset-folder.ts';
import { ask, type WorkbenchServer, workbenchServer } from '../../../test/workbench-server.ts';

const STUDY = `
name: Levels
seed: 3
data: { csv: { file: table.csv, target: level, task: classification } }
split: { random: { validation: 0.2, test: 0.2 } }
model: { mlp: { hidden: [8] } }
training: { epochs: 400, batchSize: 4, optimizer: adam }
evaluation: { resamples: 20 }
`;

let server: WorkbenchServer;

beforeAll(async () => {
  server = await workbenchServer();
  const rows = Array.from({ length: 200 }, (_, i) => `${Math.sin(i)},${i % 7},${['low', 'high'][i % 2]}`);
  writeFileSync(join(server.folder, 'table.csv'), ['a,b,level', ...rows, ''].join('\n'));
});

afterAll(() => server.close());

async function say(
  path: string,
  body: object = {},
): Promise<{ readonly status: number; readonly said: { readonly run?: number; readonly message?: string } }> {
  const headers = { Cookie: server.cookie, 'Content-Type': 'application/json' };
  const { status, body: text } = await ask(server.port, 'POST', path, headers, JSON.stringify(body));
  return { status, said: JSON.parse(text) };
}

function reaches(run: number, ...statuses: string[]): Promise<void> {
  return vi.waitFor(
    async () => {
      const { status, message } = await server.store.runs.get(run);
      expect(statuses, message).toContain(status);
    },
    {
      timeout: 30_000,
      interval: 20,
    },
  );
}

describe('runs of the server', () => {
  it('start from a study, pause, go on, stop, and go on later to their end', async () => {
    const { said } = await say('/api/runs', { study: STUDY, threads: 1 });
    expect(said).toEqual({ run: 1 });
    await reaches(1, 'running');
    await vi.waitFor(async () => expect(await server.store.series(1)).toContain('step/loss'), {
      timeout: 20_000,
    });
    expect((await say('/api/runs/1/pause')).status).toBe(200);
    await reaches(1, 'paused');
    expect((await say('/api/runs/1/continue')).status).toBe(200);
    await reaches(1, 'running');
    expect((await say('/api/runs/1/stop')).status).toBe(200);
    await reaches(1, 'stopped', 'finished');
    if ((await server.store.runs.get(1)).status === 'stopped')
      expect((await say('/api/runs/1/resume')).status).toBe(200);
    await reaches(1, 'finished');
    expect((await say('/api/runs/1/rerun')).said).toEqual({ run: 2 });
    await reaches(2, 'finished');
    const scores = await Promise.all([1, 2].map(async (run) => (await server.store.runs.get(run)).scores));
    expect(scores[0]).toEqual(scores[1]);
    expect(readFileSync(join(server.store.folderOf(2), 'log.txt'), 'utf8')).not.toContain('rror');
  });

  it('leave nothing in the workspace that others of the machine may read', async () => {
    const set = join(server.folder, 'set');
    mkdirSync(set);
    const file = writeNpy(set, 'P0.npy', [8, 8], new Float32Array(64));
    datasetFolder([sketchedItem({ id: 'P0', shape: [8, 8], file })], set);
    const query = new URLSearchParams({ path: set, item: 'P0' });
    const thumbnail = `/api/data/images/thumbnail?${query}`;
    expect((await ask(server.port, 'GET', thumbnail, { Cookie: server.cookie })).status).toBe(200);
    expect((await say('/api/data/audits', { path: set })).status).toBe(200);
    const { store } = server;
    await vi.waitFor(() => expect(readdirSync(join(store.folder, 'audits'))).toHaveLength(1), {
      timeout: 30_000,
    });
    const names = readdirSync(store.folder, { recursive: true }).map(String);
    const kinds = ['runs.sqlite', 'server.json', 'log.txt', 'checkpoints', 'examples', 'cases', 'thumbnails'];
    for (const kind of kinds) expect(names.join('\n')).toContain(kind);
    const open = ['.', ...names].filter((name) => (statSync(join(store.folder, name)).mode & 0o077) !== 0);
    expect(open).toEqual([]);
  });

  it('are refused with one line where something is wrong', async () => {
    const wrong = [
      await say('/api/runs', { study: 'name: [' }),
      await say('/api/runs', { study: STUDY, folder: '/etc' }),
      await say('/api/runs', {}),
      await say('/api/runs/99/stop'),
      await say('/api/runs/1/resume'),
      await say('/api/runs/1/pause'),
    ];
    for (const { status, said } of wrong) {
      expect([status, said.message]).toEqual([400, expect.stringMatching(/expected/)]);
    }
    const { said } = await say('/api/runs', { study: STUDY, device: 'abacus' });
    await reaches(said.run ?? 0, 'failed');
    expect((await server.store.runs.get(said.run ?? 0)).message).toMatch(/abacus/);
  });
});
