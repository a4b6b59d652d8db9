import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { curveFamilies } from '../../../test/curve-families.ts';
import { THRESHOLDS } from './thresholds.ts';

const manual = readFileSync(new URL('../../../docs/curves.md', import.meta.url), 'utf8');
const source = readFileSync(new URL('thresholds.ts', import.meta.url), 'utf8');

it.each(Object.entries(THRESHOLDS))('the manual says why %s is %d', (name, value) => {
  const [, comment = ''] = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*${name}:`).exec(source) ?? [];
  const why = comment.replaceAll('*', ' ').replaceAll(/\s+/g, ' ').trim();
  expect(why).not.toBe('');
  const [, told, reason] = new RegExp(`\\| \`${name}\` \\| (\\S+) \\| (.*) \\|`).exec(manual) ?? [];
  expect([Number(told), reason]).toEqual([value, why]);
});

it.each(curveFamilies)('the manual has a section and a figure for $expected', ({ expected }) => {
  expect(manual.toLowerCase()).toContain(`\n## ${expected}\n`);
  expect(manual).toContain(`(figures/${expected.replaceAll(' ', '-')}.svg)`);
});
