import { describe, expect, it } from 'vitest';
import { input } from './leaf.ts';
import { add, exp, mul, neg } from './ops/arithmetic.ts';
import type { Tensor } from './tensor.ts';
import { ancestors, rewriteGraph, substitute, useCounts } from './walk.ts';

const x = input('x', [2]);

function chain(length: number): Tensor {
  let y = x;
  for (let i = 0; i < length; i++) y = neg(y);
  return y;
}

describe('ancestors', () => {
  it('come once each, after their inputs', () => {
    const y = exp(x);
    const z = add(y, mul(y, x));
    const order = ancestors([z, y]);
    expect(new Set(order).size).toBe(order.length);
    expect(new Set(order)).toEqual(new Set([x, y, z.inputs[1], z]));
    for (const tensor of order) {
      for (const source of tensor.inputs) expect(order.indexOf(source)).toBeLessThan(order.indexOf(tensor));
    }
  });

  it('are found however deep the graph is', () => {
    expect(ancestors([chain(100_000)]).length).toBe(100_001);
  });
});

describe('rewriting a graph', () => {
  it('replaces what it is told to, and rebuilds what depends on it', () => {
    const y = exp(x);
    const [z = x, w = x] = rewriteGraph([mul(y, neg(y)), y], (tensor) => (tensor === y ? add(x, x) : tensor));
    expect(ancestors([z]).map(({ origin }) => origin.name)).toEqual(['Input', 'Add', 'Neg', 'Mul']);
    expect(z.inputs[0]).toBe(w);
  });

  it('keeps what does not change', () => {
    const y = add(exp(x), x);
    expect(rewriteGraph([y], (tensor) => tensor)).toEqual([y]);
    expect(rewriteGraph([y], (tensor) => tensor)[0]).toBe(y);
  });

  it('puts tensors into the place of others, even such as depend on these', () => {
    const [z = x] = substitute([mul(x, neg(x))], new Map([[x, exp(x)]]));
    expect(ancestors([z]).map(({ origin }) => origin.name)).toEqual(['Input', 'Exp', 'Neg', 'Mul']);
    expect(z.inputs[0]?.inputs[0]).toBe(x);
  });

  it('is no deeper than the stack for any graph', () => {
    const [y = x] = rewriteGraph([chain(20_000)], (tensor) => (tensor === x ? exp(x) : tensor));
    expect(ancestors([y]).length).toBe(20_002);
  });
});

describe('use counts', () => {
  it('count every input, and outputs once more', () => {
    const y = exp(x);
    const counts = useCounts([mul(y, y), add(y, x)]);
    expect([counts.get(y), counts.get(x)]).toEqual([3, 2]);
    expect(useCounts([y, y]).get(y)).toBe(2);
  });
});
