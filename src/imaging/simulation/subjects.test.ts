import { expect, test } from 'vitest';
import { anatomies } from '../phantoms/anatomy.ts';
import { simulateSubject, subjectParts } from './subjects.ts';

const small = { coils: 3, rows: 24, columns: 32 };

test.each(anatomies)('a %s is a subject: the same for its seed, another for another', (anatomy) => {
  const of = (subject: number) => simulateSubject(subject, { ...small, anatomy });
  const first = of(1);
  expect(first.origin).toBe('simulated');
  expect(first.kspace.shape).toEqual([3, 2, 24, 32]);
  expect(first.kspace.data.every(Number.isFinite)).toBe(true);
  expect(of(1)).toEqual(first);
  const other = of(2);
  for (const part of ['kspace', 'maps', 'reference'] as const) {
    expect(other[part].data).not.toEqual(first[part].data);
  }
});

test('subjects of the parts are all different, and of other studies too', () => {
  const parts = [1, 2].map((seed) => subjectParts({ train: 5, validation: 2, test: 3 }, seed));
  expect(parts.map(({ train, validation, test }) => [train.length, validation.length, test.length])).toEqual([
    [5, 2, 3],
    [5, 2, 3],
  ]);
  const all = parts.flatMap(({ train, validation, test }) => [...train, ...validation, ...test]);
  expect(new Set(all).size).toBe(20);
  expect(all.every(Number.isSafeInteger)).toBe(true);
});

test('what cannot be is refused', () => {
  expect(() => simulateSubject(-1, small)).toThrow(
    'expected a whole number of at least 0 as a seed, received -1',
  );
  expect(() => subjectParts({ train: 1.5, validation: 0, test: 0 }, 1)).toThrow(
    'expected whole numbers of subjects',
  );
  expect(() => subjectParts({ train: 2 ** 21, validation: 0, test: 0 }, 1)).toThrow('at most 1048576 in all');
});
