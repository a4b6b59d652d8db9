import type { Picture, Pictures } from '../../data/index.ts';
import { range } from '../../util/arrays.ts';

/** The sheet's width in pixels. */
export const SHEET_WIDTH = 1280;

/** What stays free around it. */
export const MARGIN = 24;

/** The space between pictures, the largest side that one may have, and the smallest. */
const GAP = 10;
const LARGEST = 560;
const SMALLEST = 24;

/** How much wider than high the sheet's pictures are together, where there are many. */
const PROPORTION = 1.35;

/** A place on the sheet, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the pictures lie, and where they end. */
export interface Layout {
  readonly boxes: readonly Box[];
  readonly bottom: number;
}

/** Arranges pictures in rows below `top`, as large as fits, in their true proportions. */
export function layOut(pictures: readonly Picture[], spacing: Pictures['spacing'], top: number): Layout {
  const across = columnsFor(pictures.length);
  const { width, height } = sizeOf(pictures[0], spacing, across);
  const left = Math.round((SHEET_WIDTH - across * (width + GAP) + GAP) / 2);
  const boxes = pictures.map((_, i) => ({
    left: left + (i % across) * (width + GAP),
    top: top + Math.floor(i / across) * (height + GAP),
    width,
    height,
  }));
  return { boxes, bottom: top + Math.ceil(pictures.length / across) * (height + GAP) };
}

/** How many pictures stand beside each other: such that few places stay empty. */
function columnsFor(count: number): number {
  if (count <= 4) return Math.max(1, count);
  const ideal = Math.round(Math.sqrt(count * PROPORTION));
  const empty = (across: number) => Math.ceil(count / across) * across - count;
  const candidates = range(ideal - 1, ideal + 2).toSorted(
    (a, b) => Math.abs(a - ideal) - Math.abs(b - ideal) || b - a,
  );
  return candidates.reduce((best, next) => (empty(next) < empty(best) ? next : best));
}

function sizeOf(picture: Picture | undefined, spacing: Pictures['spacing'], across: number) {
  const [down, right] = spacing ?? [1, 1];
  const [tall, wide] = [(picture?.rows ?? 1) * down, (picture?.columns ?? 1) * right];
  const most = Math.min(LARGEST, Math.floor((SHEET_WIDTH - 2 * MARGIN + GAP) / across) - GAP);
  const scale = Math.min(most / wide, LARGEST / tall);
  const side = (length: number) => Math.max(SMALLEST, Math.round(length * scale));
  return { width: side(wide), height: side(tall) };
}
