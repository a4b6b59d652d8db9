import { describe, expect, it } from 'vitest';
import type { Outcome } from './measure.ts';
import { compare } from './results.ts';
import { aligned, table } from './table.ts';

const outcomes: Outcome[] = [
  { name: 'tfjs-wasm', reason: "Kernel 'Conv2DBackpropFilter' not registered", wrong: false },
  { name: 'ours', note: '', ms: [4, 5, 8], peakBytes: 100 * 2 ** 20, idleShare: 0.01 },
  { name: 'pytorch', note: 'threads 2', ms: [8, 15, 8], peakBytes: 250 * 2 ** 20, idleShare: 0.5 },
];

describe('the comparison', () => {
  it('sets peers beside us, round by round', () => {
    const { results } = compare('lenet5', outcomes, 400);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      workload: 'lenet5',
      peer: 'pytorch',
      oursMs: 5,
      peerMs: 8,
      ratio: 2,
      ratioLeast: 1,
      ratioMost: 3,
      oursPeakBytes: 104_857_600,
      peerPeakBytes: 262_144_000,
    });
    expect(results[0]?.oursGflops).toBeCloseTo(289.5e6 / 5e6, 0);
    expect(results[0]?.oursShare).toBeCloseTo((results[0]?.oursGflops ?? 0) / 400);
  });

  it('has no results without us', () => {
    expect(compare('lenet5', outcomes.slice(2), 400)).toMatchObject({ results: [], timings: [{}] });
  });
});

describe('the table', () => {
  it('shows every contender, its setting, and who cannot run', () => {
    const lines = table(compare('lenet5', outcomes, 400), 400).split('\n');
    expect(lines[0]).toBe('lenet5: LeNet-5 (61,706 parameters), batch 128');
    expect(lines[2]).toMatch(/^ {2}ours +5\.00 +100 MiB +5\d\.\d +1\d %$/);
    expect(lines[3]).toMatch(/^ {2}pytorch +8\.00 +2\.00 +1\.00 to 3\.00 +250 MiB/);
    expect(lines.slice(4)).toEqual([
      '  pytorch: threads 2',
      '  pytorch burned up to 50 % of a core while others were measured',
      "  tfjs-wasm cannot run: Kernel 'Conv2DBackpropFilter' not registered",
    ]);
  });

  it('aligns names left and numbers right', () => {
    expect(
      aligned([
        ['', 'ms'],
        ['ours', '1'],
        ['b', '100'],
      ]),
    ).toEqual(['         ms', '  ours    1', '  b     100']);
  });
});
