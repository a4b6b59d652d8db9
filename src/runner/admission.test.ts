import { describe, expect, it } from 'vitest';
import type { ActiveRun } from '../store/index.ts';
import { refusal } from './admission.ts';

const machine = { threads: 4, memory: 8e9 };

function active(
  run: number,
  status: ActiveRun['status'],
  execution: { readonly threads?: number; readonly memory?: number } = {},
  memory?: number,
): ActiveRun {
  const order = JSON.stringify({ from: '.', device: 'cpu', ...execution });
  return { run, status, process: { pid: run, start: undefined }, waitsOn: false, order, memory };
}

const reasonFor = (run: number, runs: readonly ActiveRun[], lives = () => true) =>
  refusal(run, runs, machine, lives);

describe('a run may start', () => {
  it('where nothing runs, whatever it asks for', () => {
    expect(reasonFor(1, [active(1, 'queued', { threads: 99, memory: 1e12 })])).toBeUndefined();
  });

  it('where threads are left, or those that run are paused', () => {
    const two = active(2, 'queued', { threads: 2 });
    expect(reasonFor(2, [active(1, 'running', { threads: 2 }), two])).toBeUndefined();
    expect(reasonFor(2, [active(1, 'running', { threads: 3 }), two])).toBe(
      'Waits for run 1 (3 of 4 threads in use).',
    );
    expect(reasonFor(2, [active(1, 'paused'), two])).toBeUndefined();
    expect(reasonFor(2, [active(1, 'running'), two])).toBe('Waits for run 1 (4 of 4 threads in use).');
  });

  it('where there is memory beside what others may still take', () => {
    const next = active(2, 'queued', { threads: 1, memory: 4e9 });
    const running = (taken: number) => active(1, 'running', { threads: 1, memory: 6e9 }, taken);
    expect(reasonFor(2, [running(5e9), next])).toBeUndefined();
    expect(reasonFor(2, [running(1e9), next])).toBe(
      'Waits for run 1 (3 GB of memory to spare, 4 GB wanted).',
    );
  });

  it('when it is its turn, but nobody waits for those whose processes have ended', () => {
    const runs = [
      active(1, 'running', { threads: 1 }),
      active(2, 'queued'),
      active(3, 'queued', { threads: 1 }),
    ];
    expect(reasonFor(3, runs)).toBe('Waits for runs 1 and 2.');
    expect(reasonFor(3, runs, () => false)).toBeUndefined();
    expect(reasonFor(4, [...runs, active(4, 'queued')])).toBe(
      'Waits for runs 1, 2 and 1 other (1 of 4 threads in use).',
    );
  });
});
