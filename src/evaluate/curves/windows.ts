import { quantile } from '../bootstrap.ts';
import { at } from './loss-curves.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CurveSeries } from './training-curves.ts';

/** A series in few values: the median of each window, at its last step. */
export interface Windows {
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** Puts a series into windows of equally many values; each value is a window where there are few. */
export function windowsOf(series: CurveSeries, most: number = THRESHOLDS.windows): Windows {
  const { length } = series.steps;
  const count = Math.min(length, most);
  const end = (window: number) => Math.floor(((window + 1) * length) / count);
  const windows = Array.from({ length: count }, (_, window) => [end(window - 1), end(window)] as const);
  return {
    steps: Float64Array.from(windows, ([, to]) => at(series.steps, to - 1)),
    values: Float64Array.from(windows, ([from, to]) => median(middles(series, from, to))),
  };
}

/** The values of a series, or the middles between least and largest, from one index to before another. */
export function middles({ low, high }: CurveSeries, from: number, to: number): Float64Array {
  return Float64Array.from({ length: to - from }, (_, i) => (at(low, from + i) + at(high, from + i)) / 2);
}

/** The median of all that is finite; NaN for nothing. */
export function median(values: Float64Array): number {
  return quantile(values.filter(Number.isFinite).sort(), 0.5);
}

/** The part of a series up to a step. */
export function upTo({ steps, low, high }: CurveSeries, step: number): CurveSeries {
  const count = Array.from(steps).findIndex((other) => other > step);
  if (count < 0) return { steps, low, high };
  const cut = (values: ArrayLike<number>) => Float64Array.from({ length: count }, (_, i) => at(values, i));
  return { steps: cut(steps), low: cut(low), high: cut(high) };
}
