import { describe, expect, it } from 'vitest';
import { runGraph } from '../../../test/run-graph.ts';
import { range } from '../../util/arrays.ts';
import { input } from '../leaf.ts';
import { rearrange } from './rearrange.ts';

async function rearranged(shape: readonly number[], pattern: string, sizes?: Record<string, number>) {
  const x = Float32Array.from(range(shape.reduce((a, b) => a * b, 1)));
  const y = rearrange(input('x', shape), pattern, sizes);
  const { values } = await runGraph({ values: y }, { x });
  return { shape: y.shape, values: Array.from(values ?? [], Number) };
}

describe('rearrange', () => {
  it('reorders', async () => {
    expect(await rearranged([2, 3], 'a b -> b a')).toEqual({ shape: [3, 2], values: [0, 3, 1, 4, 2, 5] });
  });

  it('splits and merges: space to depth', async () => {
    const { shape, values } = await rearranged([1, 4, 4], 'c (h p) (w q) -> (p q c) h w', { p: 2, q: 2 });
    expect(shape).toEqual([4, 2, 2]);
    expect(values).toEqual([0, 2, 8, 10, 1, 3, 9, 11, 4, 6, 12, 14, 5, 7, 13, 15]);
  });

  it('adds and drops axes of size 1', async () => {
    expect((await rearranged([1, 3, 2], '1 a b -> (a b) 1')).shape).toEqual([6, 1]);
  });

  it.each([
    ['an axis too few', 'a -> a'],
    ['a size that does not divide', '(a n) b -> a n b'],
    ['a name lost', 'a b -> a'],
    ['a name from nowhere', 'a b -> a b c'],
    ['a name twice', 'a b -> a b a'],
  ])('refuses %s', (_what, pattern) => {
    expect(() => rearrange(input('x', [4, 5]), pattern, { n: 3 })).toThrow(
      /rearrange: expected a tensor that fits/,
    );
  });
});
