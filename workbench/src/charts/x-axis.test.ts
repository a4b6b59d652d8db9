import { describe, expect, it } from 'vitest';
import { clockText, placeText } from './x-axis.ts';

describe('places on axes', () => {
  it('are words', () => {
    expect(placeText('step', 12_345.4)).toBe('Step 12,345');
    expect(placeText('epoch', 3.256)).toBe('Epoch 3.26');
    expect(placeText('time', 3723.6)).toBe('1:02:04');
  });

  it('of time are what a clock shows', () => {
    expect([0, 59.99, 60, 3599.7, 90_000].map((seconds) => clockText(seconds))).toEqual([
      '0:00:00',
      '0:01:00',
      '0:01:00',
      '1:00:00',
      '25:00:00',
    ]);
    expect(clockText(1.25, 0.5)).toBe('0:00:01.3');
    expect(clockText(-5)).toBe('−0:00:05');
  });
});
