import { quantile } from '../bootstrap.ts';
import { THRESHOLDS } from './thresholds.ts';

/** The losses of a training, smoothed, as the rules read them. */
export interface LossCurves {
  readonly train: Float64Array;
  readonly validation: Float64Array | undefined;
  /** The index of the last value. */
  readonly last: number;
  /** The least change that is not noise. */
  readonly noise: number;
  /** The loss of a model that has learned nothing, and the share of it at which learning counts as started. */
  readonly baseline: number;
  readonly leftShare: number;
  /** What a place is called: `epoch 3`. */
  readonly place: (index: number) => string;
}

/** How losses are to be read. */
export interface LossCurveOptions {
  /** The loss of a model that has learned nothing, such as ln(classes) for cross-entropy. The first one by default. */
  readonly baseline?: number | undefined;
  /** What a place is called; `epoch 3` for index 2 by default. */
  readonly place?: (index: number) => string;
}

/** Smooths losses by a running median over a tenth of them, and measures their noise. */
export function lossCurves(
  train: ArrayLike<number>,
  validation: ArrayLike<number> | undefined,
  { baseline, place = epochName }: LossCurveOptions,
): LossCurves {
  const smoothed = { train: smooth(train), validation: validation && smooth(validation) };
  const noises = [
    noiseOf(train, smoothed.train),
    validation ? noiseOf(validation, smoothed.validation ?? []) : 0,
  ];
  return {
    ...smoothed,
    last: train.length - 1,
    noise: THRESHOLDS.noise * Math.max(...noises),
    baseline: baseline ?? train[0] ?? 0,
    leftShare: baseline === undefined ? THRESHOLDS.leftOfFirst : THRESHOLDS.leftOfBaseline,
    place,
  };
}

/** What an epoch is called, whose index counts from 0. */
export function epochName(index: number): string {
  return `epoch ${index + 1}`;
}

/** The running median over a tenth of the values, at least the value itself. */
export function smooth(values: ArrayLike<number>): Float64Array {
  const half = Math.floor(values.length / 20);
  const all = Float64Array.from(values);
  return all.map((_, i) => quantile(all.slice(Math.max(0, i - half), i + half + 1).sort(), 0.5));
}

/** The distance that nine of ten values keep from the smoothed ones, over the square root of the window's width. */
export function noiseOf(values: ArrayLike<number>, smoothed: ArrayLike<number>): number {
  const distances = Float64Array.from(values).map((value, i) => Math.abs(value - (smoothed[i] ?? value)));
  return quantile(distances.sort(), 0.9) / Math.sqrt(2 * Math.floor(values.length / 20) + 1);
}

/** Where the least of the values is, the first of equal ones. */
export function indexOfMinimum(values: Float64Array): number {
  return values.reduce((best, value, i) => (value < at(values, best) ? i : best), 0);
}

/** Where the largest of the values is, the first of equal ones. */
export function indexOfMaximum(values: Float64Array): number {
  return values.reduce((best, value, i) => (value > at(values, best) ? i : best), 0);
}

/** A value; NaN outside. */
export function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}

/** A number in three digits. */
export function text(value: number): string {
  return String(Number(value.toPrecision(3)));
}
