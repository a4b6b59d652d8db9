import { describe, expect, it } from 'vitest';
import { inFileOrder } from './frame-order.ts';

const axes = [{ name: 'slice' as const, length: 3 }];
const geometry = {
  axes: [0, 1, 2],
  spacing: [5, 1, 1],
  directions: [
    [0, 0, 1],
    [1, 0, 0],
    [0, 1, 0],
  ],
  origin: [10, 20, 30],
} as const;

describe('the order of frames', () => {
  it('is the one in the file where sorting only turns it round; the first axis then points the other way', () => {
    const layout = inFileOrder({ order: [2, 1, 0], axes, geometry, warnings: [] });
    expect(layout.order).toBeUndefined();
    expect(layout.geometry).toEqual({
      ...geometry,
      directions: [[-0, -0, -1], geometry.directions[1], geometry.directions[2]],
      origin: [10, 20, 40],
    });
  });

  it('is else that of the layout', () => {
    for (const order of [
      [0, 1, 2],
      [1, 0, 2],
    ]) {
      const layout = { order, axes, geometry, warnings: [] };
      expect(inFileOrder(layout)).toBe(layout);
    }
    const flat = { axes: [], warnings: [] };
    expect(inFileOrder(flat)).toBe(flat);
  });
});
