import { expect, it } from 'vitest';
import type { Run } from '../../store/index.ts';
import { progressText, statusText } from './run-words.ts';

const run: Run = {
  ...{
    id: 1,
    name: 'Iris',
    study: 'Iris',
    status: 'running',
    createdAt: 0,
    startedAt: 0,
    endedAt: undefined,
  },
  ...{ heartbeatAt: 1000, pid: 1, scores: {}, message: undefined, note: '', tags: [], isTrashed: false },
};

it('a run whose process is silent says for how long', () => {
  expect(statusText(run, 3000)).toBe('running');
  expect(statusText(run, 301_000)).toMatch(/^running, silent for 5\smin$/);
  expect(statusText({ ...run, status: 'finished' }, 1e9)).toBe('finished');
});

it('says how far a run is', () => {
  const step = {
    kind: 'step' as const,
    ...{ label: 'fold 2', step: 120, steps: 3600, epoch: 1, epochs: 30, loss: 0.3125 },
    ...{ learningRate: 0.01, scores: {}, examplesPerSecond: 900, secondsLeft: 80 },
  };
  expect(progressText(step)).toMatch(/^fold 2, step 120 of 3600, loss 0\.313, 1\smin\s20\ss left$/);
  expect(progressText({ ...step, secondsLeft: Number.NaN })).toBe('fold 2, step 120 of 3600, loss 0.313');
  expect(progressText({ kind: 'evaluation', done: 1, total: 4 })).toBe('evaluation 1 of 4');
});
