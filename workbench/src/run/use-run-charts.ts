import { useMemo } from 'react';
import { api, said } from '../api/client.ts';
import { useQuery } from '../api/use-query.ts';
import { type ChartState, useChartState } from './run-chart-state.ts';
import type { DrawnRun } from './score-charts.ts';
import type { CurveFeed } from './series/curve-feed.ts';
import { stretchOf } from './series/plotted.ts';
import { fullName, seriesOf, trainingsOf } from './series/series-name.ts';
import { useCurveFeed, useCurves, type WantedCurves } from './series/use-curves.ts';

/** A run with the names of what it has measured. */
export interface MeasuringRun {
  readonly id: number;
  readonly series: readonly string[];
}

/** The charts of a run. */
export interface RunCharts {
  readonly state: ChartState;
  readonly feed: CurveFeed;
  /** Grows when curves have changed. */
  readonly version: number;
  /** The run of the page first, then those that are laid over it. */
  readonly runs: readonly DrawnRun[];
  /** The names of the series of the run's training, without its own. */
  readonly names: readonly string[];
  readonly error: Error | undefined;
}

/** The charts of a run's training, with other runs over it. */
export function useRunCharts(run: MeasuringRun, training: string, others: readonly number[]): RunCharts {
  const state = useChartState();
  const feed = useCurveFeed();
  const names = useStable(seriesOf(run.series, training));
  const over = useOverlaid(others);
  const trainings = useStable([training, ...over.runs.map(({ series }) => trainingLike(series, training))]);
  const ids = useStable([run.id, ...over.runs.map(({ id }) => id)]);
  const begins = useStable(ids.map((id, i) => beginOf(feed, id, trainings[i] ?? '')));
  const units = useStable(
    ids.map((id, i) => feed.whole(id, fullName(trainings[i] ?? '', 'step/loss'))?.distance ?? null),
  );
  const { axis, smoothing, view } = state;
  const runs = useMemo(
    () =>
      ids.map((id, i) => ({
        id,
        label: `run ${id}`,
        training: trainings[i] ?? '',
        options: { axis, smoothing, begin: begins[i] ?? 0, unit: units[i] ?? undefined },
      })),
    [ids, trainings, begins, units, axis, smoothing],
  );
  const wanted = runs.map(({ id, training: of }, i): WantedCurves => {
    const own = i === 0 ? names : seriesOf(over.runs[i - 1]?.series ?? [], of).filter(isCompared);
    return { run: id, names: own.map((name) => fullName(of, name)) };
  });
  const { version, error } = useCurves(feed, wanted, (id) => {
    const drawn = runs.find((one) => one.id === id);
    if (!drawn) return undefined;
    const guide = feed.whole(id, fullName(drawn.training, 'step/loss'));
    return stretchOf(guide, view, drawn.options);
  });
  return { state, feed, version, runs, names, error: error ?? over.error };
}

/** Whether a series is drawn for runs that are laid over another. */
function isCompared(name: string): boolean {
  return !name.startsWith('monitor/') || name === 'monitor/examplesPerSecond';
}

/** The same training of another run, or its first. */
function trainingLike(series: readonly string[], training: string): string {
  const all = trainingsOf(series);
  return all.find((one) => one === training) ?? all[0] ?? '';
}

/** When a training's first step was, in milliseconds since 1970; 0 while that is not known. */
function beginOf(feed: CurveFeed, run: number, training: string): number {
  const times = ['step/loss', 'train/loss'].flatMap(
    (name) => feed.curve(run, fullName(training, name))?.times[0] ?? [],
  );
  return times.length > 0 ? Math.min(...times) : 0;
}

function useOverlaid(ids: readonly number[]): {
  readonly runs: readonly MeasuringRun[];
  readonly error: Error | undefined;
} {
  const { value, error } = useQuery(`over ${ids.join(' ')}`, () => Promise.all(ids.map(measuringRun)));
  const runs = useStable((value ?? []).filter(({ id }) => ids.includes(id)));
  return { runs, error };
}

async function measuringRun(id: number): Promise<MeasuringRun> {
  const { series } = await said(api.runs[':run'].$get({ param: { run: String(id) } }));
  return { id, series };
}

/** The same value for as long as it says the same, so that nothing is reckoned again. */
function useStable<T>(value: T): T {
  const text = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text says whether the value is another.
  return useMemo(() => value, [text]);
}
