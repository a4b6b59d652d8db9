import { describe, expect, it } from 'vitest';
import { checkAxis } from './axis.ts';

describe('an axis', () => {
  it('counts the batch as 0, and from the end when negative', () => {
    expect([1, 3, -1, -3].map((axis) => checkAxis(axis, [3, 28, 30]))).toEqual([0, 2, 2, 0]);
  });
  it('that is not there is refused', () => {
    expect(() => checkAxis(4, [3, 28, 30])).toThrow(
      'option "axis": expected an axis from 1 to 3 of shape [3, 28, 30], the batch being axis 0, received 4.',
    );
    expect(() => checkAxis(-4, [3, 28, 30])).toThrow('received -4');
  });
});
