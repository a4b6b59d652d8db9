import { sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { constant } from '../leaf.ts';
import { definePrimitive } from '../primitive.ts';
import type { DType, Shape, Tensor } from '../tensor.ts';
import { formatShape, normalizeAxis } from '../tensor.ts';
import { cast, equal } from './compare.ts';
import { lowered } from './elementwise.ts';
import { expand, reshape } from './shape.ts';

interface AlongAxis {
  readonly axis: number;
}

function checkIndices(where: string, indices: Tensor | undefined): asserts indices is Tensor {
  check(indices?.dtype === 'int64' || indices?.dtype === 'int32', () => ({
    where,
    expected: 'indices of int64 or int32',
    received: indices?.toString() ?? 'nothing',
    remedy: 'Convert them with cast.',
  }));
}

const gatherPrimitive = definePrimitive<AlongAxis>({
  name: 'Gather',
  shape: ([x, indices], { axis }) => {
    checkIndices('gather', indices);
    return { shape: (x?.shape ?? []).toSpliced(axis, 1, ...indices.shape), dtype: x?.dtype ?? 'float32' };
  },
  // dx = 0, and dy added where each slice came from
  gradient: (dy, { inputs: [x, indices], attributes: { axis } }) => [
    x && indices ? () => gatherGradient(dy, x, indices, axis) : null,
    null,
  ],
  lowering: lowered('Gather', ({ axis }) => ({ axis: { int: axis } })),
});

function gatherGradient(dy: Tensor, x: Tensor, indices: Tensor, axis: number): Tensor {
  const updates = reshape(dy, x.shape.with(axis, indices.size));
  const list = reshape(
    indices,
    x.shape.map((_, i) => (i === axis ? indices.size : 1)),
  );
  return scatterAdd(zerosOf(x.shape, x.dtype), expand(list, updates.shape), updates, axis);
}

function zerosOf(shape: Shape, dtype: DType): Tensor {
  return expand(constant(0, [], dtype), shape);
}

/**
 * Slices of x along an axis, picked by index: x[..., indices, ...], as NumPy's `take`. Negative indices count from
 * the end; one out of range is an error when the graph runs.
 *
 * @param indices int64 or int32 of any shape, which takes the axis's place
 * @example gather(embedding, tokens) // [vocabulary, d] and [batch, length]: [batch, length, d]
 */
export function gather(x: Tensor, indices: Tensor, axis = 0): Tensor {
  return gatherPrimitive([x, indices], { axis: normalizeAxis(axis, x.rank, 'gather') });
}

const gatherElementsPrimitive = definePrimitive<AlongAxis>({
  name: 'GatherElements',
  shape: ([x, indices], { axis }) => {
    checkIndices('gatherElements', indices);
    checkAlong('gatherElements', x, indices.shape, axis);
    return { shape: indices.shape, dtype: x.dtype };
  },
  // dx = 0, and dy added where each element came from
  gradient: (dy, { inputs: [x, indices], attributes: { axis } }) => [
    x && indices ? () => scatterAdd(zerosOf(x.shape, x.dtype), indices, dy, axis) : null,
    null,
  ],
  lowering: lowered('GatherElements', ({ axis }) => ({ axis: { int: axis } })),
});

/**
 * One element of x for each index: y[i][j] = x[indices[i][j]][j] for axis 0, and so on; PyTorch's `gather`.
 *
 * @param indices int64 or int32, shaped as x but along the axis
 * @example gatherElements(logProbabilities, reshape(labels, [-1, 1]), 1) // of each row the label's
 */
export function gatherElements(x: Tensor, indices: Tensor, axis: number): Tensor {
  return gatherElementsPrimitive([x, indices], { axis: normalizeAxis(axis, x.rank, 'gatherElements') });
}

const scatterPrimitive = definePrimitive<AlongAxis>({
  name: 'ScatterElements',
  shape: ([x, indices, updates], { axis }) => {
    checkIndices('scatterAdd', indices);
    checkAlong('scatterAdd', x, indices.shape, axis);
    check(updates?.dtype === x.dtype && sameItems(updates.shape, indices.shape), () => ({
      where: 'scatterAdd',
      expected: `updates of ${formatShape(indices.shape)}:${x.dtype}, one for each index`,
      received: updates?.toString() ?? 'nothing',
    }));
    return { shape: x.shape, dtype: x.dtype };
  },
  // dx = dy, dupdates = dy where each went
  gradient: (dy, { inputs: [, indices], attributes: { axis } }) => [
    () => dy,
    null,
    indices ? () => gatherElements(dy, indices, axis) : null,
  ],
  lowering: lowered('ScatterElements', ({ axis }) => ({ axis: { int: axis }, reduction: { text: 'add' } })),
});

/**
 * x with every update added to the element that its index names: y[indices[i][j]][j] += updates[i][j] for axis 0,
 * and so on; PyTorch's `scatter_add`. It is the adjoint of {@link gatherElements}. Equal indices add up, always in
 * the same order. (ONNX's ScatterND would be faster, but ONNX Runtime's threads lose updates in it.)
 *
 * @param indices int64 or int32, shaped as x but along the axis
 * @param updates of the indices' shape
 */
export function scatterAdd(x: Tensor, indices: Tensor, updates: Tensor, axis: number): Tensor {
  return scatterPrimitive([x, indices, updates], { axis: normalizeAxis(axis, x.rank, 'scatterAdd') });
}

function checkAlong(where: string, x: Tensor | undefined, shape: Shape, axis: number): asserts x is Tensor {
  const size = shape[axis] ?? 0;
  check(x !== undefined && sameItems(x.shape.with(axis, size), shape), () => ({
    where,
    expected: `indices shaped as ${x} but along axis ${axis}`,
    received: formatShape(shape),
  }));
}

/**
 * 1 where the new axis's position equals the index, else 0; all 0 where an index is not among 0 ... depth − 1.
 *
 * @param indices int64 or int32
 * @param axis where the new axis of size `depth` stands in the result, the last by default
 * @example oneHot(labels, 10) // [batch]: [batch, 10]
 */
export function oneHot(indices: Tensor, depth: number, axis = -1, dtype: DType = 'float32'): Tensor {
  checkIndices('oneHot', indices);
  const at = normalizeAxis(axis, indices.rank + 1, 'oneHot');
  const positions = Array.from({ length: depth }, (_, i) => i);
  const shape = indices.shape.map(() => 1).toSpliced(at, 0, depth);
  const wide = reshape(indices, indices.shape.toSpliced(at, 0, 1));
  return cast(equal(wide, constant(positions, shape, indices.dtype)), dtype);
}
