/** A curve as it is drawn. All arrays are of one length; x rises. */
export interface PlottedCurve {
  /** Who it is among the curves of a chart. */
  readonly key: string;
  readonly label: string;
  /** A color of series: its place in the theme's list, from 0. */
  readonly color: number;
  /** Dashed, for the second of two that share a color. */
  readonly isDashed?: boolean;
  /** Thin, behind the others, and without a label at its end: what the others summarize. */
  readonly isBackground?: boolean;
  readonly x: Float64Array;
  /** NaN where there is no number: the line has a gap there. */
  readonly values: Float64Array;
  /** The range of the points that each value stands for, where it stands for several. */
  readonly low?: Float64Array | undefined;
  readonly high?: Float64Array | undefined;
  /** The smoothed values; then the others are drawn faintly behind them. */
  readonly smoothed?: Float64Array | undefined;
}

/** A stretch of x that is pointed at. */
export interface PlottedMark {
  readonly from: number;
  readonly to: number;
  /** Values worth a line across it. */
  readonly levels?: readonly { readonly value: number; readonly label: string }[];
}

/** The index of the last x that is at most `at`; −1 where all are larger. */
export function lastAtMost(x: Float64Array, at: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The index of the x that is nearest to `at`; −1 where there is none. */
function nearest(x: Float64Array, at: number): number {
  const before = lastAtMost(x, at);
  if (before < 0) return x.length > 0 ? 0 : -1;
  const [left = 0, right = Number.POSITIVE_INFINITY] = [x[before], x[before + 1]];
  return right - at < at - left ? before + 1 : before;
}

/** What a curve says at an x: its smoothed value where it is smoothed. NaN where it has none near there. */
export function valueAt({ x, values, smoothed }: PlottedCurve, at: number): number {
  const index = nearest(x, at);
  return (smoothed ?? values)[index] ?? Number.NaN;
}

/** What a curve says last. */
export function lastValue({ values, smoothed }: PlottedCurve): number {
  return (smoothed ?? values).at(-1) ?? Number.NaN;
}

/** The first and the last x of curves. */
export function extentOf(curves: readonly PlottedCurve[]): readonly [number, number] | undefined {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { x } of curves) {
    from = Math.min(from, x[0] ?? from);
    to = Math.max(to, x.at(-1) ?? to);
  }
  return from <= to ? [from, to] : undefined;
}
