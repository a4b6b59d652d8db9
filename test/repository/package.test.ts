import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ours from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };
import { filesOf, root } from './sources.ts';

const targets = Object.values(ours.exports);

describe('the package', () => {
  it('exports files that exist', () => {
    expect([...targets, ...Object.values(ours.bin)].filter((path) => !existsSync(join(root, path)))).toEqual(
      [],
    );
  });

  it('exports the public face of every folder', () => {
    const faces = filesOf('src/*/index.ts').map(({ path }) => `./${path}`);
    expect(faces.filter((face) => !targets.includes(face))).toEqual([]);
  });
});

type Locked = Readonly<Record<string, object>>;

/** The optional packages that a lockfile names and does not hold: with them missing, `npm ci` refuses it. */
function missingOptionals(packages: Locked): string[] {
  return Object.entries(packages).flatMap(([path, entry]) => {
    const optionalDependencies = 'optionalDependencies' in entry ? Object(entry.optionalDependencies) : {};
    const places = (name: string) => [`node_modules/${name}`, `${path}/node_modules/${name}`];
    const missing = Object.keys(optionalDependencies).filter(
      (name) => !places(name).some((at) => at in packages),
    );
    return missing.map((name) => `${path} lacks ${name}`);
  });
}

describe('the lockfile', () => {
  it('holds the packages of every platform', () => {
    expect(missingOptionals(lock.packages)).toEqual([]);
  });

  it('is checked for those it does not hold', () => {
    const { 'node_modules/@biomejs/cli-win32-x64': _, ...others } = lock.packages;
    expect(missingOptionals(others)).toEqual(['node_modules/@biomejs/biome lacks @biomejs/cli-win32-x64']);
  });
});

describe('the goldens', () => {
  it('lie beside the oracle that made them', () => {
    const oracles = filesOf('{src,test,lessons}/**/*.py').map(({ path }) => path);
    expect(oracles.filter((path) => !existsSync(join(root, path.replace(/py$/, 'json'))))).toEqual([]);
  });
});

describe('the README', () => {
  const readme = filesOf('README.md')[0]?.text ?? '';

  it('names the commands that run everywhere else', () => {
    const ci = filesOf('.ci/run')[0]?.text ?? '';
    for (const command of ['npm ci && npm run jumpstart', 'npm ci && npm test'])
      expect(readme).toContain(command);
    expect(ci).toContain('npm ci && npm test');
  });

  it('speaks only of scripts that there are', () => {
    const texts = filesOf('{*.md,docs/**/*.md,lessons/**/*.md}');
    for (const { path, text } of texts) {
      for (const [, script = ''] of text.matchAll(/npm run ([\w:-]+)/g)) {
        expect(Object.keys(ours.scripts), `${basename(path)}: npm run ${script}`).toContain(script);
      }
    }
  });
});
