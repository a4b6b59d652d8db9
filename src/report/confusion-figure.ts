import { range, sum } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import {
  drawFigure,
  emptyFigure,
  FIGURE_WIDTH,
  type Figure,
  type FigureText,
  type Frame,
  type Layer,
  specOf,
} from './figure.ts';
import { formatNumber, formatPercent } from './numbers.ts';
import { PALETTE } from './palette.ts';
import { fitText, textWidth } from './text-width.ts';

/** What a confusion matrix shows. */
export interface ConfusionOptions extends FigureText {
  /** Counts: row = true class, column = predicted class. */
  readonly matrix: readonly (readonly number[])[];
  /** The classes' names, one for each row. */
  readonly classes: readonly string[];
}

/** A count in the matrix, with what is drawn of it. */
interface Cell {
  readonly row: number;
  readonly column: number;
  readonly count: number;
  /** The share of its row, NaN where the row is empty. */
  readonly share: number;
}

const WIDEST_NAME = 170;
const TALLEST_NAME = 110;
const MARGIN_COLUMN = 68;
/** Room for the word under which precision is given. */
const NARROWEST_MARGIN = 72;
const LARGEST_CELL = { width: 92, height: 52 };
/** Names and counts are written in cells at least this large; percentages too in larger ones. */
const CELL_FOR_COUNT = 20;
const CELL_FOR_SHARE = 40;
/** An error that occurs is never quite without color. */
const FAINTEST = 0.2;

/**
 * A confusion matrix: counts and the share of each true class; right ones blue, wrong ones orange; recall beside each
 * row and precision under each column.
 *
 * @example await confusionFigure({ matrix: confusionMatrix(labels, predictions, 3), classes: ['setosa', 'versicolor', 'virginica'] });
 */
export async function confusionFigure(options: ConfusionOptions): Promise<Figure> {
  const { matrix, classes } = options;
  check(matrix.length === classes.length && matrix.every((row) => row.length === classes.length), () => ({
    where: 'confusionFigure',
    expected: 'a square matrix with a name for each class',
    received: `${matrix.length} rows of ${matrix[0]?.length ?? 0} columns and ${classes.length} names`,
  }));
  if (sum(matrix.flat()) === 0)
    return emptyFigure('There is nothing to show: no items were classified.', options);
  const grid = gridFor(classes);
  const cells = cellsOf(matrix);
  const layer = [
    cellLayer(cells),
    ...countLayers(cells, grid),
    ...nameLayers(classes, grid),
    ...marginLayers(matrix, grid),
  ];
  return drawFigure(specOf(grid.frame, { layer }), describe(matrix, classes), {
    title: options.title,
    caption: options.caption ?? 'Rows are the true classes; percentages are shares of the row.',
  });
}

interface Grid {
  readonly frame: Frame;
  readonly cell: { readonly width: number; readonly height: number };
  readonly fontSize: number;
  /** Whether the names of columns stand upright, because they are wider than a cell. */
  readonly upright: boolean;
}

function gridFor(classes: readonly string[]): Grid {
  const widest = Math.max(...classes.map((name) => textWidth(name, 13)));
  const left = Math.max(NARROWEST_MARGIN, 16 + Math.min(WIDEST_NAME, widest));
  const available = (FIGURE_WIDTH - left - MARGIN_COLUMN) / classes.length;
  const width = Math.min(LARGEST_CELL.width, available);
  const cell = { width, height: Math.min(LARGEST_CELL.height, width) };
  const upright = widest > cell.width - 8;
  const top = 34 + (upright ? Math.min(TALLEST_NAME, widest) : 16);
  const size = { width: cell.width * classes.length, height: cell.height * classes.length };
  const frame = { ...size, left, right: FIGURE_WIDTH - left - size.width, top, bottom: 34 };
  return { frame, cell, fontSize: cell.width < 32 ? 10 : cell.width < 44 ? 11 : 13, upright };
}

function cellsOf(matrix: ConfusionOptions['matrix']): readonly Cell[] {
  return matrix.flatMap((counts, row) => {
    const total = sum(counts);
    return counts.map((count, column) => ({ row, column, count, share: count / total }));
  });
}

/** Positions in units of cells, from the top left. */
function at(classes: number) {
  return (field: 'x' | 'x2' | 'y' | 'y2') =>
    ({
      field,
      type: 'quantitative',
      axis: null,
      scale: { domain: field.startsWith('x') ? [0, classes] : [classes, 0], nice: false, zero: false },
    }) as const;
}

function cellLayer(cells: readonly Cell[]): Layer {
  const position = at(Math.sqrt(cells.length));
  const { rule } = PALETTE;
  const values = cells.map(({ row, column, count, share }) => ({
    x: column,
    x2: column + 1,
    y: row,
    y2: row + 1,
    color: PALETTE[row === column ? 'heat-right' : 'heat-wrong'].light,
    opacity: count === 0 ? 0 : Math.max(FAINTEST, Math.sqrt(share)),
  }));
  return {
    data: { values },
    mark: { type: 'rect', stroke: rule.light, strokeOpacity: 1, strokeWidth: 1 },
    encoding: {
      x: position('x'),
      x2: { field: 'x2' },
      y: position('y'),
      y2: { field: 'y2' },
      fill: { field: 'color', type: 'nominal', scale: null },
      fillOpacity: { field: 'opacity', type: 'quantitative', scale: null },
    },
  };
}

