import type { RandomStream } from '../../util/random.ts';
import { flipColumns, flipRows, type KspacePlanes, quarterTurn, translate } from './kspace-planes.ts';

/** What moves the image of k-space as a whole. */
export interface MoveOptions {
  /** The largest shift of the image along rows and along columns, in pixels. */
  readonly shift?: number;
  /** The probabilities that the image is mirrored left to right, and upside down. */
  readonly flip?: { readonly horizontal?: number; readonly vertical?: number };
  /** Turn the image by 0, 90, 180 or 270 degrees, each as likely. */
  readonly quarterTurns?: boolean;
}

/** How an image moves: mirrored, turned counterclockwise, then shifted around its edges. */
export interface KspaceMove {
  readonly mirrored: boolean;
  readonly inverted: boolean;
  /** Quarter turns. */
  readonly turns: number;
  /** In pixels. */
  readonly down: number;
  readonly right: number;
}

/** Draws a move; with `whole`, by whole pixels, so that an image can follow it without interpolation. */
export function drawMove(options: MoveOptions, stream: RandomStream, whole: boolean): KspaceMove {
  const { shift = 0, flip = {}, quarterTurns = false } = options;
  const limit = whole ? Math.floor(shift) + 0.5 : shift;
  const drawn = () => {
    const distance = (2 * stream.uniform() - 1) * limit;
    return whole ? Math.round(distance) || 0 : distance;
  };
  const [down, right] = [drawn(), drawn()];
  const happens = (probability = 0) => stream.uniform() < probability;
  const [mirrored, inverted] = [happens(flip.horizontal), happens(flip.vertical)];
  const turns = stream.integer(4);
  return { mirrored, inverted, turns: quarterTurns ? turns : 0, down, right };
}

/** Moves the image of k-space, in k-space. */
export function moveKspace(
  planes: KspacePlanes,
  { mirrored, inverted, turns, down, right }: KspaceMove,
): void {
  if (mirrored) flipColumns(planes);
  if (inverted) flipRows(planes);
  for (let turn = 0; turn < turns; turn++) quarterTurn(planes);
  if (down !== 0 || right !== 0) translate(planes, () => [down, right]);
}

/** Moves a plane [rows, columns] of an image alike, by a move of whole pixels. */
export function moveImage(
  plane: Float32Array | Int32Array,
  rows: number,
  columns: number,
  move: KspaceMove,
): void {
  const source = plane.slice();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      plane[row * columns + column] = source[placeBefore(row, column, rows, columns, move)] ?? 0;
    }
  }
}

/** Where a pixel lay before it was moved: the move undone, last part first. */
function placeBefore(
  row: number,
  column: number,
  rows: number,
  columns: number,
  { mirrored, inverted, turns, down, right }: KspaceMove,
): number {
  let [r, c] = [modulo(row - down, rows), modulo(column - right, columns)];
  for (let turn = 0; turn < turns; turn++) [r, c] = [c, rows - 1 - r];
  if (inverted) r = rows - 1 - r;
  if (mirrored) c = columns - 1 - c;
  return r * columns + c;
}

function modulo(value: number, length: number): number {
  return ((value % length) + length) % length;
}
