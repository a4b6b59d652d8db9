/** What becomes of runs whose processes, terminals and servers are killed, and whose disk is full. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Queue, type RunMessage, startRun } from '../../src/runner/index.ts';
import { Store } from '../../src/store/index.ts';
import { present } from '../../src/util/errors.ts';
import { echotrain, emptyFolder } from '../command-line.ts';
import {
  bitsOf,
  LONG_STUDY,
  orderIn,
  SMALL_STUDY,
  studyFolder,
  untilCheckpoint,
  untilRun,
} from '../small-run.ts';

const stores: Store[] = [];
afterAll(() => {
  for (const store of stores) store.close();
});

async function workspace(text: string): Promise<{ readonly folder: string; readonly store: Store }> {
  const folder = studyFolder(text);
  const store = await Store.open(join(folder, '.echotrain'));
  stores.push(store);
  return { folder, store };
}

/** The weights and losses of the study when nobody interrupts it. */
async function undisturbed(store: Store, folder: string) {
  const order = orderIn(folder, 'whole');
  const run = present(await startRun(order, { store, now: true, onMessage: () => undefined }), 'a run');
  await run.ended;
  return bitsOf(store, present(run.run, 'a number'), join(folder, 'whole'));
}

/** A process with a queue that runs the study of its folder, twice. */
function serverIn(folder: string): ChildProcess {
  return fork(join(import.meta.dirname, '../queue-process.ts'), [folder], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

describe('kill -9', () => {
  it('of a run gives a lost one, which goes on with the same bits', async () => {
    const { folder, store } = await workspace(SMALL_STUDY);
    const order = orderIn(folder, 'killed');
    const killed = present(await startRun(order, { store, onMessage: () => undefined }), 'a run');
    const id = present(killed.run, 'a number');
    const { pid } = await untilCheckpoint(store, id);
    process.kill(present(pid, 'a process'), 'SIGKILL');
    await expect(killed.ended).rejects.toThrow(
      /^run 1: expected a process that says how it ends, received one that died \(SIGKILL\)\./,
    );
    expect((await store.runs.get(id)).status).toBe('lost');
    const resumed = { store, resume: id, onMessage: () => undefined };
    await present(await startRun(orderIn(folder, 'resumed'), resumed), 'a run').ended;
    expect(await bitsOf(store, id, join(folder, 'resumed'))).toEqual(await undisturbed(store, folder));
  });

  it('of a terminal stops its run with a checkpoint, and keeps what was finished', async () => {
    const { folder, store } = await workspace(LONG_STUDY);
    const onStart = (send: (signal: NodeJS.Signals) => void) => {
      const begun = () => store.runs.list().then((runs) => runs.length > 0);
      void untilBegun(begun)
        .then(() => untilCheckpoint(store, 1))
        .then(() => send('SIGKILL'));
    };
    const options = ['--device', 'cpu', '--threads', '1', '--out', 'kept'];
    expect((await echotrain(['run', 'study.yaml', ...options], { folder, onStart })).signal).toBe('SIGKILL');
    await untilRun(store, 1, ({ status }) => status === 'stopped');
    expect(existsSync(join(folder, 'kept/weights.safetensors'))).toBe(true);
    expect(await store.checkpoints(1).list()).not.toEqual([]);
  });

  it('of a server leaves its run alone, and its queue to the next one', async () => {
    const { folder, store } = await workspace(SMALL_STUDY);
    const server = serverIn(folder);
    await untilBegun(async () => (await store.runs.list()).length === 2);
    await untilCheckpoint(store, 1);
    server.kill('SIGKILL');
    await untilRun(store, 1, ({ status }) => status === 'finished');
    expect((await store.runs.get(2)).status).toBe('queued');
    const queue = new Queue(store);
    await untilRun(store, 2, ({ status }) => status === 'finished');
    queue.close();
    expect(await bitsOf(store, 1, join(folder, 'first'))).toEqual(await undisturbed(store, folder));
  });

  it('of a terminal that waits loses its run, for which nobody waits then', async () => {
    const { folder, store } = await workspace(LONG_STUDY);
    const running = present(
      await startRun(orderIn(folder, 'one'), { store, onMessage: () => undefined }),
      'a run',
    );
    const onError = (soFar: string) => (soFar.includes('Waits for run 1') ? 'SIGKILL' : undefined);
    const waiter = await echotrain(['run', 'study.yaml', '--device', 'cpu'], { folder, onError });
    expect([waiter.signal, waiter.error]).toEqual([
      'SIGKILL',
      expect.stringMatching(/^Levels\nWaits for run 1 \(1 of \d+ threads? in use\)\.\n$/),
    ]);
    const listed = await echotrain(['runs'], { folder });
    expect(listed.output).toMatch(/2 +Levels +lost/);
    running.stop();
    await running.ended;
  });
});

it('the command line pauses, continues and stops a run of another terminal', async () => {
  const { folder, store } = await workspace(LONG_STUDY);
  const terminal = echotrain(['run', 'study.yaml', '--device', 'cpu', '--out', 'kept'], { folder });
  await untilBegun(async () => (await store.runs.list()).length > 0);
  await untilCheckpoint(store, 1);
  const say = async (...args: string[]) => (await echotrain(['runs', ...args], { folder })).output;
  expect(await say('pause', '1')).toBe('Run 1 is paused.\n');
  expect(await say('list', '--status', 'paused')).toMatch(/1 +Levels +paused/);
  const waiting = echotrain(['run', 'study.yaml', '--device', 'cpu', '--set', 'training.epochs=1'], {
    folder,
  });
  expect((await waiting).output).toMatch(/Report: /);
  expect(await say('continue', '1')).toBe('Run 1 is running.\n');
  expect(await say('show', '1')).toMatch(/progress +training, step \d+ of \d+, loss/);
  expect(await say('stop', '1')).toBe('Run 1 is stopped.\n');
  const { code, error } = await terminal;
  expect([code, error]).toEqual([
    130,
    expect.stringMatching(/Paused\. It goes on with: echotrain runs continue 1\n(.*\n)*It goes on\.\n/),
  ]);
  expect((await echotrain(['runs', 'pause', '1'], { folder })).error).toBe(
    'error: run 1: expected one that is running or paused, received one that is stopped.\n',
  );
});

/** A tmpfs of that size, where this is allowed. */
function smallDisk(kilobytes: number): string | undefined {
  const disk = join(emptyFolder(), 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', disk], { stdio: 'ignore' });
    return disk;
  } catch {
    return undefined;
  }
}

it('a full disk lets a run wait, and go on when there is room', async ({ skip }) => {
  const disk = smallDisk(4096);
  if (disk === undefined) skip('only root may mount a small disk');
  else await onSmallDisk(disk).finally(() => execFileSync('umount', ['-l', disk]));
});

async function onSmallDisk(disk: string): Promise<void> {
  const store = await Store.open(join(disk, '.echotrain'));
  stores.push(store);
  const rooms: boolean[] = [];
  const onMessage = (message: RunMessage) => {
    if (message.kind === 'room') rooms.push(message.isFull);
  };
  const order = orderIn(studyFolder(LONG_STUDY), 'out');
  const run = present(await startRun(order, { store, onMessage }), 'a run');
  const id = present(run.run, 'a number');
  await untilCheckpoint(store, id);
  const filler = join(disk, 'filler');
  execFileSync('bash', ['-c', `head -c 10M /dev/zero > ${filler} || true`], { stdio: 'ignore' });
  await untilBegun(async () => rooms.includes(true));
  expect((await store.runs.get(id)).status).toBe('running');
  writeFileSync(filler, '');
  await untilBegun(async () => rooms.includes(false));
  run.stop();
  expect((await run.ended).ending).toBe('stopped');
}

async function untilBegun(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 4000 && !(await isSo()); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(await isSo()).toBe(true);
}
