import { horizontalAxis, verticalAxis } from './axis.ts';
import { type DirectLabel, labelLayers, marginForLabels } from './direct-labels.ts';
import {
  drawFigure,
  emptyFigure,
  type Figure,
  type FigureText,
  FONT_SIZE,
  frameOf,
  type Layer,
  specOf,
} from './figure.ts';
import { formatNumber } from './numbers.ts';
import { seriesColor } from './palette.ts';
import { position, type Scale, scaleFor } from './scale.ts';
import { fitText } from './text-width.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a figure of points and lines shows. */
export interface ScatterOptions extends FigureText {
  readonly points: readonly Point[];
  /** Lines through the points, such as a fitted model: two points for a straight one. */
  readonly lines?: readonly { readonly label: string; readonly points: readonly Point[] }[];
  readonly xTitle?: string;
  readonly yTitle?: string;
}

const HEIGHT = 320;
const LEFT = 60;
const WIDEST_LABEL = 200;
const MANY = 200;
/** Points closer than this many pixels are drawn as one. */
const CELL = 2;

/**
 * Points, and lines labeled at their ends: data and what was fitted to them.
 *
 * @example await scatterFigure({ points, lines: [{ label: 'y = 2x + 1', points: [{ x: 0, y: 1 }, { x: 4, y: 9 }] }] });
 */
export async function scatterFigure(options: ScatterOptions): Promise<Figure> {
  const points = options.points.filter(isFinitePoint);
  const lines = (options.lines ?? []).map((line) => ({ ...line, points: line.points.filter(isFinitePoint) }));
  const all = [...points, ...lines.flatMap((line) => line.points)];
  if (all.length === 0) return emptyFigure('There is nothing to draw: no finite points.', options);
  const scales = { x: scaleFor(all.map((point) => point.x)), y: scaleFor(all.map((point) => point.y)) };
  const labels = lines.flatMap(labelOf);
  const frame = frameOf(HEIGHT, { left: LEFT, right: marginForLabels(labels), top: 34, bottom: 48 });
  const x = horizontalAxis(scales.x, options.xTitle ?? 'x', false);
  const y = verticalAxis(scales.y, options.yTitle ?? 'y', LEFT);
  const layer: Layer[] = [
    {
      data: { values: [...distinct(points, scales, frame)] },
      mark: dotMark(points.length),
      encoding: { x, y },
    },
    { ...lineLayer(lines), encoding: { x, y, ...LINE_LOOKS } },
    ...labelLayers(labels, scales, frame),
  ];
  return drawFigure(specOf(frame, { layer }), describe(points.length, options), options);
}

type Line = NonNullable<ScatterOptions['lines']>[number];

const LINE_LOOKS = {
  detail: { field: 'line', type: 'nominal' },
  stroke: { field: 'color', type: 'nominal', scale: null },
} as const;

function lineLayer(lines: readonly Line[]) {
  const values = lines.flatMap(({ points }, line) =>
    points.map((point) => ({ ...point, line, color: seriesColor(line + 1) })),
  );
  return { data: { values }, mark: { type: 'line', strokeWidth: 2.5 } } as const;
}

function labelOf({ label, points }: Line, index: number): readonly DirectLabel[] {
  const last = points.at(-1);
  return last
    ? [
        {
          text: fitText(label, FONT_SIZE, WIDEST_LABEL),
          color: seriesColor(index + 1),
          dash: [1, 0],
          y: last.y,
        },
      ]
    : [];
}

/** Many points are small and let others shine through. */
function dotMark(count: number) {
  const many = count > MANY;
  return { type: 'circle', fill: seriesColor(0), size: many ? 16 : 60, opacity: many ? 0.5 : 1 } as const;
}

function isFinitePoint({ x, y }: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

/** One point for each cell of a few pixels: the others would be hidden behind it. */
export function distinct<T extends Point>(
  points: readonly T[],
  scales: { readonly x: Scale; readonly y: Scale },
  { width, height }: { readonly width: number; readonly height: number },
): Iterable<T> {
  const cell = (at: number, pixels: number): number => Math.round((at * pixels) / CELL);
  return new Map(
    points.map((point) => [
      `${cell(position(scales.x, point.x), width)}/${cell(position(scales.y, point.y), height)}`,
      point,
    ]),
  ).values();
}

function describe(count: number, { xTitle = 'x', yTitle = 'y', lines = [] }: ScatterOptions): string {
  const names = lines.map((line) => line.label).join(', ');
  return `Scatter plot of ${yTitle} over ${xTitle}, ${formatNumber(count)} points${names ? `, with ${names}` : ''}.`;
}
