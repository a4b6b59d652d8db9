import { describe, expect, it } from 'vitest';
import { judge, race, type Side, table } from './race.ts';

function side(name: string, ways: Readonly<Record<string, readonly number[]>>): Side {
  return {
    name,
    ways: Object.entries(ways).map(([note, ms]) => {
      let at = 0;
      return { note, run: async () => ms[at++ % ms.length] ?? 0 };
    }),
  };
}

describe('the race of reconstructions', () => {
  it('takes each side in its fastest way, in turn', async () => {
    const ours = side('ours', { 'one thread': [9], 'two threads': [5, 4] });
    const times = await race([ours, side('bart', { 'one thread': [8], 'two threads': [12] })], 3);
    expect(times[0]).toEqual({ name: 'ours', note: 'two threads', ms: [5, 4, 5] });
    expect(times[1]).toEqual({ name: 'bart', note: 'one thread', ms: [8, 8, 8] });
    const verdict = judge(times, 1.5);
    expect(verdict).toEqual({ ratio: { median: 1.6, least: 1.6, most: 2 }, reached: true });
    expect(judge(times, 1.7).reached).toBe(false);
    expect(table('CG-SENSE', times, verdict).split('\n')).toEqual([
      'CG-SENSE',
      expect.stringMatching(/ms {2}ratio to ours +spread$/),
      expect.stringMatching(/^ {2}ours +5\.00$/),
      expect.stringMatching(/^ {2}bart +8\.00 +1\.60 +1\.60 to 2\.00$/),
      '  ours: two threads',
      '  bart: one thread',
    ]);
  });
});
