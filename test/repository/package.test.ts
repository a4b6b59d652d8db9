import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ours from '../../package.json' with { type: 'json' };
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
