import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Store } from '../store.ts';
import { isAlive, processOf, thisProcess } from './process-id.ts';

const me = thisProcess();
/** No process has this number (Linux, pid_max). */
const dead = { pid: 2 ** 22 + 1, start: undefined };
const record = {
  ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
  ...{ versions: {}, processorFlags: [], environment: {} },
};

async function storeWith(runs: number): Promise<Store> {
  const store = await Store.open(mkdtempSync(join(tmpdir(), 'store-')));
  for (let i = 0; i < runs; i++) {
    store.runs.create({ name: `run ${i}`, study: { name: 'Levels', text: '' }, record });
  }
  return store;
}

async function statuses({ runs }: Store): Promise<string[]> {
  return (await runs.list()).map(({ status }) => status).reverse();
}

const never = () => 'no room';
const always = () => undefined;

describe('the queue of a store', () => {
  it('is in the order in which runs came, also those that go on', async () => {
    const { processes } = await storeWith(3);
    processes.enqueue(2, '{}', me);
    processes.enqueue(3, '{}', me);
    processes.admit(2, me, always);
    processes.enqueue(1, '{}', me);
    expect(processes.active().map(({ run, status }) => [run, status])).toEqual([
      [2, 'running'],
      [3, 'queued'],
      [1, 'queued'],
    ]);
  });

  it('ends a run for the process that had it, not for one that has it by now', async () => {
    const store = await storeWith(1);
    store.processes.enqueue(1, '{}', me);
    store.processes.admit(1, me, always);
    store.processes.end(1, 'failed', 'of another life', [dead.pid, dead.pid + 1]);
    expect(await statuses(store)).toEqual(['running']);
    store.processes.end(1, 'lost', 'died', [me.pid]);
    expect(await statuses(store)).toEqual(['lost']);
  });

  it('finds a run again that was taken for lost, unless another process has it', async () => {
    const store = await storeWith(2);
    for (const run of [1, 2]) {
      store.processes.enqueue(run, '{}', dead);
      store.processes.admit(run, dead, always);
    }
    expect(store.findLost()).toBe(2);
    store.processes.enqueue(2, '{}', me);
    store.processes.admit(2, me, always);
    store.processes.end(2, 'lost', 'died', [me.pid]);
    for (const run of [1, 2]) store.processes.beat(run, {}, 9000, dead.pid);
    expect(await store.runs.get(1)).toMatchObject({
      status: 'running',
      heartbeatAt: 9000,
      endedAt: undefined,
    });
    expect((await store.runs.get(2)).status).toBe('lost');
  });

  it('lets one process at a time have a run, and none a finished one', async () => {
    const store = await storeWith(1);
    const { processes, runs, trash } = store;
    processes.enqueue(1, '{"threads":1}', me);
    expect(() => processes.enqueue(1, '{}', me)).toThrow(
      'run 1: expected one that was stopped, failed or lost, received one that is queued',
    );
    expect(processes.admit(1, me, never)).toBe('no room');
    expect(processes.admit(1, me, always)).toBeUndefined();
    expect(() => processes.admit(1, me, always)).toThrow(
      'expected one that waits in the queue, received one that is running',
    );
    await expect(trash.add(1)).rejects.toThrow(
      'run 1: expected one that is not running, received one that is running',
    );
    processes.take(1, me.pid, dead);
    expect(() => processes.take(1, me.pid, dead)).toThrow('expected one that may start');
    expect(await runs.get(1)).toMatchObject({ status: 'running', pid: dead.pid });
    await runs.change(1, { status: 'finished' });
    expect(() => processes.enqueue(1, '{}', me)).toThrow('received one that is finished');
    expect(() => processes.enqueue(2, '{}', me)).toThrow(/run 2: expected .* received none of that number/);
  });

  it('gives what is asked and told', async () => {
    const store = await storeWith(1);
    const { processes } = store;
    expect(() => processes.request(1, 'pause')).toThrow('expected one that is running or paused');
    processes.enqueue(1, '{"threads":1}', me);
    processes.admit(1, me, always);
    processes.request(1, 'pause');
    processes.request(1, 'stop');
    processes.heeded(1, 'pause');
    expect(processes.requested(1)).toBe('stop');
    processes.heeded(1, 'stop');
    expect(processes.requested(1)).toBeUndefined();
    processes.pause(1, true);
    expect(await statuses(store)).toEqual(['paused']);
    processes.pause(1, false);
    processes.beat(1, { progress: '{"step":3}', memory: 5 });
    processes.beat(1);
    expect(processes.notes(1)).toEqual({ order: '{"threads":1}', progress: '{"step":3}' });
    expect(processes.active()[0]).toMatchObject({ memory: 5, order: '{"threads":1}' });
  });

  it('knows which processes have ended without a word, and whose runs wait on', async () => {
    const store = await storeWith(5);
    const { processes } = store;
    for (const run of [1, 2, 3]) processes.enqueue(run, '{}', dead);
    processes.enqueue(4, '{}', dead, true);
    processes.enqueue(5, '{}', me);
    processes.admit(1, dead, always);
    processes.admit(2, me, always);
    expect(store.findLost()).toBe(2);
    expect(await statuses(store)).toEqual(['lost', 'running', 'lost', 'queued', 'queued']);
    expect(processes.adopt(me)).toEqual([4]);
    expect(processes.adopt(me)).toEqual([]);
    expect([processes.cancel(4), processes.cancel(4)]).toEqual([true, false]);
  });

  it('takes over none whose terminal it waited for', async () => {
    const { processes } = await storeWith(2);
    processes.enqueue(1, '{}', dead);
    processes.enqueue(2, '{}', dead, true);
    expect(processes.adopt(me)).toEqual([2]);
  });
});

describe('a process', () => {
  it('is not another one of the same number', () => {
    expect(isAlive(me)).toBe(true);
    expect(isAlive(dead)).toBe(false);
    expect(processOf(dead.pid)).toEqual(dead);
    if (me.start !== undefined) expect(isAlive({ ...me, start: '1' })).toBe(false);
  });
});
