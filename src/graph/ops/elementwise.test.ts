import { describe, expect, it } from 'vitest';
import { constant } from '../leaf.ts';
import { add, mul } from './arithmetic.ts';
import { broadcastShapes } from './elementwise.ts';

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

describe('a number beside a tensor', () => {
  it('takes its dtype', () => {
    expect(add(constant([1, 2], [2], 'float64'), 1).dtype).toBe('float64');
    expect(mul(3, constant([1, 2], [2], 'int64')).dtype).toBe('int64');
  });
});
