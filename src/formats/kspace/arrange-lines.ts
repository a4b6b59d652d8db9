import { product } from '../../util/arrays.ts';
import type { AxisName } from '../array/array-file.ts';
import type { LineIndex } from './line-index.ts';

/** An axis along which lines may be counted. */
export interface LineAxis {
  readonly axis: AxisName;
  /** The loop counter that counts it. */
  readonly counter: number;
  /** Whether it only labels lines (segments): it becomes an axis where lines would meet at one place without it. */
  readonly label?: boolean;
}

/** Where each line goes in an array whose innermost axes are coil and readout. */
export interface LineArrangement {
  readonly axes: readonly AxisName[];
  readonly shape: readonly number[];
  /** The occupied places, ascending: the row-major index over `shape`. */
  readonly places: Float64Array;
  /** The line at each of them. */
  readonly lines: Uint32Array;
  /** How many places no line was recorded for; they read as zeros. */
  readonly missing: number;
  /** What is unusual about it, in a sentence each. */
  readonly warnings: readonly string[];
}

/** How the lines of a scan are to be arranged. */
export interface LineLayout {
  /** The possible axes, outermost first; the last is the one within a plane, and is always there. */
  readonly axes: readonly LineAxis[];
  /** Whether counting starts at the lowest counter that occurs, not at 0: for reference lines about the center. */
  readonly fromLowest: boolean;
}

/** The most places for each recorded line; beyond, counters are no array's indices. */
const SPARSEST = 64;
/** An array of so few places may be as sparse as it likes. */
const SMALL = 4096;

interface CountedAxis extends LineAxis {
  readonly start: number;
  readonly extent: number;
}

/**
 * Arranges recorded lines by their loop counters. Axes of length 1 are left out. Lines that meet at one place are kept
 * apart by the counters that only label them, and where all counters agree, by an axis `line` in the order of recording.
 */
export function arrangeLines(
  index: LineIndex,
  lines: Uint32Array,
  { axes, fromLowest }: LineLayout,
): LineArrangement {
  const counted = axes.map((axis) => count(index, lines, axis, fromLowest));
  const firm = counted.filter(({ label, extent }, i) => i === axes.length - 1 || (!label && extent > 1));
  const first = placeLines(index, lines, firm);
  const telling = counted.filter((axis) => axis.label && separates(index, first, axis));
  const used = counted.filter((axis) => firm.includes(axis) || telling.includes(axis));
  const placed = telling.length > 0 ? placeLines(index, lines, used) : first;
  if (gridOf(used) > Math.max(SMALL, SPARSEST * lines.length)) return inOrder(lines);
  return placed.most > 1 ? withRepeats(placed, used) : arranged(used, placed, []);
}

function count(index: LineIndex, lines: Uint32Array, axis: LineAxis, fromLowest: boolean): CountedAxis {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const line of lines) {
    const value = index.counter(line, axis.counter);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const start = (fromLowest || axis.label) && lines.length > 0 ? low : 0;
  return { ...axis, start, extent: high - start + 1 };
}

interface PlacedLines {
  readonly places: Float64Array;
  readonly lines: Uint32Array;
  /** How many lines are at the fullest place. */
  readonly most: number;
}

/** Sorts lines by their place, and those at one place by the order of recording. */
function placeLines(index: LineIndex, lines: Uint32Array, axes: readonly CountedAxis[]): PlacedLines {
  const placeOf = (line: number) =>
    axes.reduce(
      (place, { counter, start, extent }) => place * extent + index.counter(line, counter) - start,
      0,
    );
  const unsorted = Float64Array.from(lines, placeOf);
  const order = Uint32Array.from(lines, (_, i) => i);
  if (!isAscending(unsorted)) {
    order.sort((a, b) => (unsorted[a] ?? 0) - (unsorted[b] ?? 0) || a - b);
  }
  const places = Float64Array.from(order, (i) => unsorted[i] ?? 0);
  return { places, lines: Uint32Array.from(order, (i) => lines[i] ?? 0), most: mostAtOne(places) };
}

function isAscending(values: Float64Array): boolean {
  return values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0));
}

function mostAtOne(places: Float64Array): number {
  let [most, run] = [0, 0];
  for (let i = 0; i < places.length; i++) {
    run = i > 0 && places[i] === places[i - 1] ? run + 1 : 1;
    if (run > most) most = run;
  }
  return most;
}

/** Whether a counter differs among lines that meet. */
function separates(index: LineIndex, { places, lines }: PlacedLines, { counter }: LineAxis): boolean {
  return lines.some(
    (line, i) =>
      i > 0 &&
      places[i] === places[i - 1] &&
      index.counter(line, counter) !== index.counter(lines[i - 1] ?? 0, counter),
  );
}

function gridOf(axes: readonly CountedAxis[]): number {
  return product(axes.map(({ extent }) => extent));
}

function arranged(
  axes: readonly Pick<CountedAxis, 'axis' | 'extent'>[],
  { places, lines }: Pick<PlacedLines, 'places' | 'lines'>,
  warnings: readonly string[],
): LineArrangement {
  const shape = axes.map(({ extent }) => extent);
  return {
    axes: axes.map(({ axis }) => axis),
    shape,
    places,
    lines,
    missing: product(shape) - lines.length,
    warnings,
  };
}

/** Keeps lines with equal counters apart, by an outermost axis. */
function withRepeats({ places, lines, most }: PlacedLines, used: readonly CountedAxis[]): LineArrangement {
  const grid = gridOf(used);
  if (grid * most > Math.max(SMALL, SPARSEST * lines.length)) return inOrder(lines);
  const runs = new Float64Array(lines.length);
  for (let i = 1; i < runs.length; i++) runs[i] = places[i] === places[i - 1] ? (runs[i - 1] ?? 0) + 1 : 0;
  const apart = places.map((place, i) => (runs[i] ?? 0) * grid + place);
  const order = Uint32Array.from(lines, (_, i) => i).sort((a, b) => (apart[a] ?? 0) - (apart[b] ?? 0));
  const sorted = {
    places: Float64Array.from(order, (i) => apart[i] ?? 0),
    lines: Uint32Array.from(order, (i) => lines[i] ?? 0),
  };
  const inner = used.filter(({ extent }) => extent > 1);
  return arranged([{ axis: 'line', extent: most }, ...inner], sorted, [
    `Up to ${most} lines have the same loop counters: the axis "line" keeps them apart, in the order of recording.`,
  ]);
}

/** Lines whose counters span far more places than there are lines. */
function inOrder(lines: Uint32Array): LineArrangement {
  const places = Float64Array.from(lines, (_, i) => i);
  return arranged([{ axis: 'line', extent: lines.length }], { places, lines }, [
    'The loop counters are too far apart to be indices: the lines are in the order of recording.',
  ]);
}
