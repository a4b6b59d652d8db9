import type { ChartColors } from './chart-colors.ts';
import type { Frame } from './plot-content.ts';
import { lastAtMost, type PlottedCurve } from './plotted-curve.ts';

/** More labels than this would not be told apart: the legend has to do. */
const MOST_LABELS = 6;

/** Labels are cut to this width, in pixels of the page. */
const WIDEST = 130;

/** Between a curve's end and its label, in pixels of the page. */
const GAP = 6;

/** The curves that are labeled at their ends. */
function labeled(curves: readonly PlottedCurve[]): readonly PlottedCurve[] {
  const all = curves.filter(({ isBackground }) => !isBackground);
  return all.length > MOST_LABELS || all.length < 2 ? [] : all;
}

/** How much room labels need on the right, in pixels of the page. */
export function labelRoom(curves: readonly PlottedCurve[], { font }: ChartColors): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return 0;
  context.font = font;
  const widths = labeled(curves).map(({ label }) => context.measureText(label).width);
  return widths.length === 0 ? 0 : Math.min(WIDEST, Math.max(...widths)) + 2 * GAP;
}

/** Writes the name of each curve beside its last value. */
export function drawLabels(frame: Frame, curves: readonly PlottedCurve[]): void {
  const { context, ratio, colors, top, height } = frame;
  const labels = labeled(curves).flatMap((curve) => {
    const y = frame.y(endOf(curve, frame.to));
    return Number.isFinite(y) ? [{ curve, y: Math.max(top, Math.min(top + height, y)) }] : [];
  });
  const line = 1.2 * colors.fontSize * ratio;
  context.save();
  context.font = colors.font.replace(/^[\d.]+/, (size) => String(Number(size) * ratio));
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { curve, y } of apart(labels, line, top, top + height)) {
    context.fillStyle = colors.series[curve.color % colors.series.length] ?? colors.text;
    const text = cut(context, curve.label, WIDEST * ratio);
    context.fillText(text, frame.left + frame.width + GAP * ratio, y);
  }
  context.restore();
}

/** The last value that is shown. */
function endOf({ x, values, smoothed }: PlottedCurve, to: number): number {
  return (smoothed ?? values)[lastAtMost(x, to)] ?? Number.NaN;
}

/** Moves labels down where they would overlap, and up again from the bottom. */
function apart<T extends { readonly y: number }>(
  labels: readonly T[],
  line: number,
  top: number,
  bottom: number,
): T[] {
  const placed = labels.toSorted((a, b) => a.y - b.y);
  let free = top;
  const down = placed.map((label) => {
    const y = Math.max(label.y, free);
    free = y + line;
    return { ...label, y };
  });
  let limit = bottom;
  return down.toReversed().map((label) => {
    const y = Math.min(label.y, limit);
    limit = y - line;
    return { ...label, y };
  });
}

function cut(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length)}…`;
}
