import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { range } from '../../util/arrays.ts';
import { epochStride, isTold } from './epoch-stride.ts';
import { TimeShare } from './time-share.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

/** Spends so much whenever it may, for so long, in steps of 1 ms; gives the times at which it did. */
async function timesOf(share: TimeShare, costMs: number, totalMs: number): Promise<number[]> {
  const times: number[] = [];
  for (let now = 0; now < totalMs; now++) {
    vi.advanceTimersByTime(1);
    if (!share.isDue) continue;
    times.push(now);
    await share.spend(() => void vi.advanceTimersByTime(costMs));
    now += costMs;
  }
  return times;
}

describe('TimeShare', () => {
  it('keeps to its share and what it may take beside', async () => {
    const times = await timesOf(new TimeShare({ share: 0.01, allowance: 0, expected: 200 }), 200, 100_000);
    expect(times).toHaveLength(5);
    expect(times[0]).toBeGreaterThan(19_000);
    expect((await timesOf(new TimeShare({ share: 0.01, allowance: 40, expected: 20 }), 20, 1000))[0]).toBe(0);
  });

  it('grows its gaps up to the longest one where it costs nearly nothing', async () => {
    const gaps = (times: readonly number[]) => times.slice(1).map((time, i) => time - (times[i] ?? 0));
    const all = gaps(await timesOf(new TimeShare({ share: 1, allowance: 0, longestGap: 3000 }), 0, 60_000));
    expect(all.length).toBeLessThan(100);
    expect([all[0], all.at(-1)]).toEqual([1, 3000]);
    expect(
      gaps(await timesOf(new TimeShare({ share: 1, allowance: 0 }), 0, 100)).every((gap) => gap === 1),
    ).toBe(true);
  });
});

describe('epochs that are told of', () => {
  it('are all of the first ones, and never many', () => {
    expect(range(1, 63).every(isTold)).toBe(true);
    const told = range(1, 10_001).filter(isTold);
    expect(told.length).toBeLessThan(330);
    const kept = told.filter((epoch) => epoch === 1 || epoch % epochStride(10_000) === 0);
    expect(kept.length).toBeLessThanOrEqual(63);
  });
});
