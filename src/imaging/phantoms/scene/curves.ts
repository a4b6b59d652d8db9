/** Many short curves, and how far a point is from the nearest. */

/** A piece of a curve. */
export interface CurvePiece {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Side of the square cells in mm into which pieces are sorted. */
const CELL = 8;
const CELLS = 64;

/** The distance in mm to the nearest piece, or `reach` where none is as near; `reach` is at most a cell. */
export function distanceToCurves(
  pieces: readonly CurvePiece[],
  reach: number,
): (x: number, y: number) => number {
  const cells = sorted(pieces, reach);
  return (x, y) => {
    let nearest = reach * reach;
    const inCell = cells[cellOf(x, y)];
    if (inCell === undefined) return reach;
    for (const piece of inCell) nearest = Math.min(nearest, squaredDistance(piece, x, y));
    return Math.sqrt(nearest);
  };
}

/** The pieces that may be within reach of each cell's points. */
function sorted(pieces: readonly CurvePiece[], reach: number): (CurvePiece[] | undefined)[] {
  const cells: (CurvePiece[] | undefined)[] = new Array(CELLS * CELLS).fill(undefined);
  for (const piece of pieces) {
    const [left, right] = [Math.min(piece.x0, piece.x1) - reach, Math.max(piece.x0, piece.x1) + reach];
    const [low, high] = [Math.min(piece.y0, piece.y1) - reach, Math.max(piece.y0, piece.y1) + reach];
    for (let y = Math.floor(low / CELL); y <= Math.floor(high / CELL); y++) {
      for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
        const cell = cellOf(x * CELL, y * CELL);
        const held = cells[cell];
        if (held) held.push(piece);
        else cells[cell] = [piece];
      }
    }
  }
  return cells;
}

function cellOf(x: number, y: number): number {
  const [column, row] = [Math.floor(x / CELL) + CELLS / 2, Math.floor(y / CELL) + CELLS / 2];
  return row * CELLS + column;
}

/** The squared distance of a point to a piece. */
export function squaredDistance({ x0, y0, x1, y1 }: CurvePiece, x: number, y: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy + 1e-12);
  const t = along < 0 ? 0 : along > 1 ? 1 : along;
  const [ex, ey] = [x - x0 - t * dx, y - y0 - t * dy];
  return ex * ex + ey * ey;
}
