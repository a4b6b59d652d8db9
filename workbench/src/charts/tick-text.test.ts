import { describe, expect, it } from 'vitest';
import { logTickText, logTickTexts, tickTexts } from './tick-text.ts';

describe('the texts of ticks', () => {
  it('have the digits that their distance needs', () => {
    expect(tickTexts([0, 0.025, 0.05], 0.025)).toEqual(['0', '0.025', '0.050']);
    expect(tickTexts([-2, 0, 2], 2)).toEqual(['−2', '0', '2']);
    expect(tickTexts([500_000, 1_000_000], 500_000)).toEqual(['500,000', '1,000,000']);
    expect(tickTexts([2e-4, 1e-3], 2e-4)).toEqual(['0.0002', '0.0010']);
  });

  it('have powers of ten where numbers would be long, all of them', () => {
    expect(tickTexts([0, 2e-7, 1e-6], 2e-7)).toEqual(['0', '2·10⁻⁷', '1.0·10⁻⁶']);
    expect(tickTexts([5e7, 1e8], 5e7)).toEqual(['5·10⁷', '1.0·10⁸']);
  });

  it('of logarithmic axes are short', () => {
    expect([0.001, 0.02, 5, 100, 1e-6, 3e8].map(logTickText)).toEqual([
      '0.001',
      '0.02',
      '5',
      '100',
      '10⁻⁶',
      '3·10⁸',
    ]);
    expect(logTickTexts([0.92, 0.94, 0.96, 0.98])).toEqual(['0.92', '0.94', '0.96', '0.98']);
    expect(logTickTexts([0.01, 0.1, 1])).toEqual(['0.01', '0.1', '1']);
  });
});
