import { formatPercent } from 'echotrain/report';
import { useMemo, useRef, useState } from 'react';
import { useChartColors } from './chart-colors.ts';
import { ChartHeader } from './chart-header.tsx';
import styles from './curve-chart.module.css';
import { CurveTable } from './curve-table.tsx';
import { curvesInWords } from './curves-in-words.ts';
import { heatContent, rowsOfCells } from './heat-content.ts';
import type { View } from './plot.ts';
import { keysInWords, type PlotHandle, PlotView } from './plot-view.tsx';
import { lastValue, type PlottedCurve, valueAt } from './plotted-curve.ts';
import { savePicture } from './save-picture.ts';
import { placeText, type XAxis } from './x-axis.ts';

/** Darker is more, in this color of series. */
const COLOR = 1;

/** What a heat map is told. */
export interface HeatChartProps {
  readonly title: string;
  /** Shares from 0 to 1, a row each. */
  readonly curves: readonly PlottedCurve[];
  readonly axis: XAxis;
  readonly view: View | undefined;
  readonly onView: (view: View | undefined) => void;
}

/**
 * Shares over steps as a heat map, a row for each.
 *
 * @example <HeatChart title="Dead units" curves={layers} axis="step" view={view} onView={setView} />
 */
export function HeatChart({ title, curves, axis, view, onView }: HeatChartProps) {
  const colors = useChartColors();
  const [at, setAt] = useState<number>();
  const [hasTable, setHasTable] = useState(false);
  const handle = useRef<PlotHandle>(null);
  const content = useMemo(() => heatContent(rowsOfCells(curves), COLOR), [curves]);
  const names = useMemo(() => curves.map(({ label }) => label).reverse(), [curves]);
  const words = useMemo(() => curvesInWords(title, curves, axis), [title, curves, axis]);
  const told = curves
    .map((curve) => [curve.label, at === undefined ? lastValue(curve) : valueAt(curve, at)] as const)
    .map(([label, value]) => `${label} ${formatPercent(value, 0)}`);
  return (
    <section className={styles.chart} aria-label={title}>
      <ChartHeader
        {...{ title, hasTable }}
        onTable={setHasTable}
        onSave={() => handle.current && savePicture(handle.current, title, [], colors)}
      />
      <p className={styles.told}>
        {at === undefined ? 'Last values' : placeText(axis, at)}: {told.join(' · ')}
      </p>
      <div className={styles.plot}>
        <PlotView
          {...{ content, axis, names, colors, view, onView, handle }}
          onPoint={setAt}
          valueTitle=""
          label={`${words} ${keysInWords}`}
        />
      </div>
      {hasTable && <CurveTable {...{ title, curves, axis, view }} />}
    </section>
  );
}
