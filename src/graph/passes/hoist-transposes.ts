import { range, sameItems } from '../../util/arrays.ts';
import { reduceMax, reduceMean, reduceMin, reduceSum } from '../ops/reduce.ts';
import { reshape, transpose, transposePrimitive } from '../ops/shape.ts';
import type { Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import { isElementwise } from './elementwise.ts';
import { merged } from './simplify.ts';

const REDUCTIONS: Readonly<Record<string, typeof reduceSum>> = {
  ReduceSum: reduceSum,
  ReduceMean: reduceMean,
  ReduceMax: reduceMax,
  ReduceMin: reduceMin,
};

/**
 * Moves a transposition from the inputs of an elementwise primitive or a reduction to its output: f(xᵀ, c) becomes
 * f(x, cᵀ)ᵀ. Applied bottom-up, transpositions travel until they meet and cancel, so that a whole stretch of a
 * network works in the layout that its convolutions like best.
 */
export function hoistTranspose(tensor: Tensor): Tensor {
  if (tensor.origin.name === 'Transpose') return merged(tensor);
  if (isElementwise(tensor)) return elementwise(tensor);
  const reduce = REDUCTIONS[tensor.origin.name];
  return reduce ? reduction(tensor, reduce) : tensor;
}

function elementwise(tensor: Tensor): Tensor {
  const calls = tensor.inputs.map((input) => transposePrimitive.match(input));
  const permutation = calls.find((call) => call && call.output.size === tensor.size)?.attributes.permutation;
  if (!permutation || permutation.length !== tensor.rank) return tensor;
  const along = (i: number) => sameItems(calls[i]?.attributes.permutation ?? [], permutation);
  const against = tensor.inputs.filter((input, i) => !along(i) && input.size === tensor.size).length;
  if (against > tensor.inputs.length / 2) return tensor;
  const inputs = tensor.inputs.map(
    (input, i) => (along(i) ? calls[i]?.inputs[0] : undefined) ?? undo(input, permutation),
  );
  return transpose(tensor.origin.rebuild(inputs), permutation);
}

/** The tensor whose transposition broadcasts as x does. */
function undo(x: Tensor, permutation: readonly number[]): Tensor {
  if (x.size === 1 && x.rank <= permutation.length) return reshape(x, []);
  const full = reshape(x, [...range(permutation.length - x.rank).map(() => 1), ...x.shape]);
  return transpose(
    full,
    range(permutation.length).map((axis) => permutation.indexOf(axis)),
  );
}

function reduction(tensor: Tensor, reduce: typeof reduceSum): Tensor {
  const call = tensor.inputs[0] && transposePrimitive.match(tensor.inputs[0]);
  const x = call?.inputs[0];
  if (!call || !x) return tensor;
  const { permutation } = call.attributes;
  const axes = range(tensor.rank).filter((i) => sizeOf(tensor, i) !== sizeOf(call.output, i));
  return transpose(
    reduce(
      x,
      axes.map((axis) => permutation[axis] ?? 0),
      true,
    ),
    permutation,
  );
}
