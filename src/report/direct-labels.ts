import { FONT_SIZE, type Frame, type Layer } from './figure.ts';
import { position, type Scale, spreadOut, valueAt } from './scale.ts';
import { textWidth } from './text-width.ts';

/** A label beside the plot, at the height of what it names. */
export interface DirectLabel {
  readonly text: string;
  readonly color: string;
  readonly dash: readonly number[];
  readonly y: number;
}

const GAP = FONT_SIZE + 4;
const SWATCH = 16;
const FROM_PLOT = 10;
const FROM_SWATCH = 6;
/** Where there are no labels, the last number of the horizontal axis still reaches this far. */
const HALF_A_NUMBER = 24;

/** How many labels fit beside a plot of this height. */
export function roomForLabels(height: number): number {
  return Math.floor(height / GAP) + 1;
}

/** The right margin that the labels need. */
export function marginForLabels(labels: readonly DirectLabel[]): number {
  const widest = Math.max(0, ...labels.map((label) => textWidth(label.text, FONT_SIZE)));
  return labels.length === 0 ? HALF_A_NUMBER : FROM_PLOT + SWATCH + FROM_SWATCH + widest;
}

/** The labels to the right of the plot, each after a piece of its line, moved apart where they would overlap. */
export function labelLayers(
  labels: readonly DirectLabel[],
  scales: { readonly x: Scale; readonly y: Scale },
  frame: Frame,
): readonly Layer[] {
  const wishes = labels.map((label) => frame.height * (1 - position(scales.y, label.y)));
  const places = spreadOut(wishes, GAP, 0, frame.height);
  const beyond = (pixels: number): number => valueAt(scales.x, 1 + pixels / frame.width);
  const values = labels.map(({ text, color, dash }, i) => ({
    text,
    color,
    dash,
    y: valueAt(scales.y, 1 - (places[i] ?? 0) / frame.height),
    start: beyond(FROM_PLOT),
    end: beyond(FROM_PLOT + SWATCH),
    textStart: beyond(FROM_PLOT + SWATCH + FROM_SWATCH),
  }));
  const y = { field: 'y', type: 'quantitative' } as const;
  return [
    {
      data: { values },
      mark: { type: 'rule', strokeWidth: 3 },
      encoding: {
        x: { field: 'start', type: 'quantitative' },
        x2: { field: 'end' },
        y,
        stroke: { field: 'color', type: 'nominal', scale: null },
        strokeDash: { field: 'dash', type: 'nominal', scale: null },
      },
    },
    {
      data: { values },
      mark: { type: 'text', align: 'left', baseline: 'middle' },
      encoding: { x: { field: 'textStart', type: 'quantitative' }, y, text: { field: 'text' } },
    },
  ];
}
