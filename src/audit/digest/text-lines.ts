import { type Component, componentsOf, outlineOf } from './components.ts';
import type { Plane } from './plane.ts';

/** What looks like a line of writing in an image, in pixels. */
export interface TextLine {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
  readonly characters: number;
}

/** What makes a row of marks writing. Lengths without another unit are shares of a character's height. */
const RULE = {
  /** Writing is brighter than one of these shares of the range, or darker than its complement. */
  levels: [0.5, 0.7, 0.9],
  /** The heights of characters, in pixels, and at most this share of the image. */
  height: [5, 80],
  mostOfImage: 0.12,
  widest: 1.8,
  /** The share of its rectangle that a character fills. */
  filled: [0.12, 0.92],
  /** Strokes are thin: the mean width of one, estimated as twice the area over the outline. */
  stroke: 0.4,
  /** Neighbors stand on one line, have about one height, and stand close. */
  baseline: 0.16,
  heights: 1.6,
  gap: 1.3,
  /** This share of the pixels around a character lie by so much of the range below its level: edges are sharp. */
  sharp: 0.65,
  contrast: 0.2,
  /** A letter or two mark the side of the body; from this many characters on it is text. */
  characters: 4,
  /** More marks than a page has letters are texture: they are not joined to lines. */
  mostMarks: 5000,
} as const;

/**
 * Lines of writing in an image: rows of small marks of thin strokes and sharp edges, of like height, on one line, close
 * to each other, all bright or all dark. A single letter, such as the marker of the body's side, is none.
 */
export function textLines(plane: Plane, min: number, max: number): TextLine[] {
  const range = max - min;
  if (!(range > 0)) return [];
  const lines = [1, -1].flatMap((sign) => {
    const levels = plane.values.map((value) => (sign > 0 ? value - min : max - value) / range || 0);
    return RULE.levels.flatMap((threshold) => linesOf(charactersOf(levels, threshold, plane)));
  });
  return withoutOverlaps(lines);
}

/** The longest line at each place: it may be found at several levels. */
function withoutOverlaps(lines: readonly TextLine[]): TextLine[] {
  const kept: TextLine[] = [];
  for (const line of lines.toSorted((a, b) => b.characters - a.characters)) {
    if (!kept.some((other) => overlap(line, other))) kept.push(line);
  }
  return kept;
}

function overlap(a: TextLine, b: TextLine): boolean {
  const apart = (from: number, length: number, other: number, otherLength: number) =>
    from >= other + otherLength || other >= from + length;
  return !apart(a.top, a.height, b.top, b.height) && !apart(a.left, a.width, b.left, b.width);
}

function charactersOf(levels: Float64Array, threshold: number, plane: Plane): Component[] {
  const marked = new Uint8Array(levels.length);
  for (let i = 0; i < levels.length; i++) marked[i] = (levels[i] ?? 0) >= threshold ? 1 : 0;
  return componentsOf(marked, plane.rows, plane.columns)
    .filter((component) => hasShape(component, marked, plane))
    .filter((component) => isSharp(component, levels, threshold - RULE.contrast, plane));
}

function hasShape(component: Component, marked: Uint8Array, { rows, columns }: Plane): boolean {
  const { height, width, area } = component;
  const [least, most] = RULE.height;
  if (height < least || height > Math.min(most, Math.max(2 * least, RULE.mostOfImage * rows))) return false;
  const filled = area / (height * width);
  if (width > RULE.widest * height || filled < RULE.filled[0]) return false;
  if (filled > RULE.filled[1] && width > height / 3) return false;
  return filled === 1 || (2 * area) / outlineOf(marked, component, columns) <= RULE.stroke * height + 1;
}

/** Whether the frame of pixels two away from the character is mostly at most so bright. */
function isSharp(
  { top, left, height, width }: Component,
  levels: Float64Array,
  darkest: number,
  { rows, columns }: Plane,
): boolean {
  let [dark, count] = [0, 0];
  const look = (row: number, column: number) => {
    if (row < 0 || column < 0 || row >= rows || column >= columns) return;
    count++;
    if ((levels[row * columns + column] ?? 0) <= darkest) dark++;
  };
  for (let column = left - 2; column <= left + width + 1; column++) {
    look(top - 2, column);
    look(top + height + 1, column);
  }
  for (let row = top - 1; row <= top + height; row++) {
    look(row, left - 2);
    look(row, left + width + 1);
  }
  return count > 0 && dark >= RULE.sharp * count;
}

/** Joins characters to lines, from left to right. */
function linesOf(characters: readonly Component[]): TextLine[] {
  if (characters.length > RULE.mostMarks) return [];
  const waiting = new Set(characters.toSorted((a, b) => a.left - b.left));
  const lines: TextLine[] = [];
  for (const first of waiting) {
    const line = [first];
    for (const next of waiting) if (follows(line.at(-1) ?? first, next)) line.push(next);
    if (line.length < RULE.characters) continue;
    for (const member of line) waiting.delete(member);
    lines.push(frameOf(line));
  }
  return lines;
}

function follows(one: Component, next: Component): boolean {
  const height = Math.max(one.height, next.height);
  const gap = next.left - (one.left + one.width);
  const below = Math.abs(one.top + one.height - (next.top + next.height));
  return (
    gap >= 0 &&
    gap <= RULE.gap * height &&
    below <= Math.max(1, RULE.baseline * height) &&
    height <= RULE.heights * Math.min(one.height, next.height)
  );
}

function frameOf(line: readonly Component[]): TextLine {
  const top = Math.min(...line.map((one) => one.top));
  const left = Math.min(...line.map((one) => one.left));
  const bottom = Math.max(...line.map((one) => one.top + one.height));
  const right = Math.max(...line.map((one) => one.left + one.width));
  return { top, left, height: bottom - top, width: right - left, characters: line.length };
}
