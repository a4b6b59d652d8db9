import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

describe('doing things in order', () => {
  it('gives results in the order of the things, several at a time, and not too many', async () => {
    let [running, most] = [0, 0];
    const things = Array.from({ length: 20 }, (_, i) => i);
    const results = inOrder(things, 4, async (i) => {
      most = Math.max(most, ++running);
      await sleep((i * 7) % 5);
      running--;
      return i;
    });
    const given: number[] = [];
    for await (const result of results) given.push(result);
    expect(given).toEqual(things);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('throws what an action throws, in its turn, and waits for those under way', async () => {
    let ended = 0;
    const action = async (i: number) => {
      await sleep(i === 2 ? 0 : 10);
      if (i === 2) throw new Error('two');
      return ++ended;
    };
    const given: number[] = [];
    const run = async () => {
      for await (const result of inOrder([0, 1, 2, 3, 4], 4, action)) given.push(result);
    };
    await expect(run()).rejects.toThrow('two');
    expect(given).toEqual([1, 2]);
    expect(ended).toBe(4);
  });
});
