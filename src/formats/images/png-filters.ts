import { damagedPng } from './png-chunks.ts';

/**
 * Undoes the filters of lines (W3C, PNG, 9), each of which begins with its filter's number; gives the lines without it.
 *
 * @throws InputError for a filter that the standard does not know.
 */
export function unfiltered(filtered: Uint8Array, rows: number, pixelBits: number, where: string): Uint8Array {
  const width = rows === 0 ? 0 : filtered.length / rows - 1;
  const lines = new Uint8Array(rows * width);
  const distance = Math.max(1, pixelBits >> 3);
  for (let row = 0; row < rows; row++) {
    const from = row * (width + 1);
    const filter = filtered[from] ?? 0;
    if (filter > 4) throw damagedPng(where, `a line with the filter ${filter}`);
    const line = filtered.subarray(from + 1, from + 1 + width);
    undo(filter, line, lines, row * width, width, distance);
  }
  return lines;
}

/** Writes a line, each byte from its left (a), upper (b) and upper left (c) neighbor. */
function undo(
  filter: number,
  line: Uint8Array,
  lines: Uint8Array,
  start: number,
  width: number,
  distance: number,
): void {
  for (let i = 0; i < width; i++) {
    const at = start + i;
    const a = i < distance ? 0 : (lines[at - distance] ?? 0);
    const b = start === 0 ? 0 : (lines[at - width] ?? 0);
    const c = i < distance || start === 0 ? 0 : (lines[at - width - distance] ?? 0);
    lines[at] = (line[i] ?? 0) + predicted(filter, a, b, c);
  }
}

function predicted(filter: number, a: number, b: number, c: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return a;
    case 2:
      return b;
    case 3:
      return (a + b) >> 1;
    default:
      return paeth(a, b, c);
  }
}

/** Of the neighbors the one nearest to a + b − c. */
function paeth(a: number, b: number, c: number): number {
  const [toA, toB, toC] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (toA <= toB && toA <= toC) return a;
  return toB <= toC ? b : c;
}
