import { check } from '../util/errors.ts';
import { horizontalAxis } from './axis.ts';
import {
  drawFigure,
  emptyFigure,
  type Figure,
  type FigureText,
  FONT_SIZE,
  type Frame,
  frameOf,
  type Layer,
  specOf,
} from './figure.ts';
import { formatNumber } from './numbers.ts';
import { PALETTE } from './palette.ts';
import { rangeOf, type Scale } from './scale.ts';
import { fitText, textWidth } from './text-width.ts';

/** An estimate with its interval, such as a model's accuracy. */
export interface IntervalRow {
  readonly label: string;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** What a figure of estimates and their intervals shows. */
export interface IntervalsOptions extends FigureText {
  readonly rows: readonly IntervalRow[];
  /** What the numbers are, with their unit. */
  readonly xTitle: string;
  /** How numbers are written, {@link formatNumber} by default. */
  readonly format?: (value: number) => string;
  /** A value to compare with, such as 0 for differences or a published result. */
  readonly reference?: { readonly value: number; readonly label: string };
}

const ROW = 30;
const MOST_ROWS = 100;
const WIDEST_LABEL = 230;
/** The share of the range that is left free at either end. */
const PADDING = 0.06;

/**
 * Estimates as dots on their intervals, one row each, with the numbers beside them.
 *
 * @example await intervalsFigure({ xTitle: 'accuracy', rows: [{ label: 'MLP', ...wilsonInterval(9834, 10000) }] });
 */
export async function intervalsFigure(options: IntervalsOptions): Promise<Figure> {
  const { format = formatNumber, reference } = options;
  for (const row of options.rows) checkRow(row);
  const rows = options.rows.filter((row) => Number.isFinite(row.estimate)).slice(0, MOST_ROWS);
  if (rows.length === 0) return emptyFigure('There is nothing to show: no estimates.', options);
  const scale = scaleOf(rows, reference?.value);
  const texts = rows.map((row) => `${format(row.estimate)} (${format(row.lower)} to ${format(row.upper)})`);
  const frame = frameFor(rows, texts, reference !== undefined);
  const layer = [
    ...intervalLayers(rows, scale, options),
    ...textLayers(rows, texts, frame),
    ...referenceLayers(options, rows.length),
  ];
  const left = options.rows.length - rows.length;
  const note = left > 0 ? `${formatNumber(left)} more rows are not shown.` : '';
  const caption = [options.caption, note].filter(Boolean).join(' ') || undefined;
  return drawFigure(specOf(frame, { layer }), describe(rows, texts, options), {
    title: options.title,
    caption,
  });
}

function checkRow({ label, estimate, lower, upper }: IntervalRow): void {
  check(!(lower > estimate || estimate > upper), () => ({
    where: 'intervalsFigure',
    expected: 'lower ≤ estimate ≤ upper',
    received: `${lower}, ${estimate}, ${upper} for ${label}`,
  }));
}

function scaleOf(rows: readonly IntervalRow[], reference: number | undefined): Scale {
  const values = rows.flatMap((row) => [row.lower, row.estimate, row.upper]).concat(reference ?? []);
  const [low, high] = rangeOf(values.filter(Number.isFinite));
  const margin = PADDING * (high - low) || 0.5;
  return { low: low - margin, high: high + margin, log: false };
}

function frameFor(rows: readonly IntervalRow[], texts: readonly string[], hasReference: boolean): Frame {
  const widest = (some: readonly string[]): number =>
    Math.max(...some.map((text) => textWidth(text, FONT_SIZE)));
  const left = 24 + Math.min(WIDEST_LABEL, widest(rows.map((row) => row.label)));
  const right = 24 + widest(texts);
  return frameOf(ROW * rows.length, { left, right, top: hasReference ? 30 : 12, bottom: 48 });
}

const y = { field: 'y', type: 'quantitative', axis: null } as const;

function intervalLayers(
  rows: readonly IntervalRow[],
  scale: Scale,
  { xTitle }: IntervalsOptions,
): readonly Layer[] {
  const values = rows.map(({ estimate, lower, upper }, i) => ({
    y: i + 0.5,
    x: estimate,
    lower: Math.max(scale.low, lower),
    upper: Math.min(scale.high, upper),
  }));
  const axis = horizontalAxis(scale, xTitle, false);
  const x = { ...axis, axis: { ...axis.axis, grid: true } };
  const rowScale = { ...y, scale: { domain: [rows.length, 0], nice: false, zero: false } };
  const color = PALETTE.blue.light;
  return [
    {
      data: { values },
      mark: { type: 'rule', stroke: color, strokeWidth: 2.5, strokeCap: 'round' },
      encoding: { x: { ...x, field: 'lower' }, x2: { field: 'upper' }, y: rowScale },
    },
    {
      data: { values },
      mark: { type: 'circle', fill: color, size: 70, opacity: 1 },
      encoding: { x, y: rowScale },
    },
  ];
}

function textLayers(rows: readonly IntervalRow[], texts: readonly string[], frame: Frame): readonly Layer[] {
  const column = (labels: readonly string[], x: number, align: 'left' | 'right'): Layer => ({
    data: { values: labels.map((text, i) => ({ text, y: i + 0.5 })) },
    mark: { type: 'text', align, baseline: 'middle', x },
    encoding: { y, text: { field: 'text' } },
  });
  const names = rows.map((row) => fitText(row.label, FONT_SIZE, WIDEST_LABEL));
  return [column(names, -14, 'right'), column(texts, frame.width + 14, 'left')];
}

function referenceLayers({ reference }: IntervalsOptions, rows: number): readonly Layer[] {
  if (!reference) return [];
  const values = [{ x: reference.value, y: 0, bottom: rows, text: fitText(reference.label, FONT_SIZE, 240) }];
  const x = { field: 'x', type: 'quantitative' } as const;
  const { light } = PALETTE.muted;
  return [
    {
      data: { values },
      mark: { type: 'rule', stroke: light, strokeDash: [3, 3] },
      encoding: { x, y, y2: { field: 'bottom' } },
    },
    {
      data: { values },
      mark: { type: 'text', fill: light, baseline: 'bottom', align: 'center', dy: -4 },
      encoding: { x, y, text: { field: 'text' } },
    },
  ];
}

function describe(
  rows: readonly IntervalRow[],
  texts: readonly string[],
  { xTitle, reference }: IntervalsOptions,
): string {
  const some = rows.slice(0, 10).map((row, i) => `${row.label}: ${texts[i]}.`);
  const more = rows.length > some.length ? ` And ${rows.length - some.length} more.` : '';
  const against = reference ? ` Reference: ${reference.label}.` : '';
  return `Estimates of ${xTitle} with intervals. ${some.join(' ')}${more}${against}`;
}
