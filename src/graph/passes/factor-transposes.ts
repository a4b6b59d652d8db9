import { product } from '../../util/arrays.ts';
import { reshape, transpose, transposePrimitive } from '../ops/shape.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import { rewriteGraph } from '../walk.ts';

/**
 * Replaces each transposition that reverses three groups of axes, [..., a, b, c] to [..., c, b, a], by two that
 * exchange two neighbors each: ONNX Runtime exchanges neighbors block by block, but permutes otherwise element by
 * element.
 *
 * Gain: [24, 49, 128] to [128, 49, 24] in 0.15 instead of 0.5 ms.
 */
export function factorTransposes(outputs: readonly Tensor[]): Tensor[] {
  return rewriteGraph(outputs, factored);
}

function factored(tensor: Tensor): Tensor {
  const call = transposePrimitive.match(tensor);
  const x = call?.inputs[0];
  if (!call || !x) return tensor;
  const groups = groupedAxes(call.attributes.permutation);
  const [prefix, rest] = groups[0]?.[0] === 0 ? [groups[0], groups.slice(1)] : [[], groups];
  const [c, b, a] = rest;
  const reversed = rest.length === 3 && a && b && c && isAfter(b, a) && isAfter(c, b);
  if (!reversed) return tensor;
  const size = (axes: readonly number[]) => product(axes.map((axis) => sizeOf(x, axis)));
  const once = exchange(x, [size(prefix), size(a) * size(b), size(c)]);
  const twice = exchange(once, [size(prefix) * size(c), size(a), size(b)]);
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
