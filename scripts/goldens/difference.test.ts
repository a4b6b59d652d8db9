import { describe, expect, it } from 'vitest';
import { firstDifference, statedTolerance } from './difference.ts';

const kept = { shape: [2, 2], values: [0.1, 1, -200, 0], name: 'conv' };

describe('the difference between a golden and its oracle', () => {
  it('is none for what another processor rounds differently', () => {
    expect(firstDifference(kept, { ...kept, values: [0.100001, 1.00002, -200.01, 1e-7] })).toBeUndefined();
  });

  it('names the first value that changed', () => {
    const asked = { ...kept, values: [0.1, 1, -201, 5] };
    expect(firstDifference(kept, asked)).toBe('the value/values/2 was -200 and is now -201');
  });

  it('names what disappeared, what is new and what changed its kind', () => {
    expect(firstDifference(kept, { shape: [2, 2], name: 'conv' })).toBe('the value no longer has values');
    expect(firstDifference(kept, { ...kept, stride: 1 })).toBe('the value now has stride');
    expect(firstDifference(kept, { ...kept, shape: [2] })).toBe('the value/shape no longer has 1');
    expect(firstDifference(kept, { ...kept, name: null })).toBe('the value/name was "conv" and is now null');
  });

  it('sees a value that is no number any more', () => {
    expect(firstDifference([1], ['1'])).toBe('the value/0 was 1 and is now "1"');
  });

  it('may be as large as an oracle says', () => {
    const oracle =
      '"""What BART makes of it."""\n# Repeats within 1e-2: it depends on threads.\nimport json\n';
    expect(statedTolerance(oracle)).toBe(0.01);
    expect(statedTolerance('"""Repeats within 1e-2: not a line."""')).toBeUndefined();
    expect(firstDifference([1], [1.009], 0.01)).toBeUndefined();
    expect(firstDifference([1], [1.02], 0.01)).toBe('the value/0 was 1 and is now 1.02');
  });
});
