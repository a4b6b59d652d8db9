import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { bitsOf, orderIn, studyFolder, untilRun } from '../../test/small-run.ts';
import { Store } from '../store/index.ts';
import { present } from '../util/errors.ts';
import type { RunMessage } from './messages.ts';
import { startRun } from './start-run.ts';

const folder = studyFolder();
const store = await Store.open(join(folder, '.echotrain'));
afterAll(() => store.close());

/** Starts the small study, or goes on with a run of it; and what it tells. */
async function begin(out: string, resume?: number) {
  const messages: RunMessage[] = [];
  const first = Promise.withResolvers<void>();
  const onMessage = (message: RunMessage) => {
    messages.push(message);
    if (message.kind === 'step') first.resolve();
  };
  const order = orderIn(folder, out);
  const started = present(await startRun(order, { store, resume, now: true, onMessage }), 'a run');
  const kinds = () => [...new Set(messages.map(({ kind }) => kind))];
  return { ...started, run: present(started.run, 'a number'), kinds, firstStep: first.promise };
}

it('a run that is paused, stopped and resumed gives the same bits as one that is not', async () => {
  const whole = await begin('whole');
  expect(await whole.ended).toEqual({ ending: 'finished', folder: 'whole' });
  expect(whole.kinds()).toEqual(['started', 'training', 'step', 'trained', 'evaluation', 'result', 'ended']);

  const parts = await begin('parts');
  await parts.firstStep;
  parts.pause();
  await untilRun(store, parts.run, ({ status }) => status === 'paused');
  expect((await store.checkpoints(parts.run).list())[0]?.step).toBeGreaterThan(0);
  store.processes.request(parts.run, 'continue');
  await untilRun(store, parts.run, ({ status }) => status === 'running');
  parts.stop();
  expect((await parts.ended).ending).toBe('stopped');
  expect((await store.runs.get(parts.run)).status).toBe('stopped');
  expect(parts.kinds()).toContain('pause');

  const resumed = await begin('resumed', parts.run);
  expect([resumed.run, (await resumed.ended).ending]).toEqual([parts.run, 'finished']);
  const bits = await bitsOf(store, whole.run, join(folder, 'whole'));
  expect(bits.steps).toHaveLength(6 * 360);
  expect(await bitsOf(store, parts.run, join(folder, 'resumed'))).toEqual(bits);
});

it('a run that fails when its store can no longer be written ends nothing else', async () => {
  const other = await Store.open(join(folder, 'other'));
  const order = { ...orderIn(folder, 'nowhere'), from: join(folder, 'no such folder') };
  const started = present(
    await startRun(order, { store: other, now: true, onMessage: () => undefined }),
    'a run',
  );
  other.close();
  await expect(started.ended).rejects.toThrow('ENOENT');
  const again = await Store.open(join(folder, 'other'));
  expect(await again.runs.get(1)).toMatchObject({ status: 'running', pid: process.pid });
  again.close();
});

it('a run that takes more memory than it may fails with one line', async () => {
  const order = orderIn(folder, 'small', { memory: 50e6 });
  const started = present(await startRun(order, { store, now: true, onMessage: () => undefined }), 'a run');
  await expect(started.ended).rejects.toThrow(
    /^memory: expected a run that takes at most 50 MB, received one that takes \d+ MB\. Allow it more with --memory/,
  );
  expect(await store.runs.get(present(started.run, 'a number'))).toMatchObject({
    status: 'failed',
    message: expect.stringMatching(/^memory: /),
  });
});
