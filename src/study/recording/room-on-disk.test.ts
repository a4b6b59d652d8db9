import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { whenThereIsRoom } from './room-on-disk.ts';

/** A write that finds the disk full so often. */
function fullTimes(
  times: number,
  error: Error,
): { readonly write: () => void; readonly calls: () => number } {
  let calls = 0;
  const write = () => {
    if (calls++ < times) throw error;
  };
  return { write, calls: () => calls };
}

const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });

describe('whenThereIsRoom', () => {
  it('tries again until there is room, and tells of both', async () => {
    const told: boolean[] = [];
    const { write, calls } = fullTimes(3, full);
    await whenThereIsRoom(write, { everyMs: 1, tell: (isFull) => told.push(isFull) });
    expect([calls(), told]).toEqual([4, [true, false]]);
  });

  it('knows a full database', async () => {
    const database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE t (x); PRAGMA max_page_count = 3');
    const insert = database.prepare('INSERT INTO t VALUES (zeroblob(50000))');
    const told: boolean[] = [];
    const tell = (isFull: boolean) => {
      told.push(isFull);
      if (isFull) database.exec('PRAGMA max_page_count = 1000');
    };
    await whenThereIsRoom(() => void insert.run(), { everyMs: 1, tell });
    expect(told).toEqual([true, false]);
  });

  it('does not wait for anything else, nor when it is asked to stop', async () => {
    await expect(whenThereIsRoom(fullTimes(1, new Error('other')).write)).rejects.toThrow('other');
    const controller = new AbortController();
    const { write } = fullTimes(Number.POSITIVE_INFINITY, full);
    const tell = () => controller.abort();
    await expect(whenThereIsRoom(write, { tell, signal: controller.signal })).rejects.toThrow('no space');
  });
});
