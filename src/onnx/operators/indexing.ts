import { constant, gather, gatherElements, oneHot, scatterAdd, where } from '../../graph/index.ts';
import type { Readers } from '../readers.ts';

/** Operators that pick elements by index. */
export const indexing: Readers = {
  Gather: (node) => gather(node.tensor(0), node.tensor(1), node.int('axis', 0)),
  GatherElements: (node) => gatherElements(node.tensor(0), node.tensor(1), node.int('axis', 0)),
  OneHot: (node) => {
    const depth = node.numbers(1)?.[0] ?? 0;
    const [off = 0, on = 1] = node.numbers(2) ?? [];
    const { dtype } = node.constant(2) ?? constant(0);
    const chosen = oneHot(node.tensor(0), depth, node.int('axis', -1), 'bool');
    return where(chosen, constant(on, [], dtype), constant(off, [], dtype));
  },
  ScatterElements: (node) => {
    const reduction = node.text('reduction', 'none');
    if (reduction !== 'add') throw node.refusal('reduction "add"', `"${reduction}"`);
    return scatterAdd(node.tensor(0), node.tensor(1), node.tensor(2), node.int('axis', 0));
  },
};
