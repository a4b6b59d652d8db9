import type { PngContent } from './png-chunks.ts';

/** A part of an image's pixels: every so many rows and columns from a place on. */
export interface Pass {
  readonly rows: number;
  readonly columns: number;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** Adam7 (W3C, PNG, 8.2): first row and column, and the steps. */
const ADAM7 = [
  [0, 0, 8, 8],
  [0, 4, 8, 8],
  [4, 0, 8, 4],
  [0, 2, 4, 4],
  [2, 0, 4, 2],
  [0, 1, 2, 2],
  [1, 0, 2, 1],
] as const;

/** The passes in which an image comes: seven where it is interlaced, without those that hold nothing. */
export function passesOf({ rows, columns, interlaced }: PngContent): readonly Pass[] {
  const all = interlaced ? ADAM7 : ([[0, 0, 1, 1]] as const);
  const passes = all.map(([firstRow, firstColumn, rowStep, columnStep]) => ({
    rows: Math.ceil((rows - firstRow) / rowStep),
    columns: Math.ceil((columns - firstColumn) / columnStep),
    ...{ firstRow, firstColumn, rowStep, columnStep },
  }));
  return passes.filter((pass) => pass.rows > 0 && pass.columns > 0);
}

/** Puts a pass's lines where they belong in the image: one byte a sample, of 16 bits two. */
export function placePass(lines: Uint8Array, pass: Pass, content: PngContent, image: Uint8Array): void {
  const { bits, channels, interlaced } = content;
  if (!interlaced && bits >= 8) {
    image.set(lines);
    return;
  }
  const unit = channels * (bits === 16 ? 2 : 1);
  const width = Math.ceil((pass.columns * bits * channels) / 8);
  for (let row = 0; row < pass.rows; row++) {
    const line = lines.subarray(row * width, (row + 1) * width);
    const start = (pass.firstRow + row * pass.rowStep) * content.columns + pass.firstColumn;
    for (let column = 0; column < pass.columns; column++) {
      const to = (start + column * pass.columnStep) * unit;
      if (bits < 8) image[to] = packedSample(line, column, bits);
      else image.set(line.subarray(column * unit, (column + 1) * unit), to);
    }
  }
}

/** A sample of less than a byte, the first in the highest bits. */
export function packedSample(line: Uint8Array, index: number, bits: number): number {
  const place = index * bits;
  return ((line[place >> 3] ?? 0) >> (8 - bits - (place & 7))) & ((1 << bits) - 1);
}
