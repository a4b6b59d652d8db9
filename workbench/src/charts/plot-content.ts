import type { ChartColors } from './chart-colors.ts';

/** Where and how something is drawn within axes. Lengths are pixels of the canvas. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Free on the right of it. */
  readonly gutter: number;
  /** Pixels of the canvas in one of the page. */
  readonly ratio: number;
  /** The x that are shown. */
  readonly from: number;
  readonly to: number;
  readonly colors: ChartColors;
  /** Where values lie. */
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** What is drawn within axes. */
export interface PlotContent {
  /** The first and the last x; nothing where there is nothing yet. */
  readonly extent: readonly [number, number] | undefined;
  /** The values that the other axis shows between two x. */
  range(from: number, to: number): readonly [low: number, high: number];
  draw(frame: Frame): void;
}
