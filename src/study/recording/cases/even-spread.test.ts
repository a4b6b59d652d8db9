import { describe, expect, it } from 'vitest';
import { range } from '../../../util/arrays.ts';
import { RandomStream } from '../../../util/random.ts';
import { EvenSpread } from './even-spread.ts';

function kept(errors: readonly number[], most: number): readonly number[] {
  const spread = new EvenSpread<number>(most);
  for (const error of errors) spread.offer(error, error);
  return spread.values;
}

describe('an even spread', () => {
  it('keeps everything while there is room, in the order of errors', () => {
    expect(kept([3, 1, 2], 3)).toEqual([1, 2, 3]);
  });

  it('keeps the least and the greatest, whenever they come, and no gap that is much larger than needed', () => {
    const stream = RandomStream.derive(1, 'errors');
    const errors = range(2000).map(() => stream.uniform());
    const values = kept(errors, 50);
    expect(values).toHaveLength(50);
    expect([values[0], values.at(-1)]).toEqual([Math.min(...errors), Math.max(...errors)]);
    const gaps = values.slice(1).map((value, i) => value - (values[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(4 / 49);
  });

  it('keeps the worst alone where there is room for one', () => {
    expect(kept([1, Number.NaN, 5], 1)).toEqual([Number.NaN]);
    expect(kept([1, 9, 5], 1)).toEqual([9]);
    expect(kept([1, 9, 5], 0)).toEqual([]);
  });
});
