import { expect, it } from 'vitest';
import { groupsOf } from './groups.ts';

const pairs = (...all: (readonly [number, number])[]) => all.map(([first, second]) => ({ first, second }));

it('follows chains of pairs', () => {
  expect(groupsOf([])).toEqual({ count: 0, largest: 0 });
  expect(groupsOf(pairs([1, 2], [5, 6]))).toEqual({ count: 2, largest: 2 });
  expect(groupsOf(pairs([1, 2], [3, 4], [2, 3], [7, 8]))).toEqual({ count: 2, largest: 4 });
});

it('takes long chains in any order', () => {
  const chain = Array.from({ length: 20_000 }, (_, i) => ({ first: i, second: i + 1 }));
  expect(groupsOf(chain)).toEqual({ count: 1, largest: 20_001 });
  expect(groupsOf(chain.toReversed())).toEqual({ count: 1, largest: 20_001 });
});
