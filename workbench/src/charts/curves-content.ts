import { drawCurve } from './draw-curve.ts';
import { drawLabels } from './draw-labels.ts';
import type { Frame, PlotContent } from './plot-content.ts';
import { extentOf, type PlottedCurve, type PlottedMark } from './plotted-curve.ts';
import { valueRange } from './value-range.ts';

/** Curves, and what is pointed at, within axes. */
export function curvesContent(
  curves: readonly PlottedCurve[],
  marks: readonly PlottedMark[],
  isLog: boolean,
): PlotContent {
  return {
    extent: extentOf(curves),
    range: (from, to) => valueRange(curves, from, to, isLog),
    draw(frame) {
      const { context, left, top, width, height } = frame;
      context.save();
      context.beginPath();
      context.rect(left, top, width, height);
      context.clip();
      for (const mark of marks) drawMark(frame, mark);
      for (const curve of curves.filter(({ isBackground }) => isBackground)) drawCurve(frame, curve);
      for (const curve of curves.filter(({ isBackground }) => !isBackground)) drawCurve(frame, curve);
      for (const mark of marks) drawLevels(frame, mark);
      context.restore();
      drawLabels(frame, curves);
    },
  };
}

/** A stretch is never drawn narrower than this, in pixels of the page. */
const NARROWEST = 3;

function drawMark(frame: Frame, { from, to }: PlottedMark): void {
  const { context, top, height, ratio, colors } = frame;
  const [begin, end] = [frame.x(from), frame.x(to)];
  const width = Math.max(NARROWEST * ratio, end - begin);
  context.fillStyle = colors.accent;
  context.globalAlpha = 0.12;
  context.fillRect(begin, top, width, height);
  context.globalAlpha = 0.8;
  context.fillRect(begin - ratio / 2, top, ratio, height);
  context.fillRect(begin + width - ratio / 2, top, ratio, height);
  context.globalAlpha = 1;
}

function drawLevels(frame: Frame, { from, levels = [] }: PlottedMark): void {
  const { context, left, width, ratio, colors } = frame;
  context.font = colors.font.replace(/^[\d.]+/, (size) => String(Number(size) * ratio));
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  context.fillStyle = context.strokeStyle = colors.text;
  context.lineWidth = ratio;
  context.setLineDash([3 * ratio, 3 * ratio]);
  for (const { value, label } of levels) {
    const y = frame.y(value);
    if (!Number.isFinite(y)) continue;
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(left + width, y);
    context.stroke();
    context.fillText(label, Math.max(left, frame.x(from)) + 4 * ratio, y - 2 * ratio);
  }
  context.setLineDash([]);
}
