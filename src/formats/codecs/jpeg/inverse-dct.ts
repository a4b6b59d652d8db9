/** Where the k-th coefficient of a block belongs, row by row: from the low frequencies to the high ones. */
export const ZIGZAG: Uint8Array = zigzag();

function zigzag(): Uint8Array {
  const places = Array.from({ length: 64 }, (_, i) => ({ row: i >> 3, column: i & 7 }));
  const sum = (place: { row: number; column: number }) => place.row + place.column;
  places.sort((a, b) => sum(a) - sum(b) || (sum(a) % 2 === 0 ? b.row - a.row : a.row - b.row));
  return Uint8Array.from(places, ({ row, column }) => 8 * row + column);
}

/** The basis: `COSINES[8 * x + u]` is C(u) / 2 · cos((2x + 1)uπ / 16). */
const COSINES = Float64Array.from({ length: 64 }, (_, i) => {
  const [x, u] = [i >> 3, i & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/** The inverse discrete cosine transform of 8 × 8 coefficients, in place (ITU-T T.81, A.3.3). */
export function inverseDct(block: Float64Array): void {
  for (let row = 0; row < 8; row++) transform(block, 8 * row, 1);
  for (let column = 0; column < 8; column++) transform(block, column, 8);
}

const line = new Float64Array(8);

function transform(block: Float64Array, start: number, step: number): void {
  let last = -1;
  for (let u = 0; u < 8; u++) {
    line[u] = block[start + u * step] ?? 0;
    if (line[u] !== 0) last = u;
  }
  if (last < 0) return;
  for (let x = 0; x < 8; x++) {
    let sum = 0;
    for (let u = 0; u <= last; u++) sum += (line[u] ?? 0) * (COSINES[8 * x + u] ?? 0);
    block[start + x * step] = sum;
  }
}
