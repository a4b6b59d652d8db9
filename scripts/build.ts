/**
 * Builds the package that is published into `dist/`: compiled sources and lessons, what lies beside them (data,
 * texts, figures), the workbench as the browser loads it, and a package.json of its own, without what only development
 * needs.
 *
 *     npm run build && npm publish ./dist
 */
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { publishedPackage } from './build/published-package.ts';

const root = join(import.meta.dirname, '..');
const out = join(root, 'dist');

rmSync(out, { recursive: true, force: true });
execFileSync('npm', ['run', 'build', '--workspace', 'workbench'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production' },
});
execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
for (const path of [...assets(), 'workbench/dist', 'README.md', 'CHANGELOG.md', 'LICENSE']) copy(path);
const source = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
writeFileSync(join(out, 'package.json'), `${JSON.stringify(publishedPackage(source), null, 2)}\n`);

/**
 * Everything beside the sources that the compiler does not write. Oracles stay at home, and so do their goldens, unless
 * what ships imports them: the DICOM dictionary is one.
 */
function assets(): string[] {
  const files = globSync('{src,lessons}/**', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  const oracles = new Set(files.filter((path) => path.endsWith('.py')));
  const imported = new Set(files.filter(isShippedSource).flatMap(importedJson));
  const isKept = (path: string) => imported.has(path) || !oracles.has(path.replace(/\.json$/, '.py'));
  return files.filter((path) => !/\.(ts|py)$/.test(path) && isKept(path));
}

function isShippedSource(path: string): boolean {
  return path.endsWith('.ts') && !path.endsWith('.test.ts');
}

/** The JSON files that a source imports, by their paths from the root. */
function importedJson(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  return Array.from(text.matchAll(/from '(\.[^']+\.json)'/g), ([, name = '']) => join(dirname(path), name));
}

function copy(path: string): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  cpSync(join(root, path), join(out, path), { recursive: true });
}
