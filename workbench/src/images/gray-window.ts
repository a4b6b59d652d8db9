import type { BlackWhite } from './image-stack.ts';

/** A window as radiologists speak of it: the value in its middle, and from black to white. */
export interface Window {
  readonly level: number;
  readonly width: number;
}

/** Windows of CT, in Hounsfield units, as radiology uses them. */
export const presets: readonly (Window & { readonly name: string })[] = [
  { name: 'Brain', level: 40, width: 80 },
  { name: 'Lung', level: -600, width: 1500 },
  { name: 'Mediastinum', level: 50, width: 350 },
  { name: 'Abdomen', level: 50, width: 400 },
  { name: 'Bone', level: 400, width: 1800 },
];

/** The window from black to white. */
export function windowOf({ black, white }: BlackWhite): Window {
  return { level: (black + white) / 2, width: Math.abs(white - black) || 1 };
}

/** The values that a window shows as black and white. */
export function edgesOf({ level, width }: Window): BlackWhite {
  return { black: level - width / 2, white: level + width / 2 };
}

/** How many values a percentile looks at; more would not move it. */
const SAMPLE = 65_536;

/** The window from the 1st to the 99th percentile of the values that are finite. */
export function automaticWindow(values: ArrayLike<number>): Window {
  return percentileWindow(values, 0.01);
}

/** The window from the least to the greatest value. */
export function fullWindow(values: ArrayLike<number>): Window {
  let [black, white] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (!Number.isFinite(value)) continue;
    if (value < black) black = value;
    if (value > white) white = value;
  }
  return black > white ? { level: 0, width: 1 } : windowOf({ black, white });
}

function percentileWindow(values: ArrayLike<number>, tail: number): Window {
  const step = Math.max(1, Math.floor(values.length / SAMPLE));
  const sample = new Float64Array(Math.ceil(values.length / step));
  let count = 0;
  for (let i = 0; i < values.length; i += step) {
    const value = values[i] ?? 0;
    if (Number.isFinite(value)) sample[count++] = value;
  }
  const sorted = sample.subarray(0, count).sort();
  const at = (share: number) => sorted[Math.round(share * (count - 1))] ?? 0;
  return at(1 - tail) > at(tail) ? windowOf({ black: at(tail), white: at(1 - tail) }) : fullWindow(values);
}

/** How many pixels the pointer moves to double a window's width. */
const DOUBLING = 250;

/**
 * The window after dragging: to the right it grows wider, downward its level rises and the image gets darker.
 *
 * @param right how far, in pixels of the screen
 */
export function dragged({ level, width }: Window, right: number, down: number): Window {
  const step = width / DOUBLING;
  return { level: level + down * step, width: Math.max(width * MOST_NARROWING, width + right * step) };
}

/** One drag makes a window so much narrower at most: it never becomes empty. */
const MOST_NARROWING = 0.02;
