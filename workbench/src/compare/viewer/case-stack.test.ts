import { describe, expect, it } from 'vitest';
import { caseStack } from './case-stack.ts';

const values = Float32Array.from({ length: 12 }, (_, i) => i);

describe('the stack of a case', () => {
  it('has slices of a volume, and three channels as colors', () => {
    const slices = caseStack(values, [3, 2, 2], 'slice');
    expect([slices.count, slices.samples, slices.picture(2)]).toEqual([3, 1, Float32Array.of(8, 9, 10, 11)]);
    const colors = caseStack(values, [3, 2, 2], 'channel');
    expect([colors.count, colors.samples]).toEqual([1, 3]);
    expect(colors.picture(0)).toEqual(Float32Array.of(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11));
  });

  it('has one picture of an image, with a channel or without', () => {
    for (const shape of [
      [3, 4],
      [1, 3, 4],
    ]) {
      const { rows, columns, count } = caseStack(values, shape, 'channel');
      expect([rows, columns, count]).toEqual([3, 4, 1]);
    }
    expect(caseStack(values, [1, 3, 2, 2], 'channel')).toMatchObject({ count: 3, counted: 'slice' });
  });
});
