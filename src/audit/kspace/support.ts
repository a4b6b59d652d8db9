import { type ComplexPlane, powerOf } from './complex-plane.ts';

/** Where k-space holds samples. */
export interface Support {
  /** The share of positions with a sample. */
  readonly share: number;
  /** Lines without any sample before the first and after the last one, of the rows and of the columns. */
  readonly emptyRows: readonly [before: number, after: number];
  readonly emptyColumns: readonly [before: number, after: number];
  /** The share of positions with a sample among rows and columns that are not in the empty border. */
  readonly innerShare: number;
  /** The share with a sample in the four corners, outside the ellipse that touches the edges. */
  readonly cornerShare: number;
}

/** Below this share of the largest magnitude a sample counts as none: the resolution of float32. */
const NOTHING = 1e-7;

/** Which positions of k-space hold a sample, in any coil. */
export function sampledPositions(coils: readonly ComplexPlane[]): Uint8Array {
  const power = powerOf(coils);
  const most = power.reduce((a, b) => Math.max(a, b), 0);
  return Uint8Array.from(power, (value) => (value > NOTHING * NOTHING * most ? 1 : 0));
}

/** Counts where samples are missing: at the borders, in the corners, within. */
export function supportOf(
  sampled: Uint8Array,
  { rows, columns }: Pick<ComplexPlane, 'rows' | 'columns'>,
): Support {
  const inRow = new Uint32Array(rows);
  const inColumn = new Uint32Array(columns);
  let [total, corners, inCorners] = [0, 0, 0];
  for (const [i, is] of sampled.entries()) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    inRow[row] = (inRow[row] ?? 0) + is;
    inColumn[column] = (inColumn[column] ?? 0) + is;
    total += is;
    const [y, x] = [(row + 0.5) / (rows / 2) - 1, (column + 0.5) / (columns / 2) - 1];
    if (x * x + y * y <= 1) continue;
    corners++;
    inCorners += is;
  }
  const [emptyRows, emptyColumns] = [borders(inRow), borders(inColumn)];
  const inner = (rows - emptyRows[0] - emptyRows[1]) * (columns - emptyColumns[0] - emptyColumns[1]);
  return {
    share: total / sampled.length,
    emptyRows,
    emptyColumns,
    innerShare: inner > 0 ? total / inner : 0,
    cornerShare: corners > 0 ? inCorners / corners : 1,
  };
}

function borders(counts: Uint32Array): readonly [number, number] {
  const first = counts.findIndex((count) => count > 0);
  if (first === -1) return [counts.length, 0];
  return [first, counts.length - 1 - counts.findLastIndex((count) => count > 0)];
}
