import type uPlot from 'uplot';
import type { ChartColors } from './chart-colors.ts';
import { logTicks } from './log-ticks.ts';
import { logTickTexts, tickTexts } from './tick-text.ts';
import { clockText, incrementsOf, type XAxis, xTitles } from './x-axis.ts';

/** What does not change while a plot is shown. */
export interface PlotLook {
  readonly axis: XAxis;
  /** What the values are, with their unit. */
  readonly valueTitle: string;
  readonly isLog: boolean;
  /** Of the values, where they are not numbers: names at whole places. */
  readonly names?: readonly string[] | undefined;
  /** Room on the right, in pixels of the page. */
  readonly gutter: number;
  readonly colors: ChartColors;
}

/** Axes and scales as uPlot takes them. What is drawn between them is drawn by the plot. */
export function plotOptions(
  look: PlotLook,
): Pick<uPlot.Options, 'axes' | 'scales' | 'padding' | 'series' | 'legend'> {
  const { isLog, gutter } = look;
  return {
    padding: [10, Math.max(32, gutter), 0, 4],
    legend: { show: false },
    series: [{}, { show: true, stroke: 'transparent', points: { show: false }, paths: () => null }],
    scales: {
      x: { time: false, auto: false, range: (_, low, high) => [low, high] },
      y: { auto: false, distr: isLog ? 3 : 1, range: (_, low, high) => [low, high] },
    },
    axes: [horizontal(look), vertical(look)],
  };
}

function axisLook({ colors }: PlotLook): uPlot.Axis {
  return {
    stroke: colors.muted,
    font: colors.font,
    labelFont: colors.font,
    labelSize: colors.fontSize + 8,
    grid: { stroke: colors.line, width: 1 },
    ticks: { show: false },
  };
}

function horizontal(look: PlotLook): uPlot.Axis {
  const { axis, colors } = look;
  return {
    ...axisLook(look),
    label: xTitles[axis],
    size: colors.fontSize + 14,
    space: axis === 'time' ? 84 : 68,
    incrs: incrementsOf(axis),
    grid: { show: false },
    border: { show: true, stroke: colors.line, width: 1 },
    values: (_, splits, __, ___, increment) =>
      axis === 'time' ? splits.map((value) => clockText(value, increment)) : tickTexts(splits, increment),
  };
}

function vertical(look: PlotLook): uPlot.Axis {
  const { valueTitle, isLog, names } = look;
  return {
    ...axisLook(look),
    label: valueTitle,
    size: (plot, values) => widthOf(plot, values, look),
    space: 34,
    ...(names && { splits: () => names.map((_, i) => i), values: () => [...names], grid: { show: false } }),
    ...(!names && { values: (_, splits, __, ___, increment) => tickTexts(splits, increment) }),
    ...(isLog && {
      splits: (_, __, low, high) => [...logTicks(low, high)],
      filter: (_, splits) => splits,
      values: (_, splits) => logTickTexts(splits),
    }),
  };
}

/** As wide as the widest text; never so narrow that plots above each other would begin at different places. */
function widthOf({ ctx }: uPlot, values: readonly string[] | null, { colors, names }: PlotLook): number {
  ctx.save();
  ctx.font = colors.font;
  const widths = (values ?? []).map((text) => ctx.measureText(text).width);
  ctx.restore();
  const most = names ? 160 : 120;
  return Math.min(most, Math.max(4 * colors.fontSize, ...widths.map((width) => width + 14)));
}
