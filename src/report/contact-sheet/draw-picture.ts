import type { GrayWindow, Picture } from '../../data/index.ts';
import type { Canvas } from './canvas.ts';
import type { Box } from './layout.ts';

/** Scales a picture into a box: the mean of the pixels that fall on one, or between neighbors where it is enlarged. */
export function drawPicture(canvas: Canvas, picture: Picture, box: Box, { black, white }: GrayWindow): void {
  const { rows, columns, samples, values } = picture;
  const scale = 255 / (white - black || 1);
  const [tall, wide] = [cellsOf(rows, box.height), cellsOf(columns, box.width)];
  const level = (row: readonly Cell[], column: readonly Cell[], sample: number) => {
    let total = 0;
    for (const [r, a] of row)
      for (const [c, b] of column) total += a * b * (values[(r * columns + c) * samples + sample] ?? 0);
    const shade = Math.round((total - black) * scale);
    return Number.isFinite(shade) ? Math.max(0, Math.min(255, shade)) : 0;
  };
  for (const [y, row] of tall.entries()) {
    for (const [x, column] of wide.entries()) {
      const red = level(row, column, 0);
      const [green, blue] = samples === 3 ? [level(row, column, 1), level(row, column, 2)] : [red, red];
      canvas.set(box.left + x, box.top + y, red, green, blue);
    }
  }
}

/** A pixel of the source, and its share. */
type Cell = readonly [place: number, share: number];

/** For each of `size` pixels, the pixels of a line of `length` that it shows, with shares that add up to 1. */
function cellsOf(length: number, size: number): Cell[][] {
  const step = length / size;
  return Array.from({ length: size }, (_, i) => {
    if (step <= 1) return between((i + 0.5) * step - 0.5, length);
    const [from, to] = [i * step, (i + 1) * step];
    const places = Array.from({ length: Math.ceil(to) - Math.floor(from) }, (__, k) => Math.floor(from) + k);
    return places
      .filter((place) => place < length)
      .map((place) => [place, (Math.min(to, place + 1) - Math.max(from, place)) / step] as const);
  });
}

function between(at: number, length: number): Cell[] {
  const low = Math.max(0, Math.min(length - 1, Math.floor(at)));
  const high = Math.min(length - 1, low + 1);
  const share = Math.max(0, Math.min(1, at - low));
  return [
    [low, 1 - share],
    [high, share],
  ];
}
