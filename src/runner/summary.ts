import type { StudyResult } from '../study/index.ts';
import type { RunSummary } from './messages.ts';

/** What a study reached, for people. */
export function runSummary(result: StudyResult): RunSummary {
  const { study, ending, settings, parameters, seconds, metrics, spread, intervals, testOpenings } = result;
  return {
    ...{ study, ending, parameters, seconds, metrics, spread },
    seed: typeof settings.seed === 'object' ? [...settings.seed] : (settings.seed ?? 0),
    trainings: result.repetitions.length,
    intervals: Object.fromEntries(
      Object.entries(intervals.test ?? {}).map(([name, { lower, upper }]) => [name, { lower, upper }]),
    ),
    level: settings.evaluation?.level ?? 0.95,
    nthOpening: Math.max(0, ...testOpenings.map(({ nth = 0 }) => nth)),
  };
}
