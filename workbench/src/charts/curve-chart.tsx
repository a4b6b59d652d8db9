import { useMemo, useRef, useState } from 'react';
import { useChartColors } from './chart-colors.ts';
import { ChartHeader } from './chart-header.tsx';
import styles from './curve-chart.module.css';
import { CurveTable } from './curve-table.tsx';
import { curvesContent } from './curves-content.ts';
import { curvesInWords, valuesInWords } from './curves-in-words.ts';
import { labelRoom } from './draw-labels.ts';
import { Legend } from './legend.tsx';
import type { View } from './plot.ts';
import { keysInWords, type PlotHandle, PlotView } from './plot-view.tsx';
import type { PlottedCurve, PlottedMark } from './plotted-curve.ts';
import { savePicture } from './save-picture.ts';
import type { XAxis } from './x-axis.ts';

/** What a chart is told. */
export interface CurveChartProps {
  readonly title: string;
  /** What the values are, with their unit; the title by default. */
  readonly valueTitle?: string;
  readonly curves: readonly PlottedCurve[];
  readonly axis: XAxis;
  readonly isLog?: boolean;
  readonly marks?: readonly PlottedMark[];
  /** The part that is shown; all where there is none. */
  readonly view: View | undefined;
  readonly onView: (view: View | undefined) => void;
  /** Larger than others. */
  readonly isMain?: boolean;
}

const NO_MARKS: readonly PlottedMark[] = [];

/**
 * Curves in a chart, with their values where one points, as a table, and as a picture to save.
 *
 * @example <CurveChart title="Loss" curves={curves} axis="step" view={view} onView={setView} />
 */
export function CurveChart(props: CurveChartProps) {
  const {
    title,
    valueTitle = title,
    curves,
    axis,
    isLog = false,
    marks = NO_MARKS,
    view,
    onView,
    isMain,
  } = props;
  const colors = useChartColors();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<number>();
  const [read, setRead] = useState<number>();
  const [hasTable, setHasTable] = useState(false);
  const handle = useRef<PlotHandle>(null);
  const shown = useMemo(() => curves.filter(({ key }) => !hidden.has(key)), [curves, hidden]);
  const content = useMemo(() => curvesContent(shown, marks, isLog), [shown, marks, isLog]);
  const gutter = useMemo(() => Math.ceil(labelRoom(shown, colors)), [shown, colors]);
  const words = useMemo(() => curvesInWords(title, shown, axis), [title, shown, axis]);
  const toggle = (key: string) =>
    setHidden((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  return (
    <section className={isMain ? `${styles.chart} ${styles.main}` : styles.chart} aria-label={title}>
      <ChartHeader
        {...{ title, hasTable }}
        onTable={setHasTable}
        onSave={() => handle.current && savePicture(handle.current, title, shown, colors)}
      />
      <Legend {...{ curves, hidden, at, axis }} onToggle={toggle} />
      <div className={styles.plot}>
        <PlotView
          {...{ content, axis, valueTitle, isLog, gutter, colors, view, onView, handle }}
          onPoint={setAt}
          onRead={setRead}
          label={`${words} ${keysInWords}`}
        />
      </div>
      <output className={styles.hidden}>{read !== undefined && valuesInWords(shown, axis, read)}</output>
      {hasTable && <CurveTable {...{ title, curves: shown, axis, view }} />}
    </section>
  );
}
