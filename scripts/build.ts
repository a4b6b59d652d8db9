/**
 * Builds the package that is published into `dist/`: compiled sources and lessons, what lies beside them (data,
 * texts, figures), and a package.json of its own, without what only development needs.
 *
 *     npm run build && npm publish ./dist
 */
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publishedPackage } from './build/published-package.ts';

const root = join(import.meta.dirname, '..');
const out = join(root, 'dist');

rmSync(out, { recursive: true, force: true });
execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
for (const path of [...assets(), 'README.md', 'CHANGELOG.md', 'LICENSE']) copy(path);
const source = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
writeFileSync(join(out, 'package.json'), `${JSON.stringify(publishedPackage(source), null, 2)}\n`);

/** Everything beside the sources that the compiler does not write: not tests' oracles, not TypeScript. */
function assets(): string[] {
  const options = { cwd: root, withFileTypes: true, exclude: ['**/oracle'] } as const;
  return globSync('{src,lessons}/**', options)
    .filter((entry) => entry.isFile() && !/(?<!\.d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

function copy(path: string): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  cpSync(join(root, path), join(out, path));
}
