import type { CurveFinding } from 'echotrain/evaluate';
import type { View } from '../charts/plot.ts';
import type { PlottedMark } from '../charts/plotted-curve.ts';
import type { DrawnRun } from './score-charts.ts';
import type { CurveFeed } from './series/curve-feed.ts';
import { viewOf } from './series/plotted.ts';
import { fullName } from './series/series-name.ts';

/** What a finding marks in a chart of these series. */
export function marksIn(
  feed: CurveFeed,
  run: DrawnRun,
  finding: CurveFinding | undefined,
  names: readonly string[],
): readonly PlottedMark[] {
  return (finding?.marks ?? [])
    .filter(({ series }) => names.includes(series))
    .map(({ series, steps, levels }) => {
      const curve = feed.curve(run.id, fullName(run.training, series));
      return { ...viewOf(curve, steps, run.options), ...(levels && { levels }) };
    });
}

/** What is shown when a finding is chosen: all that it marks, with as much again around it. */
export function viewOfFinding(feed: CurveFeed, run: DrawnRun, { marks }: CurveFinding): View | undefined {
  const views = marks.map(({ series, steps }) =>
    viewOf(feed.curve(run.id, fullName(run.training, series)), steps, run.options),
  );
  const loss = feed.whole(run.id, fullName(run.training, 'train/loss'));
  const last = loss && viewOf(loss, [0, loss.steps.at(-1) ?? 0], run.options).to;
  const [from, to] = [Math.min(...views.map((view) => view.from)), Math.max(...views.map((view) => view.to))];
  if (!(from <= to) || last === undefined) return undefined;
  const margin = Math.max((to - from) / 2, last / 25);
  return { from: Math.max(0, from - margin), to: Math.min(last, to + margin) };
}
