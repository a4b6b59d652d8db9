import type { Frame, PlotContent } from './plot-content.ts';
import { extentOf, type PlottedCurve } from './plotted-curve.ts';

/** A rectangle of a heat map. */
export interface HeatCell {
  /** Along the axis. */
  readonly from: number;
  readonly to: number;
  /** Of the values. */
  readonly low: number;
  readonly high: number;
  /** From 0 to 1; NaN where nothing is known. */
  readonly shade: number;
}

/** Cells within axes, the darker the larger, in a color of series. */
export function heatContent(cells: readonly HeatCell[], color: number): PlotContent {
  let [from, to, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const cell of cells) {
    [from, to] = [Math.min(from, cell.from), Math.max(to, cell.to)];
    [low, high] = [Math.min(low, cell.low), Math.max(high, cell.high)];
  }
  return {
    extent: from < to ? [from, to] : undefined,
    range: () => (low < high ? [low, high] : [0, 1]),
    draw: (frame) => drawCells(frame, cells, color),
  };
}

function drawCells(frame: Frame, cells: readonly HeatCell[], color: number): void {
  const { context, left, top, width, height, colors, ratio } = frame;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  for (const { from, to, low, high, shade } of cells) {
    if (to < frame.from || from > frame.to) continue;
    const [x, y] = [frame.x(from), frame.y(high)];
    const [right, bottom] = [frame.x(to), frame.y(low)];
    context.globalAlpha = Number.isFinite(shade) ? Math.max(0, Math.min(1, shade)) : 0;
    context.fillStyle = colors.series[color % colors.series.length] ?? colors.text;
    context.fillRect(x, y, right - x + ratio / 2, bottom - y + ratio / 2);
  }
  context.restore();
}

/** Shares from 0 to 1, a row for each curve, the first on top. Each value holds from the one before to its own place. */
export function rowsOfCells(curves: readonly PlottedCurve[]): readonly HeatCell[] {
  const [begin = 0] = extentOf(curves) ?? [];
  return curves.flatMap(({ x, values }, row) => {
    const middle = curves.length - 1 - row;
    return Array.from(values, (shade, i) => ({
      ...{ from: x[i - 1] ?? begin, to: x[i] ?? 0, shade },
      ...{ low: middle - 0.46, high: middle + 0.46 },
    }));
  });
}
