import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { orderIn, SMALL_STUDY, studyFolder, untilRun } from '../../test/small-run.ts';
import { Store } from '../store/index.ts';
import { closingNow } from '../util/closing.ts';
import { Queue } from './queue.ts';

const folder = studyFolder(SMALL_STUDY.replace('epochs: 6', 'epochs: 1'));
const store = await Store.open(join(folder, '.echotrain'));
afterAll(() => store.close());
/** All threads of the machine, so that there is room for one. */
const order = (out: string) => ({
  text: orderIn(folder, out).text,
  folder,
  from: folder,
  out,
  device: 'cpu',
});

describe('a queue', () => {
  it('runs one after the other, whose processes and turns survive it', async () => {
    const queue = new Queue(store, { everyMs: 20 });
    const told: string[] = [];
    queue.onMessage((run, { kind }) => told.push(`${run} ${kind}`));
    const [first, second] = [await queue.enqueue(order('first')), await queue.enqueue(order('second'))];
    expect(queue.reasonToWait(second)).toMatch(/^Waits for run 1 \((\d+) of \1 threads in use\)\.$/);
    const third = await queue.enqueue(order('third'));
    queue.stop(third);
    await untilRun(store, first, () => told.includes(`${first} started`));
    queue.close();
    const one = await untilRun(store, first, ({ status }) => status === 'finished');
    expect((await store.runs.get(second)).status).toBe('queued');
    const next = new Queue(store, { everyMs: 20 });
    const two = await untilRun(store, second, ({ status }) => status === 'finished');
    next.close();
    expect(two.startedAt).toBeGreaterThanOrEqual(one.endedAt ?? Number.POSITIVE_INFINITY);
    expect((await store.runs.get(third)).status).toBe('stopped');
    const log = statSync(join(store.folderOf(first), 'log.txt'));
    expect(log.mode & 0o777).toBe(0o600);
    expect(readFileSync(join(store.folderOf(first), 'log.txt'), 'utf8')).toMatch(
      /^\S+Z device cpu: .*\n\S+ training begins after 0 of 360 steps\n\S+ training ends .*\n\S+ finished: first\n$/,
    );
    expect(told.filter((one) => one.startsWith(`${first} `)).at(0)).toBe('1 started');
  });

  it('gives up a run whose row is damaged, says why, and goes on with the next', async () => {
    const queue = new Queue(store, { everyMs: 20 });
    queue.close();
    const bad = await queue.enqueue(order('unreadable'));
    closingNow(new DatabaseSync(join(store.folder, 'runs.sqlite')), (database) =>
      database.exec(`UPDATE runs SET record_json = '{' WHERE id = ${bad}`),
    );
    const next = new Queue(store, { everyMs: 20 });
    await untilRun(store, bad, ({ status }) => status === 'failed');
    next.close();
    expect((await store.runs.get(bad)).message).toMatch(/^run \d+, record: expected JSON, received "\{"/);
    expect(store.processes.active()).toEqual([]);
  });

  it('refuses a study that is wrong, and a run that is finished', async () => {
    const queue = new Queue(store);
    await expect(queue.enqueue({ ...order('bad'), text: 'name: x' })).rejects.toThrow('study:1:1');
    await expect(queue.resume(1)).rejects.toThrow('received one that is finished');
    expect(() => queue.pause(1)).toThrow('run 1: expected one that is running or paused');
    queue.close();
  });
});
