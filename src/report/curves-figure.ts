import { horizontalAxis, verticalAxis } from './axis.ts';
import { decimate, LONG, trend } from './curve-points.ts';
import { type Curve, type CurveSeries, curveSeries } from './curve-series.ts';
import { type DirectLabel, labelLayers, marginForLabels, roomForLabels } from './direct-labels.ts';
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
import { position, rangeOf, type Scale, scaleFor, valueAt } from './scale.ts';
import { fitText, textWidth } from './text-width.ts';

/** What a figure of learning curves shows. */
export interface CurvesOptions extends FigureText {
  readonly curves: readonly Curve[];
  /** "epoch" by default. */
  readonly xTitle?: string;
  /** "loss" by default. */
  readonly yTitle?: string;
  /** Whether the vertical axis is logarithmic. */
  readonly log?: boolean;
  /** Places to point out, such as the best epoch. */
  readonly marks?: readonly { readonly x: number; readonly label: string }[];
}

interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

const HEIGHT = 300;
const LEFT = 60;
const WIDEST_LABEL = 230;
/** Shorter curves show their points. */
const MOST_POINTS = 20;
const MOST_IN_ALT = 8;

/**
 * Curves of training, validation and test over epochs or steps, of one run (a color for each part) or several (a color
 * for each run, a dash for each part), labeled at their ends. Long, noisy ones are drawn faintly with their trend.
 *
 * @example await curvesFigure({ curves: [{ part: 'training', y: loss }, { part: 'validation', y: validationLoss }] });
 */
export async function curvesFigure(options: CurvesOptions): Promise<Figure> {
  const { curves, log = false, title } = options;
  const most = roomForLabels(HEIGHT);
  const series = curveSeries(curves, log, most);
  if (series.length === 0) return emptyFigure('There is nothing to draw: no finite values.', options);
  const points = series.flatMap((one) => one.stretches.flat());
  const scales = {
    x: horizontal(points.map((point) => point.x)),
    y: scaleFor(
      points.map((point) => point.y),
      log,
    ),
  };
  const labels = series.length > most ? [] : series.filter(isNamed).map(directLabel);
  const top = options.marks?.length ? 52 : 34;
  const frame = frameOf(HEIGHT, { left: LEFT, right: marginForLabels(labels), top, bottom: 48 });
  const layer = [
    ...lineLayers(series, scales, options),
    ...markLayers(options, scales, frame),
    ...labelLayers(labels, scales, frame),
  ];
  const caption = [options.caption, crowdNote(series, most), missingNote(series, log)]
    .filter(Boolean)
    .join(' ');
  return drawFigure(specOf(frame, { layer }), describe(series, options), {
    title,
    caption: caption || undefined,
  });
}

function horizontal(xs: readonly number[]): Scale {
  const [low, high] = rangeOf(xs);
  return low === high ? { low: low - 0.5, high: high + 0.5, log: false } : { low, high, log: false };
}

function isNamed({ run, part }: CurveSeries): boolean {
  return run !== '' || part !== '';
}

function nameOf({ run, part }: Pick<CurveSeries, 'run' | 'part'>): string {
  return [run, part].filter(Boolean).join(', ');
}

/** "run, part value", the run's name shortened to what room there is. */
function directLabel(series: CurveSeries): DirectLabel {
  const value = formatNumber(series.last.y);
  const rest = textWidth(`, ${series.part} ${value}`, FONT_SIZE);
  const run = fitText(series.run, FONT_SIZE, WIDEST_LABEL - rest);
  return {
    text: `${nameOf({ run, part: series.part })} ${value}`,
    color: series.color,
    dash: series.dash,
    y: series.last.y,
  };
}

