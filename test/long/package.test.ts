import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import ours from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');
const lab = mkdtempSync(join(tmpdir(), 'echotrain-package-'));
const subpaths = Object.keys(ours.exports).map((path) => path.replace('.', 'echotrain'));

/** Runs a program as someone would who has installed the package, and gives what it prints. */
function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { cwd: lab, encoding: 'utf8', stdio: 'pipe' });
}

describe('the published package', () => {
  beforeAll(() => {
    execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'pipe' });
    const [tarball = ''] = packInto(lab);
    writeFileSync(join(lab, 'package.json'), JSON.stringify({ type: 'module', private: true }));
    run('npm', 'install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`);
  });
  afterAll(() => rmSync(lab, { recursive: true }));

  it('brings the command line', () => {
    expect(run('npx', 'echotrain', '--help')).toMatch(/jumpstart/);
    expect(run('npx', 'echotrain', '--version')).toContain(ours.version);
  });

  it('lets every subpath be imported', () => {
    const inNode = subpaths.filter((name) => !name.endsWith('/web'));
    const script = inNode.map((name) => `await import(${JSON.stringify(name)});`).join('\n');
    expect(() => run('node', '--input-type=module', '--eval', script)).not.toThrow();
  });

  it('brings types that a strict consumer can check', () => {
    const uses = subpaths.map(
      (name, i) => `import * as part${i} from '${name}';\nexport const n${i} = part${i};`,
    );
    writeFileSync(join(lab, 'consumer.ts'), `${uses.join('\n')}\n`);
    const options = [
      '--strict',
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--lib',
      'es2024,dom',
    ];
    expect(run(join(root, 'node_modules/.bin/tsc'), ...options, 'consumer.ts')).toBe('');
  });

  it('runs a study that it brought along', () => {
    const study = 'node_modules/echotrain/lessons/02-iris/study.yaml';
    const lines = run('npx', 'echotrain', 'run', study, '--json').trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '').metrics.test.accuracy).toBeGreaterThan(0.8);
  });

  it('does the main job', () => {
    run('npx', 'echotrain', 'jumpstart', '--out', 'first-results');
    const page = readFileSync(join(lab, 'first-results/index.html'), 'utf8');
    for (const lesson of ['a line', 'Iris', 'LeNet-5']) expect(page).toContain(lesson);
  });
});

/** Packs the built package into a folder; the names of what is there then. */
function packInto(folder: string): string[] {
  execFileSync('npm', ['pack', join(root, 'dist'), '--pack-destination', folder], {
    cwd: root,
    stdio: 'pipe',
  });
  return readdirSync(folder);
}
