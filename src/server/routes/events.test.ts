import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WorkbenchServer, workbenchServer } from '../../../test/workbench-server.ts';
import { Store, thisProcess } from '../../store/index.ts';

const record = {
  ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
  ...{ versions: {}, processorFlags: [], environment: {} },
};

let server: WorkbenchServer;

beforeAll(async () => {
  server = await workbenchServer();
});

afterAll(() => server.close());

/** Listens to the events of the server, until `enough` has been said. */
function heard(enough: (said: string) => boolean, onHello: () => void): Promise<string> {
  const { port, cookie } = server;
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path: '/api/events', headers: { Cookie: cookie } });
    call.on('error', reject).on('response', (response) => {
      let said = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        if (said === '') onHello();
        said += part;
        if (!enough(said)) return;
        resolve(said);
        call.destroy();
      });
    });
    call.end();
  });
}

describe('events', () => {
  it('tell what another process changes', async () => {
    const there = await Store.open(join(server.folder, '.echotrain'));
    const said = await heard(
      (text) => text.includes('<img'),
      () => void there.runs.create({ name: '<img src=x>', study: { name: 'Levels', text: '' }, record }),
    );
    expect(said).toMatch(/^event: hello\ndata: \{\}\n\n/);
    expect(said).toContain('event: runs\ndata: {"kind":"runs","runs":[{"id":1,"name":"<img src=x>"');
    there.close();
  });

  it('begin with how far the runs at work are', async () => {
    const { store } = server;
    const run = store.runs.create({ name: 'at work', study: { name: 'Levels', text: '' }, record });
    store.processes.enqueue(run, '{}', thisProcess());
    store.processes.admit(run, thisProcess(), () => undefined);
    store.processes.beat(run, { progress: '{"kind":"evaluation","done":1,"total":2}' });
    const said = await heard(
      (text) => text.includes('progress'),
      () => undefined,
    );
    expect(said).toContain(`event: progress\ndata: {"kind":"progress","run":${run},"progress":"{`);
    await store.runs.change(run, { status: 'finished' });
  });

  it('say that many runs have changed rather than all of them', async () => {
    const add = () => {
      for (let i = 0; i < 201; i++) {
        server.store.runs.create({ name: 'many', study: { name: 'Levels', text: '' }, record });
      }
    };
    expect(await heard((text) => text.includes('"all"'), add)).toContain('data: {"kind":"all"}');
  });
});
