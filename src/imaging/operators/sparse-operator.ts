import { reshape, type Tensor, transpose } from '../../graph/index.ts';
import { product } from '../../util/arrays.ts';
import { check, invariant } from '../../util/errors.ts';
import { multiply, type SparseMatrix, transposed } from '../linear-algebra/sparse-matrix.ts';
import { type LinearOperator, linearOperator } from './linear-operator.ts';
import { type SparseProducts, sparseProducts } from './sparse-product.ts';

/** What a sparse matrix maps: the last axes are its columns and rows, those before them, equal in both, vectors. */
export interface SparseOperatorOptions {
  readonly name: string;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
}

/** As many entries a graph may hold: with their transpose 256 MiB of constants. */
export const GRAPH_LIMIT = 2 ** 24;

/**
 * A sparse matrix as an operator. In a graph it is gathers of rows, both ways, whose tables are constants of the model.
 *
 * @throws InputError when a graph is made of a matrix of more than 2²⁴ entries.
 * @example sparseOperator(matrix, { name: 'Radon transform', inputShape: [64, 64], outputShape: [30, 95] })
 */
export function sparseOperator(matrix: SparseMatrix, options: SparseOperatorOptions): LinearOperator {
  const { name, inputShape, outputShape } = options;
  const vectors = product(inputShape) / matrix.columns;
  invariant(vectors * matrix.rows === product(outputShape), `shapes of the sparse ${name}`);
  const backward = lazily(() => transposed(matrix));
  const products = lazily(() => sparseProducts(checkSize(matrix, name)));
  const along =
    (shape: readonly number[], to: readonly number[], direction: keyof SparseProducts) => (x: Tensor) => {
      const lead = x.shape.slice(0, x.rank - shape.length);
      const size = direction === 'forward' ? matrix.columns : matrix.rows;
      const columns = transpose(reshape(x, [-1, size]));
      return reshape(transpose(products()[direction](columns)), [...lead, ...to]);
    };
  return linearOperator({
    name,
    inputShape,
    outputShape,
    arrays: { apply: (x) => multiply(matrix, x), adjoint: (y) => multiply(backward(), y) },
    graph: {
      apply: along(inputShape, outputShape, 'forward'),
      adjoint: along(outputShape, inputShape, 'backward'),
    },
  });
}

function checkSize(matrix: SparseMatrix, where: string): SparseMatrix {
  check(matrix.indices.length <= GRAPH_LIMIT, () => ({
    where,
    expected: `at most ${GRAPH_LIMIT} interpolation weights in a graph`,
    received: `${matrix.indices.length}`,
    remedy: 'Take a smaller image or fewer measurements, or work on plain arrays.',
  }));
  return matrix;
}

/** What `make` gives, made at the first use. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
