import type { View } from '../../charts/plot.ts';
import { lastAtMost, type PlottedCurve } from '../../charts/plotted-curve.ts';
import { smoothed } from '../../charts/smoothed.ts';
import type { XAxis } from '../../charts/x-axis.ts';
import type { MeasuredCurve } from './measured-curve.ts';

/** How curves are to be drawn. */
export interface PlottingOptions {
  readonly axis: XAxis;
  /** When the run began, in milliseconds since 1970. */
  readonly begin: number;
  /** From 0, which changes nothing, to below 1. */
  readonly smoothing: number;
  /** The steps in which smoothing counts, for all curves of a run alike; each curve's own where there are none. */
  readonly unit: number | undefined;
}

/** What a curve is in a chart, besides its numbers. */
export type CurveStyle = Omit<PlottedCurve, 'x' | 'values' | 'low' | 'high' | 'smoothed'>;

/** A measured curve as it is drawn. */
export function plotted(curve: MeasuredCurve, style: CurveStyle, options: PlottingOptions): PlottedCurve {
  const { values, low, high, isExact, steps, distance } = curve;
  const { smoothing, unit = distance } = options;
  return {
    ...style,
    x: alongOf(curve, options),
    values,
    ...(!isExact && { low, high }),
    ...(smoothing > 0 && { smoothed: smoothed(steps, values, smoothing, unit) }),
  };
}

/** Where the points of a curve are along an axis. */
function alongOf({ steps, epochs, times }: MeasuredCurve, { axis, begin }: PlottingOptions): Float64Array {
  if (axis === 'step') return steps;
  return axis === 'epoch' ? epochs : times.map((time) => (time - begin) / 1000);
}

/** The steps of what is shown, and as much again on both sides, so that moving finds something there. */
export function stretchOf(
  curve: MeasuredCurve | undefined,
  view: View | undefined,
  options: PlottingOptions,
): { readonly from: number; readonly to: number } | undefined {
  if (!curve || !view) return undefined;
  const x = alongOf(curve, options);
  const margin = view.to - view.from;
  const [before, after] = [lastAtMost(x, view.from - margin), lastAtMost(x, view.to + margin)];
  return { from: curve.steps[before] ?? 0, to: curve.steps[after + 1] ?? curve.steps.at(-1) ?? 0 };
}

/** Where a stretch of steps is along an axis. */
export function viewOf(
  curve: MeasuredCurve | undefined,
  [first, last]: readonly [number, number],
  options: PlottingOptions,
): View {
  if (options.axis === 'step' || !curve) return { from: first, to: last };
  const x = alongOf(curve, options);
  const at = (step: number) => x[Math.max(0, lastAtMost(curve.steps, step))] ?? 0;
  return { from: at(first), to: at(last) };
}
