import { product } from '../../util/arrays.ts';
import { lowered, NONE } from '../ops/elementwise.ts';
import { reshape, reshapePrimitive, transpose, transposePrimitive } from '../ops/shape.ts';
import { definePrimitive } from '../primitive.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import { rewriteGraph } from '../walk.ts';

/**
 * Replaces each transposition that reverses three groups of axes, [..., a, b, c] to [..., c, b, a], by two that
 * exchange two neighbors each: ONNX Runtime exchanges neighbors block by block, but permutes otherwise element by
 * element. For the same reason it is kept from merging transpositions that a reshape separates.
 *
 * Gain: [24, 49, 128] to [128, 49, 24] in 0.15 instead of 0.5 ms; the gradient of a Fourier transform, 15 coils of
 * 320², in 20 instead of 37 ms.
 */
export function factorTransposes(outputs: readonly Tensor[]): Tensor[] {
  return rewriteGraph(outputs, (tensor) => factored(tensor) ?? keptApart(tensor) ?? tensor);
}

function factored(tensor: Tensor): Tensor | undefined {
  const call = transposePrimitive.match(tensor);
  const x = call?.inputs[0];
  if (!call || !x) return undefined;
  const groups = groupedAxes(call.attributes.permutation);
  const [prefix, rest] = groups[0]?.[0] === 0 ? [groups[0], groups.slice(1)] : [[], groups];
  const [c, b, a] = rest;
  const reversed = rest.length === 3 && a && b && c && isAfter(b, a) && isAfter(c, b);
  if (!reversed) return undefined;
  const size = (axes: readonly number[]) => product(axes.map((axis) => sizeOf(x, axis)));
  const once = exchange(x, [size(prefix), size(a) * size(b), size(c)]);
  const twice = exchange(apart(once), [size(prefix) * size(c), size(a), size(b)]);
  return reshape(twice, tensor.shape);
}

/** [n, p, q] transposed to [n, q, p]. */
function exchange(x: Tensor, shape: Shape): Tensor {
  return transpose(reshape(x, shape), [0, 2, 1]);
}

/** The runs of consecutive axes that a permutation keeps together. */
function groupedAxes(permutation: readonly number[]): number[][] {
  return permutation.reduce<number[][]>((groups, axis) => {
    const last = groups.at(-1);
    if (last?.at(-1) === axis - 1) last.push(axis);
    else groups.push([axis]);
    return groups;
  }, []);
}

function isAfter(later: readonly number[], earlier: readonly number[]): boolean {
  return (later[0] ?? 0) > (earlier[0] ?? 0);
}

const flattenPrimitive = definePrimitive<object>({
  name: 'Flatten',
  shape: ([x]) => ({
    shape: [x?.shape[0] ?? 1, product(x?.shape.slice(1) ?? [])],
    dtype: x?.dtype ?? 'float32',
  }),
  gradient: null,
  lowering: lowered('Flatten', () => ({ axis: { int: 1 } })),
});

/** A transposition's result behind an operator that costs nothing and that ONNX Runtime does not see through. */
function apart(x: Tensor): Tensor {
  return flattenPrimitive([x], NONE);
}

function keptApart(tensor: Tensor): Tensor | undefined {
  const x = reshapePrimitive.match(tensor)?.inputs[0];
  return x && transposePrimitive.match(x) ? reshape(apart(x), tensor.shape) : undefined;
}
