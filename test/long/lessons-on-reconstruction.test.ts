import { nodeDevice } from 'echotrain/runtime/node';
import { expect, it } from 'vitest';
import { reportReconstruction } from '../../lessons/06-learning-a-reconstruction/report.ts';
import { stepsOf } from '../../lessons/06-learning-a-reconstruction/steps.ts';
import { allExperiments } from '../../lessons/07-over-and-underfitting/experiments.ts';

const device = nodeDevice('cpu');

it('lesson 6: each method is better than the one before it, on subjects that none has seen', async () => {
  const context = { device, reason: 'a test', threads: 2, watch: () => ({}) };
  const report = await reportReconstruction(context);
  const comparison = report?.study?.outcome.result.repetitions[0]?.comparison;
  if (!comparison) throw new Error('no comparison');
  const steps = stepsOf(comparison);
  expect(steps.map(({ label }) => label)).toEqual([
    'CG-SENSE less zero-filled',
    'TV less CG-SENSE',
    'VN less TV',
  ]);
  for (const { lower } of steps) expect(lower).toBeGreaterThan(0);
});

it('lesson 7: of three sizes one is too small, one fits, one is too large for few subjects', async () => {
  const experiments = await allExperiments({ device });
  expect(experiments.map(({ subjects, findings }) => [subjects, findings[0]?.kind])).toEqual([
    [8, 'underfitting'],
    [8, 'good fit'],
    [8, 'overfitting'],
    [20, 'underfitting'],
    [20, 'good fit'],
    [20, 'good fit'],
  ]);
});
