import type { CurveFinding } from 'echotrain/evaluate';
import { useMemo } from 'react';
import { CurveChart } from '../charts/curve-chart.tsx';
import { Notice } from '../controls/notice.tsx';
import styles from './curves-tab.module.css';
import { marksIn } from './marks.ts';
import type { ChartState } from './run-chart-state.ts';
import { type DrawnRun, scoreCurves, scoreTitle, seriesOfScore, singleCurves } from './score-charts.ts';
import type { CurveFeed } from './series/curve-feed.ts';
import { scoresOf } from './series/series-name.ts';

/** What the charts of a run are told. */
export interface RunChartsProps {
  readonly feed: CurveFeed;
  /** Grows when curves have changed. */
  readonly version: number;
  /** The run of the page first, then those that are laid over it. */
  readonly runs: readonly DrawnRun[];
  /** The names of the series of the run's training, without its own. */
  readonly names: readonly string[];
  readonly state: ChartState;
  /** What is marked. */
  readonly finding: CurveFinding | undefined;
}

/** Series that have no parts, with their titles. */
const SINGLES = [
  { name: 'step/learningRate', title: 'Learning rate', valueTitle: 'Learning rate' },
  { name: 'monitor/examplesPerSecond', title: 'Throughput', valueTitle: 'Examples per second' },
] as const;

/** Loss and scores, learning rate and throughput. */
export function CurvesTab({ names, isRunning, ...rest }: RunChartsProps & { readonly isRunning: boolean }) {
  const scores = useMemo(() => scoresOf(names), [names]);
  if (names.length === 0) {
    return (
      <Notice kind="empty" title={isRunning ? 'No curves yet' : 'No curves'}>
        {isRunning
          ? 'They appear with the first steps of the training.'
          : 'The run ended before its training began, or has not begun.'}
      </Notice>
    );
  }
  return (
    <div className={styles.charts}>
      <ScoreChart score="loss" isMain {...rest} />
      <div className={styles.grid}>
        {scores.slice(1).map((score) => (
          <ScoreChart key={score} score={score} {...rest} />
        ))}
        {SINGLES.filter(({ name }) => names.includes(name)).map((single) => (
          <SingleChart key={single.name} {...single} {...rest} />
        ))}
      </div>
    </div>
  );
}

type ChartProps = Omit<RunChartsProps, 'names'>;

function ScoreChart({
  score,
  isMain = false,
  ...props
}: ChartProps & { readonly score: string; readonly isMain?: boolean }) {
  const { feed, version, runs, state, finding } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the curves have changed.
  const curves = useMemo(() => scoreCurves(feed, runs, score), [feed, runs, score, version]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the curves have changed.
  const marks = useMemo(
    () => (runs[0] ? marksIn(feed, runs[0], finding, seriesOfScore(score)) : []),
    [feed, runs, finding, score, version],
  );
  return <CurveChart {...scoreTitle(score)} {...{ curves, marks, isMain }} {...chartOf(state)} />;
}

function SingleChart({
  name,
  title,
  valueTitle,
  ...props
}: ChartProps & { readonly name: string; readonly title: string; readonly valueTitle: string }) {
  const { feed, version, runs, state, finding } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the curves have changed.
  const curves = useMemo(() => singleCurves(feed, runs, name), [feed, runs, name, version]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the curves have changed.
  const marks = useMemo(
    () => (runs[0] ? marksIn(feed, runs[0], finding, [name]) : []),
    [feed, runs, finding, name, version],
  );
  return <CurveChart {...{ title, valueTitle, curves, marks }} {...chartOf(state)} />;
}

/** What of the state a chart is told. */
export function chartOf({ axis, isLog, view, setView }: ChartState) {
  return { axis, isLog, view, onView: setView };
}
