import { describe, expect, it } from 'vitest';
import { channelOf, ownChannel, unitOf } from './channels.ts';
import { stackOf } from './image-stack.ts';

const pairs = Float32Array.of(3, 4, 0, 0, -0.5, 0);
const stack = stackOf(pairs, { rows: 1, columns: 3, isComplex: true, isKspace: true, unit: 'V' });

describe('of complex values', () => {
  it.each([
    ['magnitude', [5, 0, 0.5], 'V'],
    ['logarithm', [0, -120, -20], 'dB'],
    ['phase', [Math.atan2(4, 3), 0, Math.PI], 'rad'],
    ['real', [3, 0, -0.5], 'V'],
    ['imaginary', [4, 0, 0], 'V'],
  ] as const)('the %s is shown', (channel, expected, unit) => {
    const values = channelOf(pairs, stack, channel);
    for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 5);
    expect(unitOf(stack, channel)).toBe(unit);
  });

  it('the logarithm is shown at first of k-space, the magnitude of images', () => {
    expect(ownChannel(stack)).toBe('logarithm');
    expect(ownChannel({ ...stack, isKspace: false })).toBe('magnitude');
  });
});

describe('a stack', () => {
  it('has its pictures one behind the other', () => {
    const two = stackOf(
      Uint8Array.from({ length: 12 }, (_, i) => i),
      { rows: 2, columns: 3, count: 2 },
    );
    expect(two.picture(1)).toEqual(Uint8Array.of(6, 7, 8, 9, 10, 11));
    expect(two).toMatchObject({ samples: 1, counted: 'slice', isKspace: false });
  });
});
