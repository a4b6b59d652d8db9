import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { highlighted } from './highlight.ts';

const lessons = join(import.meta.dirname, '../../../../lessons');

describe('highlighted code', () => {
  it('knows comments, strings, keywords and numbers', () => {
    const code = "// if 1\nconst a = 'for' + `2`; /* of */ x.of(3e-4)";
    const found = highlighted(code).filter(({ kind }) => kind !== 'plain');
    expect(found.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'comment // if 1',
      'keyword const',
      "string 'for'",
      'string `2`',
      'comment /* of */',
      'number 3e-4',
    ]);
  });

  it('is the code again, piece after piece', () => {
    for (const path of globSync('*/*.ts', { cwd: lessons })) {
      const code = readFileSync(join(lessons, path), 'utf8');
      expect(
        highlighted(code)
          .map(({ text }) => text)
          .join(''),
      ).toBe(code);
    }
  });
});
