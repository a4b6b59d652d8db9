/** Capital letters and digits, seven rows of five pixels each: the top bit is the left pixel. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  A: [14, 17, 17, 31, 17, 17, 17],
  D: [30, 17, 17, 17, 17, 17, 30],
  E: [31, 16, 16, 30, 16, 16, 31],
  J: [7, 2, 2, 2, 2, 18, 12],
  N: [17, 25, 21, 19, 17, 17, 17],
  O: [14, 17, 17, 17, 17, 17, 14],
  '1': [4, 12, 4, 4, 4, 4, 14],
  '5': [31, 16, 30, 1, 1, 17, 14],
  '7': [31, 1, 2, 4, 8, 8, 8],
  '9': [14, 17, 17, 15, 1, 2, 12],
};

/** Writes text into an image, each pixel of a letter `scale` wide. */
export function writeText(
  image: Float64Array,
  columns: number,
  text: string,
  {
    row,
    column,
    level,
    scale = 1,
  }: { readonly row: number; readonly column: number; readonly level: number; readonly scale?: number },
): Float64Array {
  const written = image.slice();
  for (const [at, letter] of text.split('').entries()) {
    for (const [y, line] of (GLYPHS[letter] ?? []).entries()) {
      for (let x = 0; x < 5; x++) {
        if (((line >> (4 - x)) & 1) === 1)
          fill(written, columns, row + y * scale, column + (at * 6 + x) * scale, scale, level);
      }
    }
  }
  return written;
}

function fill(
  image: Float64Array,
  columns: number,
  top: number,
  left: number,
  side: number,
  level: number,
): void {
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) image[(top + y) * columns + left + x] = level;
}
