import type { ChartColors } from '../../charts/chart-colors.ts';
import { logTickText, tickTexts } from '../../charts/tick-text.ts';
import { type AxisScale, placeOn, ticksOf } from './axis-scale.ts';

/** A point of a scatter plot. */
export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** Which color of the series it has, from 0. */
  readonly color: number;
}

/** A horizontal line with what it is. */
export interface LevelLine {
  readonly y: number;
  readonly label: string;
}

/** What is drawn. */
export interface ScatterContent {
  readonly points: readonly ScatterPoint[];
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly xTitle: string;
  readonly yTitle: string;
  /** Whether the line x = y is drawn. */
  readonly hasIdentity: boolean;
  readonly levels: readonly LevelLine[];
}

/** Where points may be, in pixels. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The room that axes leave. */
export function plotArea(width: number, height: number, fontSize: number): PlotArea {
  return {
    left: 5.5 * fontSize,
    top: fontSize,
    right: width - 1.5 * fontSize,
    bottom: height - 4 * fontSize,
  };
}

/** Where a point is, in pixels. */
export function spotOf(
  { x, y }: ScatterContent,
  area: PlotArea,
  point: Pick<ScatterPoint, 'x' | 'y'>,
): readonly [number, number] {
  return [
    area.left + placeOn(x, point.x) * (area.right - area.left),
    area.bottom - placeOn(y, point.y) * (area.bottom - area.top),
  ];
}

/** Draws axes, lines and points; one of them stands out. */
export function drawScatter(
  context: CanvasRenderingContext2D,
  content: ScatterContent,
  area: PlotArea,
  colors: ChartColors,
  chosen: ScatterPoint | undefined,
): void {
  context.font = colors.font;
  drawAxes(context, content, area, colors);
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  context.clip();
  if (content.hasIdentity) drawIdentity(context, content, area, colors);
  drawPoints(context, content, area, colors);
  context.restore();
  for (const level of content.levels) drawLevel(context, content, area, colors, level);
  if (chosen) drawChosen(context, spotOf(content, area, chosen), colors);
}

function drawAxes(
  context: CanvasRenderingContext2D,
  { x, y, xTitle, yTitle }: ScatterContent,
  area: PlotArea,
  colors: ChartColors,
): void {
  context.strokeStyle = colors.line;
  context.fillStyle = colors.muted;
  context.lineWidth = 1;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const [tick, text] of ticksWithTexts(x)) {
    const at = Math.round(area.left + placeOn(x, tick) * (area.right - area.left)) + 0.5;
    stroke(context, at, area.top, at, area.bottom);
    context.fillText(text, at, area.bottom + 6);
  }
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const [tick, text] of ticksWithTexts(y)) {
    const at = Math.round(area.bottom - placeOn(y, tick) * (area.bottom - area.top)) + 0.5;
    stroke(context, area.left, at, area.right, at);
    context.fillText(text, area.left - 6, at);
  }
  context.fillStyle = colors.text;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillText(xTitle, (area.left + area.right) / 2, area.bottom + 3.6 * colors.fontSize);
  context.save();
  context.translate(colors.fontSize * 1.3, (area.top + area.bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(yTitle, 0, 0);
  context.restore();
}

function ticksWithTexts(scale: AxisScale): (readonly [number, string])[] {
  const ticks = ticksOf(scale);
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0));
  const texts = scale.isLog ? ticks.map(logTickText) : tickTexts(ticks, step);
  return ticks.map((tick, i) => [tick, texts[i] ?? '']);
}

function drawIdentity(
  context: CanvasRenderingContext2D,
  content: ScatterContent,
  area: PlotArea,
  colors: ChartColors,
): void {
  const [low, high] = [Math.max(content.x.low, content.y.low), Math.min(content.x.high, content.y.high)];
  const [from, to] = [spotOf(content, area, { x: low, y: low }), spotOf(content, area, { x: high, y: high })];
  context.strokeStyle = colors.text;
  context.setLineDash([5, 4]);
  stroke(context, ...from, ...to);
  context.setLineDash([]);
}

/** Many points are fainter, so that crowds show. */
function drawPoints(
  context: CanvasRenderingContext2D,
  content: ScatterContent,
  area: PlotArea,
  colors: ChartColors,
): void {
  const { points } = content;
  const radius = points.length > 2000 ? 2 : 3.5;
  context.globalAlpha = points.length > 2000 ? 0.35 : 0.65;
  for (const point of points) {
    const [x, y] = spotOf(content, area, point);
    context.fillStyle = colors.series[point.color % colors.series.length] ?? colors.accent;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}

function drawLevel(
  context: CanvasRenderingContext2D,
  content: ScatterContent,
  area: PlotArea,
  colors: ChartColors,
  { y, label }: LevelLine,
): void {
  const [, at] = spotOf(content, area, { x: content.x.low, y });
  context.strokeStyle = colors.text;
  context.setLineDash([5, 4]);
  stroke(context, area.left, at, area.right, at);
  context.setLineDash([]);
  context.textAlign = 'right';
  context.textBaseline = 'bottom';
  context.lineWidth = 4;
  context.strokeStyle = colors.surface;
  context.strokeText(label, area.right - 4, at - 3);
  context.lineWidth = 1;
  context.fillStyle = colors.text;
  context.fillText(label, area.right - 4, at - 3);
}

function drawChosen(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  colors: ChartColors,
): void {
  context.lineWidth = 2;
  context.strokeStyle = colors.text;
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  context.stroke();
}

function stroke(context: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX, toY);
  context.stroke();
}
