import { describe, expect, it } from 'vitest';
import { runGraph } from '../../../test/run-graph.ts';
import { gradients } from '../gradients.ts';
import { constant, input } from '../leaf.ts';
import type { Tensor } from '../tensor.ts';
import { ancestors } from '../walk.ts';
import { add, exp, mul, square } from './arithmetic.ts';
import { greater, where } from './compare.ts';
import { broadcastShapes } from './elementwise.ts';
import { reduceMean } from './reduce.ts';
import { expand } from './shape.ts';

const operators = (...outputs: readonly Tensor[]) => ancestors(outputs).map((tensor) => tensor.origin.name);

describe('broadcasting', () => {
  it.each([
    [[], [], []],
    [[2, 3], [3], [2, 3]],
    [
      [2, 1],
      [1, 3],
      [2, 3],
    ],
    [[3], [2, 1], [2, 3]],
    [[0], [1], [0]],
    [
      [0, 2],
      [1, 1],
      [0, 2],
    ],
  ])('aligns %j and %j at the last axis', (a, b, both) => {
    expect(broadcastShapes(a, b, 'test')).toEqual(both);
    expect(broadcastShapes(b, a, 'test')).toEqual(both);
  });
});

describe('an elementwise function of an expanded tensor', () => {
  const s = input('s', [3, 1]);
  const x = input('x', [2, 3, 4]);
  const wide = expand(s, [2, 3, 4]);

  it('computes before expanding', () => {
    expect(operators(add(x, wide))).not.toContain('Expand');
    expect(exp(wide).origin.name).toBe('Expand');
    expect(exp(wide).inputs[0]?.shape).toEqual([3, 1]);
    expect(mul(wide, 2).shape).toEqual([2, 3, 4]);
    expect(operators(where(greater(wide, 0), x, wide))).not.toContain('Expand');
  });

  it('gives what it would otherwise', async () => {
    const plain = input('plain', [2, 3, 4]);
    const build = (t: Tensor) => add(mul(exp(t), input('y', [4])), where(greater(t, 0), t, 0));
    const narrow = Float32Array.of(-1, 0.5, 2);
    const repeated = Float32Array.from({ length: 24 }, (_, i) => narrow[Math.floor(i / 4) % 3] ?? 0);
    const y = Float32Array.of(1, 2, 3, 4);
    const fast = await runGraph({ z: build(wide) }, { s: narrow, y });
    expect(fast).toEqual(await runGraph({ z: build(plain) }, { plain: repeated, y }));
  });

  it('spares the gradient of a mean square a pass over memory', () => {
    const [dx = x] = gradients(reduceMean(square(x)), [x]);
    const sizes = ancestors([dx]).filter(
      (tensor) => tensor.origin.name !== 'Input' && tensor.size === x.size,
    );
    expect(sizes.map((tensor) => tensor.origin.name)).toEqual(['Mul']);
  });

  it('keeps constants in the dtype of what they meet', () => {
    expect(add(constant([1, 2], [2], 'float64'), 1).dtype).toBe('float64');
    expect(mul(3, constant([1, 2], [2], 'int64')).dtype).toBe('int64');
  });
});
