import { describe, expect, it } from 'vitest';
import type { Timing } from './race.ts';
import { compare, table } from './report.ts';

function timing(name: string, ms: readonly number[], sha256 = 'aabbccddee'): Timing {
  const rounds = ms.map((each) => ({ ms: each, cpuMs: each / 2 + 1 }));
  return { name, note: 'as it is', values: { count: 3, sum: 6.5, sha256 }, rounds, peakBytes: 2 ** 27 };
}

describe('the comparison of readers', () => {
  const ours = timing('ours', [4, 8, 2]);

  it('sets the peer beside us, pair by pair', () => {
    const result = compare('fastmri', true, [ours, timing('h5py', [8, 8, 6])]);
    expect(result.wall).toEqual({ median: 2, least: 1, most: 3 });
    expect(result.cpu).toEqual({ median: 5 / 3, least: 1, most: 2 });
    expect(result.same).toBe(true);
    const lines = table(result).split('\n');
    expect(lines[0]).toMatch(/, contiguous, into memory at hand$/);
    expect(lines[2]).toMatch(/^ {2}ours +4\.00 +3\.00 +128 MiB +6\.50000000 +aabbccdd$/);
    expect(lines[3]).toMatch(/^ {2}h5py +8\.00 +2\.00 +1\.00 to 3\.00 +5\.00 +1\.67 +1\.00 to 2\.00 /);
    expect(lines.slice(4)).toEqual(['  ours: as it is', '  h5py: as it is']);
  });

  it('says so where the values differ', () => {
    const result = compare('fastmri', false, [ours, timing('h5py', [8], 'ff')]);
    expect(result.same).toBe(false);
    expect(table(result)).toContain('They have not read the same values.');
  });
});
