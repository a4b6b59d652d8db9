import type { Plane } from './plane.ts';

/** The rows and columns of a thumbnail. */
export const THUMBNAIL_SIDE = 32;

/**
 * The plane averaged over areas to {@link THUMBNAIL_SIDE}² pixels, row by row, whatever its shape; values that are not
 * finite count as 0.
 */
export function thumbnailOf({ values, rows, columns }: Plane): Float32Array {
  const side = THUMBNAIL_SIDE;
  const across = weightsOf(columns);
  const down = weightsOf(rows);
  const result = new Float64Array(side * side);
  for (const { from: row, to, share } of down) {
    const start = row * columns;
    for (const piece of across) {
      const value = values[start + piece.from] ?? 0;
      if (Number.isFinite(value)) {
        const at = to * side + piece.to;
        result[at] = (result[at] ?? 0) + value * share * piece.share;
      }
    }
  }
  return Float32Array.from(result);
}

/** A share of a thumbnail's line that a line of the plane makes up. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

const known = new Map<number, readonly Piece[]>();
/** Images come in few sizes; more than this are not remembered. */
const MOST_KNOWN = 100;

/** What each line of the plane gives to which line of the thumbnail. */
function weightsOf(length: number): readonly Piece[] {
  const weights = known.get(length) ?? newWeights(length);
  if (known.size < MOST_KNOWN) known.set(length, weights);
  return weights;
}

/** By the length that they have in common. */
function newWeights(length: number): Piece[] {
  const width = length / THUMBNAIL_SIDE;
  return Array.from({ length: THUMBNAIL_SIDE }, (_, to) => {
    const [begin, end] = [to * width, (to + 1) * width];
    const first = Math.floor(begin);
    const last = Math.min(length, Math.ceil(end - 1e-9));
    return Array.from({ length: last - first }, (__, i) => {
      const from = first + i;
      return { from, to, share: (Math.min(end, from + 1) - Math.max(begin, from)) / width };
    });
  }).flat();
}
