import { describe, expect, it } from 'vitest';
import { codeAlone, type Source, shippedSources } from './sources.ts';

const declaration =
  /^export (?:default )?(?:declare )?(?:abstract |async )*(?:function\*?|class|interface|type|const|let) (\w+)/;

/** The exported declarations of a file that have no doc comment; of an overloaded function, one suffices. */
function undocumented({ path, text }: Source): string[] {
  const lines = text.split('\n');
  const documented = new Map<string, boolean>();
  for (const [at, line] of codeAlone(text).split('\n').entries()) {
    const name = declaration.exec(line)?.[1];
    if (name) documented.set(name, documented.get(name) || endsDocComment(lines, at));
  }
  return [...documented].filter(([, is]) => !is).map(([name]) => `${path}: ${name} has no doc comment`);
}

/** Whether a doc comment ends right above line `at`. */
function endsDocComment(lines: readonly string[], at: number): boolean {
  if (!lines[at - 1]?.trimEnd().endsWith('*/')) return false;
  const start = lines.findLastIndex((line, i) => i < at && line.includes('/*'));
  return lines[start]?.trimStart().startsWith('/**') ?? false;
}

describe('exported symbols', () => {
  it('have a doc comment', () => {
    expect(shippedSources().flatMap(undocumented)).toEqual([]);
  });
});

describe('the check of doc comments', () => {
  const check = (text: string) => undocumented({ path: 'src/graph/x.ts', text });

  it('sees a missing one', () => {
    expect(check('export function relu() {}')).toEqual(['src/graph/x.ts: relu has no doc comment']);
    expect(check('// The ramp.\nexport const relu = 1;')).toHaveLength(1);
    expect(check('/* The ramp. */\nexport async function relu() {}')).toHaveLength(1);
    expect(check('/** The ramp. */\nconst zero = 0;\nexport interface Relu {}')).toHaveLength(1);
  });

  it('sees one of one line, of several, and of an overload', () => {
    expect(check('/** The ramp. */\nexport function relu() {}')).toEqual([]);
    expect(check('/**\n * The ramp.\n */\nexport abstract class Relu {}')).toEqual([]);
    expect(check('/** The ramp. */\nexport function relu(x: 1): 1;\nexport function relu() {}')).toEqual([]);
    expect(check('function relu() {}\nexport { relu };\nconst text = `\nexport const relu`;')).toEqual([]);
  });
});
