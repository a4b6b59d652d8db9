import type { Tensor } from '../graph/index.ts';
import { ancestors } from '../graph/walk.ts';
import { product } from '../util/arrays.ts';

/** Operators that only move numbers. */
const MOVES = new Set([
  ...['Input', 'Constant', 'Identity', 'Cast', 'Reshape', 'Transpose', 'Expand', 'Tile'],
  ...['Slice', 'Concat', 'Split', 'Pad', 'Gather', 'GatherElements'],
]);

/**
 * How many floating-point operations computing `outputs` takes. A multiplication and an addition count as two,
 * as usual; an elementwise function of any kind counts one for each number; moving numbers is free.
 */
export function countOperations(outputs: readonly Tensor[]): number {
  return ancestors(outputs).reduce((total, tensor) => total + operationsOf(tensor), 0);
}

function operationsOf(tensor: Tensor): number {
  const [x, weight] = tensor.inputs;
  const name = tensor.origin.name;
  if (MOVES.has(name) || !x) return 0;
  if (name === 'Conv' && weight) return 2 * tensor.size * product(weight.shape.slice(1)) + biasOf(tensor);
  if (name === 'ConvTranspose' && weight) return 2 * x.size * product(weight.shape.slice(1)) + biasOf(tensor);
  if (name === 'MatMul') return 2 * tensor.size * (x.shape.at(-1) ?? 1);
  if (name.startsWith('Reduce')) return x.size;
  if (name.endsWith('Pool')) return tensor.size * windowSize(tensor);
  return tensor.size * Math.max(1, tensor.inputs.length - 1);
}

function biasOf(tensor: Tensor): number {
  return tensor.inputs.length > 2 ? tensor.size : 0;
}

function windowSize(pooled: Tensor): number {
  const shape = pooled.origin.lowering?.().attributes?.kernel_shape;
  return shape && 'ints' in shape ? product(shape.ints) : 1;
}
