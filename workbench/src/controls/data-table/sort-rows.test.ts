import { describe, expect, it } from 'vitest';
import { sortRows } from './sort-rows.ts';

const rows = [
  { name: 'run 10', score: 2 },
  { name: 'run 9', score: Number.NaN },
  { name: 'Run 2', score: 3 },
  { name: 'run 1', score: undefined },
  { name: 'run 20', score: 2 },
];
const columns = [
  { key: 'name', title: 'Name', cell: () => null, value: ({ name }: (typeof rows)[number]) => name },
  { key: 'score', title: 'Score', cell: () => null, value: ({ score }: (typeof rows)[number]) => score },
];

function names(key: string, isDescending: boolean): string[] {
  return sortRows(rows, columns, { key, isDescending }).map(({ name }) => name);
}

describe('sorting rows', () => {
  it('takes numbers in texts as numbers', () => {
    expect(names('name', false)).toEqual(['run 1', 'Run 2', 'run 9', 'run 10', 'run 20']);
  });

  it('keeps equal rows in their order, and puts those without a value last, either way', () => {
    expect(names('score', false)).toEqual(['run 10', 'run 20', 'Run 2', 'run 9', 'run 1']);
    expect(names('score', true)).toEqual(['Run 2', 'run 10', 'run 20', 'run 9', 'run 1']);
  });
});
