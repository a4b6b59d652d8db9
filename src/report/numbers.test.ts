import { expect, test } from 'vitest';
import { formatDuration, formatFixed, formatNumber, formatPercent } from './numbers.ts';

const plain = (text: string): string => text.replaceAll(/[\u202f\u00a0]/g, ' ');

test.each([
  [0, '0'],
  [61706, '61,706'],
  [-3, '−3'],
  [0.98765, '0.988'],
  [0.5, '0.500'],
  [1234.5678, '1,235'],
  [12.345, '12.3'],
  [-1.5e-7, '−1.50 × 10⁻⁷'],
  [3.14159e12, '3,141,590,000,000'],
  [31415926.5, '3.14 × 10⁷'],
  [1e21, '1.00 × 10²¹'],
  [Number.NaN, '–'],
  [-Infinity, '−∞'],
])('number %d', (value, expected) => {
  expect(plain(formatNumber(value))).toBe(expected);
});

test.each([
  [2e-5, '20 µs'],
  [0.0412, '41.2 ms'],
  [0, '0 µs'],
  [0.84, '0.84 s'],
  [9.94, '9.9 s'],
  [42.4, '42 s'],
  [59.7, '1 min'],
  [200, '3 min 20 s'],
  [3599.9, '1 h'],
  [3900, '1 h 05 min'],
  [-1, '–'],
])('%d seconds', (seconds, expected) => {
  expect(plain(formatDuration(seconds))).toBe(expected);
});

test('percentages and fixed digits', () => {
  expect(plain(formatPercent(0.9733))).toBe('97.3 %');
  expect(plain(formatPercent(0.00947, 2))).toBe('0.95 %');
  expect(formatPercent(Number.NaN)).toBe('–');
  expect(formatFixed(1, 2)).toBe('1.00');
  expect(formatFixed(-0.001, 2)).toBe('0.00');
});
