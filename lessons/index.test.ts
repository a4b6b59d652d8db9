import { type Block, page } from 'echotrain/report';
import { nodeDevice } from 'echotrain/runtime/node';
import { describe, expect, it } from 'vitest';
import { type LessonContext, type LessonReport, runLessons } from './index.ts';

/** Runs the lessons on one thread; `onTraining` is called before each training, with what stops all of them. */
async function run(onTraining: (label: string, stop: () => void) => void): Promise<LessonReport[]> {
  const controller = new AbortController();
  const watch: LessonContext['watch'] = (label) => {
    onTraining(label, () => controller.abort());
    return {};
  };
  const context = {
    device: nodeDevice('cpu'),
    reason: 'a test',
    threads: 1,
    signal: controller.signal,
    watch,
  };
  const reports: LessonReport[] = [];
  for await (const report of runLessons(context)) reports.push(report);
  return reports;
}

describe('the lessons, stopped at the first training on digits', () => {
  const labels: string[] = [];
  const stopped = run((label, stop) => {
    labels.push(label);
    if (label.startsWith('MLP')) stop();
  });

  it('have reported what was finished', async () => {
    const reports = await stopped;
    expect(reports.map(({ section }) => section.title)).toEqual(['Lesson 1: a line', 'Lesson 2: Iris']);
    expect(labels).toHaveLength(7);
    expect(labels.slice(0, 6)).toEqual(['A line', ...[1, 2, 3, 4, 5].map((fold) => `Iris, fold ${fold}`)]);
  });

  it('have found the line, and told the species apart', async () => {
    const [line, iris] = await stopped;
    expect(line?.scores?.train?.['line.k']).toBeCloseTo(2, 3);
    expect(line?.scores?.train?.['line.d']).toBeCloseTo(1, 3);
    expect(iris?.study?.outcome.result.metrics.test?.accuracy).toBeGreaterThanOrEqual(0.95);
    expect(iris?.study?.name).toBe('iris');
  });

  it('show figures and numbers on a page', async () => {
    const sections = (await stopped).map(({ section }) => section);
    const kinds = sections.map(({ blocks }) => blocks.filter(({ kind }: Block) => kind === 'figure').length);
    expect(kinds).toEqual([4, 3]);
    expect(page({ title: 'Lessons', sections })).not.toMatch(/NaN|undefined|Infinity/);
  });
});

it('a lesson that fails says why', async () => {
  const failing = run(() => {
    throw new Error('no one may watch');
  });
  await expect(failing).rejects.toThrow('no one may watch');
});
