import type { Tensor } from './tensor.ts';

/** What made something: the same kind of thing, as in any graph without cycles. */
interface Dependent<T> {
  readonly inputs: readonly T[];
}

/** All tensors that `outputs` depend on, and the outputs, each after its inputs. Iterative: depth is no limit. */
export function ancestors<T extends Dependent<T>>(outputs: readonly T[]): T[] {
  const order: T[] = [];
  const seen = new Set<T>();
  const stack: { tensor: T; next: number }[] = [];
  for (const output of outputs) {
    if (seen.has(output)) continue;
    seen.add(output);
    stack.push({ tensor: output, next: 0 });
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const input = top.tensor.inputs[top.next++];
      if (input === undefined) {
        order.push(top.tensor);
        stack.pop();
      } else if (!seen.has(input)) {
        seen.add(input);
        stack.push({ tensor: input, next: 0 });
      }
    }
  }
  return order;
}

/**
 * Rebuilds the graph of `outputs` bottom-up. `rewrite` sees each tensor with its inputs already rewritten and
 * returns it, or what takes its place.
 */
export function rewriteGraph(
  outputs: readonly Tensor[],
  rewrite: (tensor: Tensor, original: Tensor) => Tensor,
): Tensor[] {
  const rewritten = new Map<Tensor, Tensor>();
  const current = (tensor: Tensor) => rewritten.get(tensor) ?? tensor;
  for (const tensor of ancestors(outputs)) {
    const inputs = tensor.inputs.map(current);
    const changed = inputs.some((input, i) => input !== tensor.inputs[i]);
    rewritten.set(tensor, rewrite(changed ? tensor.origin.rebuild(inputs) : tensor, tensor));
  }
  return outputs.map(current);
}

/** The same graph with other tensors in the place of some. */
export function substitute(outputs: readonly Tensor[], replacements: ReadonlyMap<Tensor, Tensor>): Tensor[] {
  return rewriteGraph(outputs, (tensor, original) => replacements.get(original) ?? tensor);
}

/** How many inputs of the graph's tensors each tensor feeds; outputs count once more. */
export function useCounts(outputs: readonly Tensor[]): Map<Tensor, number> {
  const counts = new Map<Tensor, number>();
  const count = (tensor: Tensor) => counts.set(tensor, (counts.get(tensor) ?? 0) + 1);
  for (const tensor of ancestors(outputs)) tensor.inputs.forEach(count);
  outputs.forEach(count);
  return counts;
}
