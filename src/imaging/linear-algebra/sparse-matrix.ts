import { check } from '../../util/errors.ts';

/** A matrix by its entries that are not zero, row after row (compressed sparse rows). */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Row i's entries are those from starts[i] up to, not including, starts[i + 1]. */
  readonly starts: Int32Array;
  /** Each entry's column. */
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** Writes one row: calls `add` for each of its entries. */
export type RowWriter = (row: number, add: (column: number, value: number) => void) => void;

/** What a sparse matrix is of. */
export interface SparseMatrixOptions {
  readonly name?: string;
  /** How many entries it may have, each of which takes 8 bytes. */
  readonly limit?: number;
}

/**
 * A sparse matrix, made row by row: `write` is called twice for every row, first to count.
 *
 * @throws InputError when there are more entries than the limit.
 */
export function sparseMatrix(
  rows: number,
  columns: number,
  write: RowWriter,
  { name = 'sparse matrix', limit = 2 ** 27 }: SparseMatrixOptions = {},
): SparseMatrix {
  const starts = new Int32Array(rows + 1);
  let count = 0;
  for (let row = 0; row < rows && count <= limit; row++) {
    write(row, () => count++);
    starts[row + 1] = count;
  }
  check(count <= limit, () => ({
    where: name,
    expected: `a matrix of at most ${limit} weights`,
    received: `one of ${rows} × ${columns} with more`,
    remedy: 'Take a smaller image or fewer measurements, or plain arrays instead of a graph.',
  }));
  const [indices, values] = [new Int32Array(count), new Float32Array(count)];
  let at = 0;
  const add = (column: number, value: number) => {
    indices[at] = column;
    values[at++] = value;
  };
  for (let row = 0; row < rows; row++) write(row, add);
  return { rows, columns, starts, indices, values };
}

/** Aᵀ; the entries of each of its rows are in the order of A's rows. */
export function transposed({ rows, columns, starts, indices, values }: SparseMatrix): SparseMatrix {
  const ends = new Int32Array(columns + 1);
  for (let i = 0; i < indices.length; i++)
    ends[(indices[i] ?? 0) + 1] = (ends[(indices[i] ?? 0) + 1] ?? 0) + 1;
  for (let column = 0; column < columns; column++)
    ends[column + 1] = (ends[column + 1] ?? 0) + (ends[column] ?? 0);
  const next = ends.slice();
  const [turned, kept] = [new Int32Array(indices.length), new Float32Array(indices.length)];
  for (let row = 0; row < rows; row++) {
    const end = starts[row + 1] ?? 0;
    for (let i = starts[row] ?? 0; i < end; i++) {
      const at = next[indices[i] ?? 0] ?? 0;
      next[indices[i] ?? 0] = at + 1;
      turned[at] = row;
      kept[at] = values[i] ?? 0;
    }
  }
  return { rows: columns, columns: rows, starts: ends, indices: turned, values: kept };
}

/** A x for each of the vectors that lie in x one behind the other; sums are in double precision. */
export function multiply(
  { rows, columns, starts, indices, values }: SparseMatrix,
  x: Float32Array,
): Float32Array {
  const vectors = x.length / columns;
  const y = new Float32Array(vectors * rows);
  for (let vector = 0; vector < vectors; vector++) {
    const from = vector * columns;
    for (let row = 0; row < rows; row++) {
      const end = starts[row + 1] ?? 0;
      let sum = 0;
      for (let i = starts[row] ?? 0; i < end; i++)
        sum += (values[i] ?? 0) * (x[from + (indices[i] ?? 0)] ?? 0);
      y[vector * rows + row] = sum;
    }
  }
  return y;
}
