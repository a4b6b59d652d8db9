import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = import.meta.dirname;
const texts = globSync('*/README.md', { cwd: folder }).sort();

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** The lines without their common indentation. */
function unindented(code: string): string {
  const lines = code.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  return lines.map((line) => line.slice(Math.min(...indents))).join('\n');
}

/** Whether the excerpt stands in the code, line for line, at whatever depth. */
function isIn(code: string, excerpt: string): boolean {
  const lines = code.split('\n');
  const wanted = unindented(excerpt.trimEnd());
  const height = wanted.split('\n').length;
  return lines.some((_, at) => unindented(lines.slice(at, at + height).join('\n')) === wanted);
}

describe.each(texts)('lessons/%s', (path) => {
  const text = read(path);
  const programs = globSync('*.ts', { cwd: join(folder, dirname(path)) }).map((name) => ({
    name,
    code: read(join(dirname(path), name)),
  }));

  it('quotes the code as it is', () => {
    const quotes = Array.from(text.matchAll(/^```typescript\n([\s\S]*?)^```$/gm), ([, code = '']) => code);
    expect(quotes).not.toEqual([]);
    expect(quotes.filter((quote) => !programs.some(({ code }) => isIn(code, quote)))).toEqual([]);
  });

  it('shows figures that there are, each described, and all of them', () => {
    const shown = Array.from(text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g), ([, alt = '', file = '']) => ({
      alt,
      file,
    }));
    expect(shown.filter(({ alt }) => alt.length < 20)).toEqual([]);
    const drawn = globSync('figures/*', { cwd: join(folder, dirname(path)) });
    expect(shown.map(({ file }) => file).sort()).toEqual(drawn.sort());
  });

  it('names files that there are', () => {
    const names = Array.from(text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g), ([, name = '']) => name);
    expect(names.filter((name) => globSync(name, { cwd: join(folder, dirname(path)) }).length === 0)).toEqual(
      [],
    );
    const commands = Array.from(text.matchAll(/node (lessons\/\S+\.ts)/g), ([, name = '']) => name);
    expect(commands).not.toEqual([]);
    expect(commands.filter((name) => globSync(name, { cwd: join(folder, '..') }).length === 0)).toEqual([]);
  });
});

describe('the check of quotes', () => {
  it('finds lines at any depth, and nothing else', () => {
    const code = 'function f() {\n  for (;;) {\n    a();\n    b();\n  }\n}\n';
    expect(isIn(code, 'a();\nb();\n')).toBe(true);
    expect(isIn(code, 'for (;;) {\n  a();')).toBe(true);
    expect(isIn(code, 'a();\nc();')).toBe(false);
    expect(isIn(code, 'a();\n  b();')).toBe(false);
  });
});
