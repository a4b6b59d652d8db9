import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOf, root, type Source } from './sources.ts';

/** The TypeScript that a text shows, as a file each. */
function snippetsOf({ path, text }: Source): Source[] {
  const blocks = Array.from(text.matchAll(/^```ts\n([\s\S]*?)^```$/gm), ([, code = '']) => code);
  return blocks.map((code, i) => ({ path: `${path.replaceAll(/\W/g, '-')}-${i + 1}.ts`, text: code }));
}

const shown = filesOf('{*.md,docs/**/*.md,lessons/**/*.md}').flatMap(snippetsOf);

/** A project that has echotrain installed. */
const project = mkdtempSync(join(tmpdir(), 'echotrain-snippets-'));

const tsconfig = {
  extends: join(root, 'tsconfig.json'),
  compilerOptions: { types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
  include: ['*.ts'],
};

describe('what the texts show', () => {
  beforeAll(() => {
    mkdirSync(join(project, 'node_modules'));
    symlinkSync(root, join(project, 'node_modules/echotrain'));
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(tsconfig));
    for (const { path, text } of shown) writeFileSync(join(project, path), text);
  });
  afterAll(() => rmSync(project, { recursive: true }));

  it('compiles', () => {
    expect(shown).not.toEqual([]);
    expect(execute(join(root, 'node_modules/.bin/tsc'), '-p', '.')).toBe('');
  });

  it.each(shown.map(({ path }) => path))('runs: %s', (path) => {
    expect(execute(process.execPath, path)).not.toContain('Error');
  });
});

/** What a program prints, also where it fails. */
function execute(program: string, ...args: string[]): string {
  try {
    return execFileSync(program, args, { cwd: project, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    return error instanceof Error && 'stdout' in error && 'stderr' in error
      ? `Error: ${error.stdout}${error.stderr}`
      : `Error: ${error}`;
  }
}
