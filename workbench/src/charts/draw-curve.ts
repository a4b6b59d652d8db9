import type { Frame } from './plot-content.ts';
import { lastAtMost, type PlottedCurve } from './plotted-curve.ts';

/** A line is so wide, in pixels of the page. */
const WIDTH = 1.75;

/** Where a value is missing, a cross at the bottom says so; so far apart at least, in pixels of the page. */
const CROSSES = { size: 3, apart: 10 };

/** Draws a curve: its range, its values, and over them the smoothed ones. */
export function drawCurve(frame: Frame, curve: PlottedCurve): void {
  const { context, ratio, colors } = frame;
  const { values, smoothed, isBackground } = curve;
  context.save();
  context.strokeStyle = context.fillStyle = colors.series[curve.color % colors.series.length] ?? colors.text;
  context.lineJoin = 'round';
  const isBehind = isBackground || smoothed;
  drawRange(frame, curve, isBehind ? 0.1 : 0.18);
  context.globalAlpha = smoothed ? 0.3 : isBackground ? 0.55 : 1;
  context.lineWidth = ratio * (isBehind ? 1 : WIDTH);
  if (curve.isDashed) context.setLineDash([6 * ratio, 4 * ratio]);
  drawLine(frame, curve, values);
  context.globalAlpha = 1;
  context.lineWidth = ratio * (isBackground ? 1.25 : WIDTH + 0.25);
  if (smoothed) drawLine(frame, curve, smoothed);
  context.setLineDash([]);
  drawCrosses(frame, curve);
  context.restore();
}

/** The indices that are to be drawn: those that are shown, and one more on each side. */
function shown({ from, to }: Frame, { x }: PlottedCurve): readonly [first: number, last: number] {
  return [Math.max(0, lastAtMost(x, from)), Math.min(x.length - 1, lastAtMost(x, to) + 1)];
}

function drawLine(frame: Frame, curve: PlottedCurve, values: Float64Array): void {
  const { context, ratio } = frame;
  const [first, last] = shown(frame, curve);
  const [path, dots] = [new Path2D(), new Path2D()];
  let isDown = false;
  for (let i = first; i <= last; i++) {
    const y = frame.y(values[i] ?? Number.NaN);
    if (!Number.isFinite(y)) {
      isDown = false;
      continue;
    }
    const x = frame.x(curve.x[i] ?? 0);
    if (isDown) path.lineTo(x, y);
    else path.moveTo(x, y);
    if (!isDown && !Number.isFinite(frame.y(values[i + 1] ?? Number.NaN))) {
      dots.moveTo(x + 2 * ratio, y);
      dots.arc(x, y, 2 * ratio, 0, 7);
    }
    isDown = true;
  }
  context.stroke(path);
  context.fill(dots);
}

/** The area between the least and the largest of the points that each value stands for. */
function drawRange(frame: Frame, curve: PlottedCurve, opacity: number): void {
  const { low, high, x } = curve;
  if (!low || !high) return;
  const { context } = frame;
  const [first, last] = shown(frame, curve);
  const bottom = frame.top + frame.height;
  const path = new Path2D();
  let begin = first;
  for (let i = first; i <= last + 1; i++) {
    if (i <= last && Number.isFinite(high[i])) continue;
    for (let k = begin; k < i; k++) path.lineTo(frame.x(x[k] ?? 0), frame.y(high[k] ?? 0));
    for (let k = i - 1; k >= begin; k--) {
      const y = frame.y(low[k] ?? 0);
      path.lineTo(frame.x(x[k] ?? 0), Number.isFinite(y) ? y : bottom);
    }
    if (i > begin) path.closePath();
    begin = i + 1;
  }
  context.globalAlpha = opacity;
  context.fill(path);
}

function drawCrosses(frame: Frame, curve: PlottedCurve): void {
  const { context, ratio } = frame;
  const [first, last] = shown(frame, curve);
  const [size, y] = [CROSSES.size * ratio, frame.top + frame.height - 2 * CROSSES.size * ratio];
  let before = Number.NEGATIVE_INFINITY;
  context.beginPath();
  for (let i = first; i <= last; i++) {
    const x = frame.x(curve.x[i] ?? 0);
    if (Number.isFinite(curve.values[i]) || x - before < CROSSES.apart * ratio) continue;
    before = x;
    context.moveTo(x - size, y - size);
    context.lineTo(x + size, y + size);
    context.moveTo(x - size, y + size);
    context.lineTo(x + size, y - size);
  }
  context.lineWidth = 1.5 * ratio;
  context.stroke();
}
