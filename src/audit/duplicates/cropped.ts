import { THUMBNAIL_SIDE } from '../digest/thumbnail.ts';

/** A thumbnail without `share` of its side at each edge, enlarged to its old size by linear interpolation. */
export function cropped(thumbnail: Float32Array, share: number): Float32Array {
  const side = THUMBNAIL_SIDE;
  const places = Array.from({ length: side }, (_, i) => {
    const place = share * side + (i + 0.5) * (1 - 2 * share) - 0.5;
    const from = Math.max(0, Math.min(side - 2, Math.floor(place)));
    return { from, part: place - from };
  });
  const at = (row: number, column: number) => thumbnail[row * side + column] ?? 0;
  return Float32Array.from(thumbnail, (_, i) => {
    const [row, column] = [places[Math.floor(i / side)], places[i % side]];
    if (!row || !column) return 0;
    const above = at(row.from, column.from) * (1 - column.part) + at(row.from, column.from + 1) * column.part;
    const next = row.from + 1;
    const below = at(next, column.from) * (1 - column.part) + at(next, column.from + 1) * column.part;
    return above * (1 - row.part) + below * row.part;
  });
}
