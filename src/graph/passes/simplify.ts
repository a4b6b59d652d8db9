import { withoutKeptAxes } from '../ops/reduce.ts';
import {
  expand,
  expandPrimitive,
  reshape,
  reshapePrimitive,
  transpose,
  transposePrimitive,
} from '../ops/shape.ts';
import type { Tensor } from '../tensor.ts';
import { rewriteGraph, useCounts } from '../walk.ts';
import { isElementwise } from './elementwise.ts';

/**
 * Merges reshapes that follow each other, or a reduction, and transpositions; and computes before expanding: f(expand(x)) becomes
 * expand(f(x)), on fewer elements and mostly without any copy, as when the gradient of a mean meets another tensor.
 *
 * None of this is done as a graph is traced: it takes tensors out of the way between others, with respect to which
 * somebody may want gradients.
 *
 * Gain: the gradient of a mean square in one pass over memory instead of three.
 */
export function simplify(outputs: readonly Tensor[]): Tensor[] {
  const uses = useCounts(outputs);
  return rewriteGraph(outputs, (tensor, original) => {
    const alone = original.inputs[0] !== undefined && uses.get(original.inputs[0]) === 1;
    return expandedLast((alone ? reduced(tensor) : undefined) ?? merged(tensor));
  });
}

/** A reduction that drops its axes by itself, where only a reshape did that with what it kept. */
function reduced(tensor: Tensor): Tensor | undefined {
  const kept = reshapePrimitive.match(tensor)?.inputs[0];
  return kept && withoutKeptAxes(tensor, kept);
}

/** A reshape of a reshape, or a transposition of a transposition, as one or as none. */
export function merged(tensor: Tensor): Tensor {
  const x = tensor.inputs[0];
  const reshaped = x && reshapePrimitive.match(x)?.inputs[0];
  if (reshaped && reshapePrimitive.match(tensor)) return reshape(reshaped, tensor.shape);
  const [outer, inner] = [transposePrimitive.match(tensor), x && transposePrimitive.match(x)];
  if (!outer || !inner?.inputs[0]) return tensor;
  const permutation = outer.attributes.permutation.map((axis) => inner.attributes.permutation[axis] ?? -1);
  return transpose(inner.inputs[0], permutation);
}

function expandedLast(tensor: Tensor): Tensor {
  const sources = tensor.inputs.map((input) => expandPrimitive.match(input)?.inputs[0] ?? input);
  const expanded = sources.some((source, i) => source !== tensor.inputs[i]);
  return expanded && isElementwise(tensor) ? expand(tensor.origin.rebuild(sources), tensor.shape) : tensor;
}
