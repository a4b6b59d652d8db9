import { describe, expect, test } from 'vitest';
import { binomialCdf, logGamma, normalCdf, normalQuantile, studentQuantile } from './distributions.ts';
import goldens from './goldens/evaluate.json' with { type: 'json' };

const relative = (value: number, expected: number): number =>
  value === expected ? 0 : Math.abs(value - expected) / Math.abs(expected);

describe('distributions agree with scipy', () => {
  const { distributions } = goldens;
  test.each(distributions.normalCdf)('normal probability below %d', (z = 0, expected = 0) => {
    expect(relative(normalCdf(z), expected)).toBeLessThan(1e-12);
  });
  test.each(distributions.normalQuantile)('normal quantile at %d', (p = 0, expected = 0) => {
    expect(relative(normalQuantile(p), expected)).toBeLessThan(1e-12);
  });
  test.each(distributions.studentQuantile)(
    't quantile at %d, %d degrees',
    (p = 0, freedom = 0, expected = 0) => {
      expect(relative(studentQuantile(p, freedom), expected)).toBeLessThan(1e-10);
    },
  );
  test.each(distributions.binomialCdf)('at most %d of %d at %d', (k = 0, n = 0, p = 0, expected = 0) => {
    expect(relative(binomialCdf(k, n, p), expected)).toBeLessThan(1e-9);
  });
  test.each(distributions.logGamma)('ln gamma of %d', (x = 0, expected = 0) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-13 * Math.max(1, Math.abs(expected)));
  });
});

test('quantiles at the ends, and beyond', () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  expect(() => normalQuantile(1.5)).toThrow('expected a probability from 0 to 1, received 1.5');
});
