import { useMemo } from 'react';
import { CurveChart } from '../../charts/curve-chart.tsx';
import { HeatChart } from '../../charts/heat-chart.tsx';
import { Notice } from '../../controls/notice.tsx';
import styles from '../curves-tab.module.css';
import { chartOf, type RunChartsProps } from '../curves-tab.tsx';
import { marksIn } from '../marks.ts';
import type { DrawnRun } from '../score-charts.ts';
import { layerCurves, layerMeasures, seriesOfMeasure } from './layer-charts.ts';
import { WeightsChart } from './weights-chart.tsx';

/** What is inside the network while it trains: gradients, weights, activations, layer by layer. */
export function InsideTab(props: RunChartsProps & { readonly training: string }) {
  const { names, runs, state, version, training } = props;
  const [run] = runs;
  const measured = layerMeasures.filter(({ what }) => seriesOfMeasure(names, what).length > 0);
  if (!run || measured.length === 0) {
    return (
      <Notice kind="empty" title="Nothing was measured inside the network">
        Gradients, weights and activations are measured while a recorded run trains. This one has not got so
        far, or was recorded before that was done.
      </Notice>
    );
  }
  return (
    <div className={styles.grid}>
      {measured.map(({ what, title, valueTitle }) => (
        <LayerChart key={what} {...props} {...{ run, what, title, valueTitle }} />
      ))}
      <DeadUnits {...props} run={run} />
      <WeightsChart {...{ run, training, state, version }} />
    </div>
  );
}

type LayerProps = RunChartsProps & { readonly run: DrawnRun };

function LayerChart({
  run,
  what,
  title,
  valueTitle,
  ...props
}: LayerProps & { readonly what: string; readonly title: string; readonly valueTitle: string }) {
  const { feed, version, names, state, finding } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the curves have changed.
  const curves = useMemo(() => layerCurves(feed, run, names, what), [feed, run, names, what, version]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the curves have changed.
  const marks = useMemo(
    () => marksIn(feed, run, finding, seriesOfMeasure(names, what)),
    [feed, run, finding, names, what, version],
  );
  // Means may be negative, and then have no logarithm.
  const isLog = state.isLog && what !== 'activationMean';
  return <CurveChart {...{ title, valueTitle, curves, marks }} {...chartOf(state)} isLog={isLog} />;
}

function DeadUnits({ run, feed, version, names, state }: LayerProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the curves have changed.
  const curves = useMemo(() => layerCurves(feed, run, names, 'deadUnits'), [feed, run, names, version]);
  if (curves.length === 0) return null;
  const { axis, view, setView } = state;
  return (
    <HeatChart title="Dead units, as a share of each layer" {...{ curves, axis, view }} onView={setView} />
  );
}
