import { formatNumber } from 'echotrain/report';
import type { Histogram } from 'echotrain/store';
import { useMemo, useState } from 'react';
import { api, said } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import { useChartColors } from '../../charts/chart-colors.ts';
import chartStyles from '../../charts/curve-chart.module.css';
import { type HeatCell, heatContent } from '../../charts/heat-content.ts';
import { keysInWords, PlotView } from '../../charts/plot-view.tsx';
import { placeText } from '../../charts/x-axis.ts';
import { Select } from '../../controls/select.tsx';
import type { ChartState } from '../run-chart-state.ts';
import type { DrawnRun } from '../score-charts.ts';
import type { PlottingOptions } from '../series/plotted.ts';
import { fullName } from '../series/series-name.ts';

/** What the store calls distributions of weights, before the layer's name. */
const WEIGHTS = 'monitor/weights/';

/** How the weights of a layer are distributed, epoch by epoch. */
export function WeightsChart({
  run: { id, options },
  training,
  state,
  version,
}: {
  readonly run: DrawnRun;
  readonly training: string;
  readonly state: ChartState;
  readonly version: number;
}) {
  const colors = useChartColors();
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState<number>();
  const layers = useLayers(id, training, version);
  const layer = layers.includes(wanted) ? wanted : (layers[0] ?? '');
  const histograms = useHistograms(id, fullName(training, `${WEIGHTS}${layer}`), version);
  const content = useMemo(() => heatContent(cellsOf(histograms, options), 0), [histograms, options]);
  if (layers.length === 0) return null;
  const shown = at === undefined ? histograms.at(-1) : histograms.find((one) => alongOf(one, options) >= at);
  const told = shown ? `${at === undefined ? 'Last' : placeText(state.axis, at)}: ${inWords(shown)}` : '';
  return (
    <section className={chartStyles.chart} aria-label="Weights">
      <header className={chartStyles.header}>
        <h3>Distribution of weights</h3>
        <Select
          label="Layer"
          isLabelHidden
          value={layer}
          options={layers.map((name) => ({ value: name, label: name }))}
          onChange={setWanted}
        />
      </header>
      <p className={chartStyles.told}>{told}</p>
      <div className={chartStyles.plot}>
        <PlotView
          {...{ content, colors }}
          onPoint={setAt}
          axis={state.axis}
          valueTitle="Weight"
          view={state.view}
          onView={state.setView}
          label={`Weights of ${layer}. ${told} ${keysInWords}`}
        />
      </div>
    </section>
  );
}

/** While histograms may still come, they are asked for when so many changes of curves have been seen. */
const EVERY = 5;

function useLayers(run: number, training: string, version: number): readonly string[] {
  const turn = Math.ceil(version / EVERY);
  const { value } = useQuery(`layers ${run} ${training} ${turn}`, () =>
    said(api.curves.histograms.$get({ query: { run: String(run) } })),
  );
  const prefix = fullName(training, WEIGHTS);
  return useMemo(
    () =>
      (value?.names ?? []).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : [])),
    [value, prefix],
  );
}

function useHistograms(run: number, name: string, version: number): readonly Histogram[] {
  const turn = Math.ceil(version / EVERY);
  const { value } = useQuery(`histograms ${run} ${name} ${turn}`, async () => {
    const { histograms } = await said(api.curves.histograms.$get({ query: { run: String(run), name } }));
    return { name, histograms };
  });
  return useMemo(() => (value?.name === name ? value.histograms : []), [value, name]);
}

function alongOf({ step, epoch, at }: Histogram, { axis, begin }: PlottingOptions): number {
  if (axis === 'step') return step;
  return axis === 'epoch' ? epoch : (at - begin) / 1000;
}

/** Each histogram holds from the one before to its own place; its fullest bin is darkest. */
function cellsOf(histograms: readonly Histogram[], options: PlottingOptions): readonly HeatCell[] {
  return histograms.flatMap((histogram, i) => {
    const { edges, counts } = histogram;
    const before = histograms[i - 1];
    const [from, to] = [before ? alongOf(before, options) : 0, alongOf(histogram, options)];
    const most = Math.max(...counts);
    return counts.flatMap((count, bin) => {
      const [low = 0, high = 0] = [edges[bin], edges[bin + 1]];
      return count === 0 ? [] : [{ from, to, low, high, shade: Math.sqrt(count / most) }];
    });
  });
}

function inWords({ edges, counts }: Histogram): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const middles = counts.map((_, i) => ((edges[i] ?? 0) + (edges[i + 1] ?? 0)) / 2);
  const mean = middles.reduce((sum, middle, i) => sum + middle * (counts[i] ?? 0), 0) / total;
  const [low = 0, high = 0] = [edges[0], edges.at(-1)];
  const shown = Math.abs(mean) < 1e-4 * (high - low) ? 0 : mean;
  return `${formatNumber(total)} weights from ${formatNumber(low)} to ${formatNumber(high)}, mean ${formatNumber(shown)}`;
}