function lineLayers(
  series: readonly CurveSeries[],
  scales: Scales,
  options: CurvesOptions,
): readonly Layer[] {
  const whole = series.every((one) =>
    one.stretches.every((stretch) => stretch.every((point) => Number.isInteger(point.x))),
  );
  const encoding = {
    x: horizontalAxis(scales.x, options.xTitle ?? 'epoch', whole),
    y: verticalAxis(scales.y, options.yTitle ?? 'loss', LEFT),
    detail: { field: 'stretch', type: 'nominal' },
    strokeDash: { field: 'dash', type: 'nominal', scale: null },
    stroke: { field: 'color', type: 'nominal', scale: null },
  } as const;
  const { faint, clear, dots } = drawables(series);
  const { x, y } = encoding;
  const fill = { field: 'color', type: 'nominal', scale: null } as const;
  return [
    { data: { values: faint }, mark: { type: 'line', strokeWidth: 1, opacity: 0.25 }, encoding },
    {
      data: { values: clear },
      mark: { type: 'line', strokeWidth: series.length > roomForLabels(HEIGHT) ? 1 : 2, strokeJoin: 'round' },
      encoding,
    },
    { data: { values: dots }, mark: { type: 'circle', size: 28, opacity: 1 }, encoding: { x, y, fill } },
  ];
}

/** Which points go into faint lines, clear lines and dots. */
function drawables(series: readonly CurveSeries[]) {
  const all = series.flatMap(({ stretches, color, dash }, index) => {
    const total = stretches.reduce((count, stretch) => count + stretch.length, 0);
    return stretches.map((points, i) => ({ points, total, look: { color, dash, stretch: `${index}/${i}` } }));
  });
  const drawn = (some: typeof all, reduce = (points: (typeof all)[number]['points']) => points) =>
    some.flatMap(({ points, look }) => reduce(points).map((point) => ({ ...point, ...look })));
  const long = all.filter(({ points }) => points.length > LONG);
  const short = all.filter(({ points }) => points.length <= LONG);
  return {
    faint: drawn(long, decimate),
    clear: [...drawn(short), ...drawn(long, trend)],
    dots: drawn(short.filter(({ points, total }) => points.length === 1 || total <= MOST_POINTS)),
  };
}

function markLayers({ marks = [] }: CurvesOptions, scales: Scales, frame: Frame): readonly Layer[] {
  const inside = marks.filter(({ x }) => x >= scales.x.low && x <= scales.x.high);
  const values = inside.map(({ x, label }) => ({
    x,
    low: scales.y.low,
    top: valueAt(scales.y, 1 + 10 / frame.height),
    label: fitText(label, FONT_SIZE, 240),
    side: position(scales.x, x) > 0.5 ? 'right' : 'left',
  }));
  const x = { field: 'x', type: 'quantitative' } as const;
  const labels = (align: 'left' | 'right'): Layer => ({
    data: { values: values.filter((value) => value.side === align) },
    mark: { type: 'text', align, fill: PALETTE.muted.light, baseline: 'bottom', dy: -2 },
    encoding: { x, y: { field: 'top', type: 'quantitative' }, text: { field: 'label' } },
  });
  const rules: Layer = {
    data: { values },
    mark: { type: 'rule', stroke: PALETTE.muted.light, strokeDash: [3, 3] },
    encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'top' } },
  };
  return values.length === 0 ? [] : [rules, labels('left'), labels('right')];
}

function crowdNote(series: readonly CurveSeries[], most: number): string {
  return series.length > most ? `${formatNumber(series.length)} curves, too many to name.` : '';
}

function missingNote(series: readonly CurveSeries[], log: boolean): string {
  const total = series.reduce((count, one) => count + one.missing, 0);
  if (total === 0) return '';
  const what = log ? 'not finite or not positive' : 'not finite';
  return `Not drawn: ${formatNumber(total)} ${total === 1 ? 'value that is' : 'values that are'} ${what}.`;
}

function describe(
  series: readonly CurveSeries[],
  { xTitle = 'epoch', yTitle = 'loss', log }: CurvesOptions,
): string {
  const sentences = series.slice(0, MOST_IN_ALT).map((one) => {
    const first = one.stretches[0]?.[0] ?? one.last;
    const start =
      first.x === one.last.x ? '' : `from ${formatNumber(first.y)} at ${xTitle} ${formatNumber(first.x)} to `;
    return `${nameOf(one) || yTitle}: ${start}${formatNumber(one.last.y)} at ${xTitle} ${formatNumber(one.last.x)}.`;
  });
  const more = series.length > MOST_IN_ALT ? ` And ${series.length - MOST_IN_ALT} more curves.` : '';
  return `Line chart of ${yTitle} over ${xTitle}${log ? ', logarithmic' : ''}. ${sentences.join(' ')}${more}`;
}
