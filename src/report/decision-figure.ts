import { check } from '../util/errors.ts';
import { horizontalAxis, verticalAxis } from './axis.ts';
import { type DirectLabel, labelLayers, marginForLabels } from './direct-labels.ts';
import {
  drawFigure,
  type Figure,
  type FigureText,
  FONT_SIZE,
  frameOf,
  type Layer,
  specOf,
} from './figure.ts';
import { formatNumber } from './numbers.ts';
import { PALETTE, seriesColor } from './palette.ts';
import type { Scale } from './scale.ts';
import { distinct } from './scatter-figure.ts';
import { fitText } from './text-width.ts';

/** What a plane of decisions shows. */
export interface DecisionOptions extends FigureText {
  readonly classes: readonly string[];
  readonly x: { readonly title: string; readonly low: number; readonly high: number };
  readonly y: { readonly title: string; readonly low: number; readonly high: number };
  /** The predicted class at the center of each cell of a grid, row-major, the first row at the lowest y. */
  readonly regions: { readonly rows: number; readonly columns: number; readonly classes: ArrayLike<number> };
  /** The items, colored by their true class. */
  readonly points?: readonly { readonly x: number; readonly y: number; readonly class: number }[];
}

const HEIGHT = 400;
const LEFT = 60;

/** The plane of two features, each region in the color of the class predicted there, and the items upon it. */
export async function decisionFigure(options: DecisionOptions): Promise<Figure> {
  const { x, y, classes, points = [] } = options;
  checkRegions(options);
  const scales = { x: { ...x, log: false }, y: { ...y, log: false } };
  const labels = classNames(classes, scales.y);
  const frame = frameOf(HEIGHT, { left: LEFT, right: marginForLabels(labels), top: 34, bottom: 48 });
  const vertical = verticalAxis(scales.y, y.title, LEFT);
  const axes = {
    x: horizontalAxis(scales.x, x.title, false),
    y: { ...vertical, axis: { ...vertical.axis, grid: false } },
  };
  const fill = { field: 'color', type: 'nominal', scale: null } as const;
  const dot = { type: 'circle', size: 50, opacity: 1, stroke: PALETTE.paper.light, strokeWidth: 1 } as const;
  const inside = points.filter((at) => at.x >= x.low && at.x <= x.high && at.y >= y.low && at.y <= y.high);
  const values = [...distinct(inside, scales, frame)].map((at) => ({ ...at, color: seriesColor(at.class) }));
  const layer: Layer[] = [
    {
      data: { values: [...runsOf(options)] },
      mark: { type: 'rect', fillOpacity: 0.2 },
      encoding: { ...axes, x2: { field: 'x2' }, y2: { field: 'y2' }, fill },
    },
    { data: { values }, mark: dot, encoding: { ...axes, fill } },
    ...labelLayers(labels, scales, frame),
  ];
  return drawFigure(specOf(frame, { layer }), describe(options), options);
}

function describe({ classes, x, y, points = [] }: DecisionOptions): string {
  const items = points.length > 0 ? `, with ${formatNumber(points.length)} items` : '';
  return `Regions predicted for ${classes.join(', ')} over ${x.title} and ${y.title}${items}.`;
}

function checkRegions({ regions, classes, x, y }: DecisionOptions): void {
  const { rows, columns } = regions;
  check(regions.classes.length === rows * columns && x.high > x.low && y.high > y.low, () => ({
    where: 'decisionFigure',
    expected: 'rows × columns predicted classes over rising ranges of x and y',
    received: `${regions.classes.length} for ${rows} × ${columns}, x ${x.low} to ${x.high}, y ${y.low} to ${y.high}`,
  }));
  const unknown = Array.from(regions.classes).find((index) => classes[index] === undefined);
  check(unknown === undefined, () => ({
    where: 'decisionFigure',
    expected: `classes from 0 to ${classes.length - 1}`,
    received: String(unknown),
  }));
}

/** The classes' names beside the plot, from its top. */
function classNames(classes: readonly string[], { low, high }: Scale): readonly DirectLabel[] {
  return classes.map((name, i) => ({
    text: fitText(name, FONT_SIZE, 180),
    color: seriesColor(i),
    dash: [1, 0],
    y: high - ((high - low) * (i + 1) * 20) / HEIGHT,
  }));
}

/** Rectangles for the runs of equal classes in each row of the grid. */
function* runsOf({ regions, x, y }: DecisionOptions) {
  const { rows, columns, classes } = regions;
  const [width, height] = [(x.high - x.low) / columns, (y.high - y.low) / rows];
  for (let row = 0; row < rows; row++) {
    for (let start = 0, end = 0; start < columns; start = end) {
      const predicted = classes[row * columns + start] ?? 0;
      while (end < columns && classes[row * columns + end] === predicted) end++;
      const [left, bottom] = [x.low + start * width, y.low + row * height];
      const color = seriesColor(predicted);
      yield { x: left, x2: x.low + end * width, y: bottom, y2: bottom + height, color };
    }
  }
}
