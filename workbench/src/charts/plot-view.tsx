import 'uplot/dist/uPlot.min.css';
import { type KeyboardEvent, type RefObject, useEffect, useImperativeHandle, useRef } from 'react';
import type { ChartColors } from './chart-colors.ts';
import { Plot, type View, wholeOf, zoomed } from './plot.ts';
import type { PlotContent } from './plot-content.ts';
import styles from './plot-view.module.css';
import type { XAxis } from './x-axis.ts';

/** What can be asked of a plot that is shown. */
export interface PlotHandle {
  /** The drawn picture. */
  canvas(): HTMLCanvasElement | undefined;
}

/** What a plot is told. */
export interface PlotViewProps {
  readonly content: PlotContent;
  readonly axis: XAxis;
  readonly valueTitle: string;
  readonly isLog?: boolean;
  readonly names?: readonly string[];
  readonly gutter?: number;
  readonly colors: ChartColors;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** The part that is shown; all where there is none. */
  readonly view: View | undefined;
  readonly onView: (view: View | undefined) => void;
  /** The x that is pointed at, by pointer or keys. */
  readonly onPoint: (x: number | undefined) => void;
  /** The x whose values are to be read out, pointed at by keys. */
  readonly onRead?: (x: number) => void;
  readonly handle?: RefObject<PlotHandle | null>;
}

/** How far keys go, as a share of what is shown. */
const STEP = 0.1;
const POINT_STEP = 0.02;

/** Axes with something in them, as large as their place. */
export function PlotView(props: PlotViewProps) {
  const { content, axis, valueTitle, isLog = false, names, gutter = 0, colors, label, view, handle } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const listed = names?.join('\n');

  useEffect(() => {
    if (!place.current) return;
    const shown = new Plot(
      place.current,
      { axis, valueTitle, isLog, names: listed?.split('\n'), gutter, colors },
      {
        onView: (wanted) => latest.current.onView(wanted),
        onPoint: (x) => latest.current.onPoint(x),
      },
    );
    plot.current = shown;
    shown.show(latest.current.content, latest.current.view);
    const sizes = new ResizeObserver(([entry]) => {
      if (entry) shown.resize(entry.contentRect.width, entry.contentRect.height);
    });
    sizes.observe(place.current);
    return () => {
      sizes.disconnect();
      shown.close();
    };
  }, [axis, valueTitle, isLog, listed, gutter, colors]);
  useEffect(() => plot.current?.show(content, view), [content, view]);
  useImperativeHandle(handle, () => ({ canvas: () => plot.current?.canvas }));
  const onKeyDown = useKeys(latest, plot);

  return (
    <div
      ref={place}
      className={styles.plot}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys, as a canvas to work on does
      tabIndex={0}
      role="application"
      aria-label={label}
      aria-roledescription="chart"
      onKeyDown={onKeyDown}
    />
  );
}

/** What keys do in a chart, for a tooltip and for those who do not see it. */
export const keysInWords =
  'Arrow keys read values, with shift they move; plus and minus zoom, 0 shows all. Drag to zoom, shift and drag to move.';

function useKeys(latest: RefObject<PlotViewProps>, plot: RefObject<Plot | undefined>) {
  const pointed = useRef<number>(undefined);
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { content, view, onView } = latest.current;
    const shown = view ?? wholeOf(content);
    const width = shown.to - shown.from;
    const sign = event.key === 'ArrowLeft' ? -1 : 1;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      if (event.shiftKey) {
        onView({ from: shown.from + sign * STEP * width, to: shown.to + sign * STEP * width });
      } else {
        const at = (pointed.current ?? (shown.from + shown.to) / 2) + sign * POINT_STEP * width;
        pointed.current = Math.max(shown.from, Math.min(shown.to, at));
        plot.current?.point(pointed.current);
        latest.current.onRead?.(pointed.current);
      }
    } else if (event.key === '+' || event.key === '=') onView(zoomed(shown, 0.5, pointed.current));
    else if (event.key === '-') onView(zoomed(shown, 2, pointed.current));
    else if (event.key === '0') onView(undefined);
    else return;
    event.preventDefault();
  };
}
