import { describe, expect, it } from 'vitest';
import { Backlog } from './backlog.ts';

describe('a backlog', () => {
  it('gives what came, in its order, and waits for more', async () => {
    const backlog = new Backlog(3, ['a']);
    backlog.add('b');
    expect([await backlog.take(0), await backlog.take(0), await backlog.take(0)]).toEqual([
      'a',
      'b',
      undefined,
    ]);
    const next = backlog.take(60_000);
    backlog.add('c');
    expect(await next).toBe('c');
    const woken = backlog.take(60_000);
    backlog.wake();
    expect(await woken).toBe(undefined);
  });

  it('holds so much and no more of what nobody reads', () => {
    const backlog = new Backlog<number>(1000);
    for (let i = 0; i < 1000; i++) backlog.add(i);
    expect([backlog.size, backlog.isLate]).toEqual([1000, false]);
    for (let i = 0; i < 100_000; i++) backlog.add(i);
    expect([backlog.size, backlog.isLate]).toEqual([1000, true]);
  });
});
