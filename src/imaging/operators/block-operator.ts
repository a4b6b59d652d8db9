import { add, concat, constant, expand, mul, reshape, slice, type Tensor } from '../../graph/index.ts';
import { product, range, sameItems } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';
import { type LinearOperator, linearOperator } from './linear-operator.ts';

/** A matrix of operators between arrays of one shape; null where a block is zero. */
export type Blocks = readonly (readonly (LinearOperator | null)[])[];

/**
 * A matrix of operators as one: x is [column of blocks, ...shape] and y is [row of blocks, ...shape], both without
 * the first axis where there is only one; y_i = Σ_j A_ij x_j.
 *
 * @throws InputError where rows differ in length, or blocks in shape.
 * @example blockOperator('gradient', [[forwardDifference(shape, -2)], [forwardDifference(shape, -1)]])
 */
export function blockOperator(name: string, blocks: Blocks): LinearOperator {
  const all = blocks.flat().filter((block) => block !== null);
  const shape = all[0]?.inputShape ?? [];
  const columns = blocks[0]?.length ?? 0;
  const fits = all.every((a) => sameItems(a.inputShape, shape) && sameItems(a.outputShape, shape));
  check(all.length > 0 && fits && blocks.every((row) => row.length === columns), () => ({
    where: name,
    expected: 'rows of equal length, with blocks from one shape to the same',
    received: all.map((a) => `[${a.inputShape.join(', ')}] to [${a.outputShape.join(', ')}]`).join('; '),
  }));
  const turned = range(columns).map((j) => blocks.map((row) => row[j] ?? null));
  const lead = (count: number) => (count === 1 ? shape : [count, ...shape]);
  return linearOperator({
    name,
    inputShape: lead(columns),
    outputShape: lead(blocks.length),
    arrays: {
      apply: (x) => ofArrays(x, blocks, product(shape), (a, part) => a.apply(part)),
      adjoint: (y) => ofArrays(y, turned, product(shape), (a, part) => a.adjoint(part)),
    },
    graph: {
      apply: (x) => ofTensors(x, blocks, shape, (a, part) => a.apply(part)),
      adjoint: (y) => ofTensors(y, turned, shape, (a, part) => a.adjoint(part)),
    },
  });
}

function ofArrays(
  x: Float32Array,
  blocks: Blocks,
  size: number,
  use: (a: LinearOperator, part: Float32Array) => Float32Array,
): Float32Array {
  const y = new Float32Array(blocks.length * size);
  for (const [i, row] of blocks.entries()) {
    for (const [j, block] of row.entries()) {
      if (block) addTo(y.subarray(i * size), use(block, x.subarray(j * size, (j + 1) * size)));
    }
  }
  return y;
}

function addTo(sum: Float32Array, values: Float32Array): void {
  for (let i = 0; i < values.length; i++) sum[i] = (sum[i] ?? 0) + (values[i] ?? 0);
}

function ofTensors(
  x: Tensor,
  blocks: Blocks,
  shape: readonly number[],
  use: (a: LinearOperator, part: Tensor) => Tensor,
): Tensor {
  const columns = blocks[0]?.length ?? 0;
  const parts = columns === 1 ? [x] : unstack(x, shape.length, columns);
  const batch = present(parts[0], 'a block').shape;
  const rows = blocks.map((row) => {
    const terms = row.flatMap((block, j) => (block ? [use(block, present(parts[j], 'a block'))] : []));
    return terms.length > 0 ? terms.reduce(add) : expand(constant(0), batch);
  });
  return rows.length === 1 ? present(rows[0], 'a row') : stack(rows, shape.length);
}

function unstack(x: Tensor, rank: number, count: number): Tensor[] {
  const at = x.rank - rank - 1;
  const shape = x.shape.toSpliced(at, 1);
  return range(count).map((i) => reshape(slice(x, [{ axis: at, start: i, end: i + 1 }]), shape));
}

function stack(parts: readonly Tensor[], rank: number): Tensor {
  return concat(
    parts.map((part) => reshape(part, part.shape.toSpliced(part.rank - rank, 0, 1))),
    -rank - 1,
  );
}

/**
 * c A, an operator times a real number.
 *
 * @example scaled(-1, adjointOf(forwardDifference(shape, -1))) // the backward difference
 */
export function scaled(c: number, a: LinearOperator): LinearOperator {
  const onArray = (x: Float32Array) => x.map((value) => c * value);
  return linearOperator({
    name: `${c} ${a.name}`,
    inputShape: a.inputShape,
    outputShape: a.outputShape,
    arrays: { apply: (x) => onArray(a.apply(x)), adjoint: (y) => onArray(a.adjoint(y)) },
    graph: { apply: (x) => mul(a.apply(x), c), adjoint: (y) => mul(a.adjoint(y), c) },
  });
}

/** The identity, x itself. */
export function identity(shape: readonly number[]): LinearOperator {
  return linearOperator({
    name: 'identity',
    inputShape: shape,
    outputShape: shape,
    arrays: { apply: (x) => x.slice(), adjoint: (y) => y.slice() },
    graph: { apply: (x) => x, adjoint: (y) => y },
  });
}
