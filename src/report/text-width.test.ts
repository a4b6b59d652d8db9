import { expect, test } from 'vitest';
import { fitText, textWidth } from './text-width.ts';

test('texts that fit stay, others lose their middle', () => {
  expect(fitText('setosa', 12, 100)).toBe('setosa');
  const cut = fitText('pneumonia, bacterial, left lower lobe', 12, 100);
  expect(cut).toMatch(/^pneum.*….*lobe$/);
  expect(textWidth(cut, 12)).toBeLessThanOrEqual(100);
  expect(fitText('anything', 12, 0)).toBe('…');
});

test('wide characters are wide', () => {
  expect(textWidth('磁気', 10)).toBeCloseTo(21, 10);
  expect(textWidth('WWW', 10)).toBeGreaterThan(textWidth('iii', 10));
});
