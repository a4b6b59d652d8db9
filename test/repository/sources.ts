import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The repository's root folder. */
export const root = join(import.meta.dirname, '../..');

/** A text file of the repository: its path from the root, and what it says. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const elsewhere = ['**/node_modules', '.git', 'dist', 'workbench/dist', 'coverage', 'jumpstart'];

/** The repository's own files that match `pattern`; nothing installed, nothing built. */
export function filesOf(pattern: string): readonly Source[] {
  return globSync(pattern, { cwd: root, exclude: elsewhere, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Whether a file was written by a program. */
export function isGenerated({ path }: Source): boolean {
  return path.endsWith('_pb.ts');
}

/** What ships of our own code, without tests and generated files. */
export function shippedSources(folders = '{src,lessons}'): readonly Source[] {
  const sources = filesOf(`${folders}/**/*.ts`);
  return sources.filter((source) => !source.path.endsWith('.test.ts') && !isGenerated(source));
}

const commentOrString = /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** The text with its comments blanked out, line for line; strings stay. */
function withoutComments(text: string): string {
  return text.replace(commentOrString, (match) => (match.startsWith('/') ? blank(match) : match));
}

/** The text with comments and strings blanked out, line for line. */
export function codeAlone(text: string): string {
  return text.replace(commentOrString, blank);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

const importSpecifier = /\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g;

/** What a file imports or exports from: names of packages, and paths from the root for relative ones. */
export function importsOf({ path, text }: Source): readonly string[] {
  const specifiers = withoutComments(text).matchAll(importSpecifier);
  return Array.from(specifiers, ([, , name = '']) =>
    name.startsWith('.') ? join(dirname(path), name) : name,
  );
}
