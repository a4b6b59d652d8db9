import {
  concat,
  constant,
  gather,
  gatherElements,
  linearMap,
  matMul,
  mul,
  reshape,
  type Tensor,
} from '../../graph/index.ts';
import { range } from '../../util/arrays.ts';
import { type SparseMatrix, transposed } from '../linear-algebra/sparse-matrix.ts';

/** Rows with about as many entries: as gathered lines of equal length, the rest of them zeros. */
interface Bucket {
  readonly rows: readonly number[];
  readonly length: number;
}

/** A x and Aᵀ y, for vectors that are columns. */
export interface SparseProducts {
  readonly forward: (x: Tensor) => Tensor;
  readonly backward: (y: Tensor) => Tensor;
}

/** A bucket as constants of a graph. */
interface BucketTables {
  /** The columns of all entries, row after row. */
  readonly indices: Tensor;
  /** [row, entry]. */
  readonly weights: Tensor;
}

/** How much longer the lines of each bucket are than those of the one before. */
const GROWTH = 1.25;

/**
 * The products of a sparse matrix and of its transpose with columns of vectors, in a graph: [columns, vector] to
 * [rows, vector] and back. Rows are gathered in buckets of about equal length, both ways: nothing is scattered, and a
 * gradient is the other product.
 */
export function sparseProducts(matrix: SparseMatrix): SparseProducts {
  const forward = gatherProduct(matrix);
  const backward = gatherProduct(transposed(matrix));
  return {
    forward: (x) => linearMap(x, forward, backward),
    backward: (y) => linearMap(y, backward, forward),
  };
}

/** A x as a gather and a product for each bucket; its tables are made once, for all its uses in a graph. */
function gatherProduct(matrix: SparseMatrix): (x: Tensor) => Tensor {
  const buckets = bucketsOf(matrix);
  const tables = buckets.map((bucket) => bucketTables(matrix, bucket));
  const order = rowOrder(matrix.rows, buckets);
  return (x) => {
    const vectors = x.shape[1] ?? 1;
    const products = tables.map((table) =>
      vectors === 1 ? sumForOne(x, table) : sumForMany(x, table, vectors),
    );
    if (!order) return products[0] ?? x;
    const zero = constant(new Float32Array(vectors), [1, vectors]);
    return gather(concat([...products, zero], 0), order);
  };
}

/** Σ_l w_l x_l for each row of a bucket, x [columns, vector]. */
function sumForMany(x: Tensor, { indices, weights }: BucketTables, vectors: number): Tensor {
  const [rows = 0, length = 1] = weights.shape;
  const lines = gather(x, indices);
  if (length === 1) return mul(lines, weights);
  const products = matMul(reshape(weights, [rows, 1, length]), reshape(lines, [rows, length, vectors]));
  return reshape(products, [rows, vectors]);
}

/** The same for a single vector: elements are picked one by one much faster than as rows of one. */
function sumForOne(x: Tensor, { indices, weights }: BucketTables): Tensor {
  const [, length = 1] = weights.shape;
  const picked = reshape(gatherElements(reshape(x, [-1]), indices, 0), weights.shape);
  return matMul(mul(picked, weights), constant(new Float32Array(length).fill(1), [length, 1]));
}

function bucketsOf({ rows, starts }: SparseMatrix): Bucket[] {
  const byLength = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    const length = bucketLength((starts[row + 1] ?? 0) - (starts[row] ?? 0));
    const bucket = byLength.get(length) ?? [];
    bucket.push(row);
    byLength.set(length, bucket);
  }
  byLength.delete(0);
  return Array.from(byLength, ([length, members]) => ({ length, rows: members }));
}

function bucketLength(entries: number): number {
  let length = Math.min(entries, 4);
  while (length < entries) length = Math.ceil(length * GROWTH);
  return length;
}

function bucketTables({ starts, indices, values }: SparseMatrix, { rows, length }: Bucket): BucketTables {
  const lines = new Int32Array(rows.length * length);
  const weights = new Float32Array(rows.length * length);
  rows.forEach((row, i) => {
    const [start, end] = [starts[row] ?? 0, starts[row + 1] ?? 0];
    lines.set(indices.subarray(start, end), i * length);
    weights.set(values.subarray(start, end), i * length);
  });
  return {
    indices: constant(lines, [lines.length], 'int32'),
    weights: constant(weights, [rows.length, length]),
  };
}

/** Where in the buckets' rows, one behind the other and then one of zeros, each row is; null where there it is already. */
function rowOrder(rows: number, buckets: readonly Bucket[]): Tensor | null {
  const sorted = buckets.flatMap((bucket) => bucket.rows);
  if (buckets.length === 1 && sorted.length === rows) return null;
  const places = new Int32Array(rows).fill(sorted.length);
  for (const place of range(sorted.length)) places[sorted[place] ?? 0] = place;
  return constant(places, [rows], 'int32');
}