function textLayer(
  texts: readonly { readonly x: number; readonly y: number; readonly text: string }[],
  mark: Partial<Extract<Extract<Layer, { mark: unknown }>['mark'], { type: unknown }>>,
): Layer {
  return {
    data: { values: [...texts] },
    mark: { baseline: 'middle', align: 'center', ...mark, type: 'text' },
    encoding: {
      x: { field: 'x', type: 'quantitative', axis: null },
      y: { field: 'y', type: 'quantitative', axis: null },
      text: { field: 'text' },
    },
  };
}

function countLayers(cells: readonly Cell[], { cell, fontSize }: Grid): readonly Layer[] {
  if (cell.width < CELL_FOR_COUNT) return [];
  const withShare = Math.min(cell.width, cell.height) >= CELL_FOR_SHARE;
  const offset = (one: Cell): number => (withShare && one.count > 0 ? -8 / cell.height : 0);
  const place = (one: Cell, dy: number) => ({ x: one.column + 0.5, y: one.row + 0.5 + dy });
  const filled = cells.filter(({ count }) => count > 0);
  const counts = filled.map((one) => ({
    ...place(one, offset(one)),
    text: compact(one.count, cell.width, fontSize),
  }));
  const shares = filled.map((one) => ({ ...place(one, 9 / cell.height), text: formatPercent(one.share) }));
  const zeros = cells.filter(({ count }) => count === 0).map((one) => ({ ...place(one, 0), text: '0' }));
  return [
    textLayer(counts, { fontSize, fontWeight: 600 }),
    textLayer(zeros, { fontSize, fill: PALETTE.muted.light }),
    ...(withShare ? [textLayer(shares, { fontSize: 11 })] : []),
  ];
}

/** A count in full, or in thousands where the cell is too narrow for it. */
function compact(count: number, width: number, fontSize: number): string {
  const full = formatNumber(count);
  return textWidth(full, fontSize) <= width - 4 || count < 1000
    ? full
    : `${formatNumber(Number((count / 1000).toPrecision(2)))}k`;
}

function nameLayers(classes: readonly string[], { frame, cell, fontSize, upright }: Grid): readonly Layer[] {
  const muted = PALETTE.muted.light;
  const inCells = (pixels: number): number => pixels / cell.width;
  const titles = [
    textLayer([{ x: inCells(-frame.left), y: -14 / cell.height, text: 'true ↓' }], {
      align: 'left',
      fill: muted,
    }),
    textLayer([{ x: 0, y: (16 - frame.top) / cell.height, text: 'predicted →' }], {
      align: 'left',
      fill: muted,
    }),
  ];
  if (cell.width < CELL_FOR_COUNT / 2) return titles;
  const rows = classes.map((name, i) => ({
    x: inCells(-8),
    y: i + 0.5,
    text: fitText(name, fontSize, frame.left - 16),
  }));
  const room = upright ? frame.top - 34 : cell.width - 8;
  const columns = classes.map((name, i) => ({
    x: i + 0.5,
    y: -10 / cell.height,
    text: fitText(name, fontSize, room),
  }));
  const turned = upright ? ({ angle: 270, align: 'left' } as const) : {};
  return [
    ...titles,
    textLayer(rows, { align: 'right', fontSize }),
    textLayer(columns, { ...turned, fontSize }),
  ];
}

/** Recall to the right of each row, precision under each column. */
function marginLayers(matrix: ConfusionOptions['matrix'], { cell, fontSize }: Grid): readonly Layer[] {
  if (cell.width < CELL_FOR_SHARE) return [];
  const count = matrix.length;
  const [right, below] = [count + 8 / cell.width, count + 16 / cell.height];
  const mark = { fill: PALETTE.muted.light, fontSize: Math.min(12, fontSize) };
  const diagonal = (i: number): number => matrix[i]?.[i] ?? 0;
  const recall = range(count).map((i) => formatPercent(diagonal(i) / sum(matrix[i] ?? [])));
  const precision = range(count).map((i) =>
    formatPercent(diagonal(i) / sum(matrix.map((row) => row[i] ?? 0))),
  );
  const beside = recall.map((text, i) => ({ x: right, y: i + 0.5, text }));
  const under = precision.map((text, i) => ({ x: i + 0.5, y: below, text }));
  const titles = [
    { x: right, y: -10 / cell.height, text: 'recall' },
    { x: -8 / cell.width, y: below, text: 'precision' },
  ];
  return [
    textLayer([...beside, ...titles.slice(0, 1)], { ...mark, align: 'left' }),
    textLayer(under, mark),
    textLayer(titles.slice(1), { ...mark, align: 'right' }),
  ];
}

function describe(matrix: ConfusionOptions['matrix'], classes: readonly string[]): string {
  const cells = cellsOf(matrix);
  const total = sum(matrix.flat());
  const right = sum(cells.filter(({ row, column }) => row === column).map(({ count }) => count));
  const errors = cells
    .filter(({ row, column, count }) => row !== column && count > 0)
    .sort((a, b) => b.count - a.count);
  const worst = errors
    .slice(0, 3)
    .map(({ row, column, count }) => `${classes[row]} taken for ${classes[column]} (${count})`);
  const most = worst.length > 0 ? ` Most frequent errors: ${worst.join(', ')}.` : ' No errors.';
  return `Confusion matrix of ${formatNumber(total)} items in ${classes.length} classes, accuracy ${formatPercent(right / total)}.${most}`;
}
