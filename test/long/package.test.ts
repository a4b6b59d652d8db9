import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** What hands out things of Node's own: readers that are disposed of by `using`, its SQLite. */
function needsNodeTypes(name: string): boolean {
  return ['/data/node', '/reconstruct/node', '/study', '/store', '/runner', '/server'].some((end) =>
    name.endsWith(end),
  );
}

/** What the compiler has to say of a strict program that uses all of these. */
function checkTypes(names: readonly string[], ...more: readonly string[]): string {
  const uses = names.map((name, i) => `import * as part${i} from '${name}';\nexport const n${i} = part${i};`);
  writeFileSync(join(lab, 'consumer.ts'), `${uses.join('\n')}\n`);
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', ...more];
  return run(join(root, 'node_modules/.bin/tsc'), ...options, 'consumer.ts');
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

  it('brings types that a strict consumer can check, without those of Node', () => {
    const everywhere = subpaths.filter((name) => !needsNodeTypes(name));
    expect(checkTypes(everywhere, '--lib', 'es2024,dom')).toBe('');
  });

  it('brings types of what touches files that a consumer with the types of Node can check', () => {
    const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
    expect(checkTypes(subpaths.filter(needsNodeTypes), '--lib', 'es2024,dom', ...types)).toBe('');
  });

  it('runs a study that it brought along', () => {
    const study = 'node_modules/echotrain/lessons/02-iris/study.yaml';
    const lines = run('npx', 'echotrain', 'run', study, '--json').trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '').metrics.test.accuracy).toBeGreaterThan(0.8);
  });

  it('makes a dataset of a folder, and audits it', () => {
    run('node', 'node_modules/echotrain/lessons/04-your-own-data/scans.js', 'scans');
    const { items } = JSON.parse(run('npx', 'echotrain', 'data', 'info', 'scans/dicom', '--json'));
    expect(items).toHaveLength(40);
    expect(items[0]).toMatchObject({ format: 'dicom', shape: [12, 48, 48], orientation: 'SPL' });
    run('npx', 'echotrain', 'data', 'import', 'scans/dicom', '--out', 'heads');
    const audit = run('npx', 'echotrain', 'data', 'check', 'heads', '--json').trim().split('\n').at(-1);
    expect(JSON.parse(audit ?? '').counts.error).toBe(0);
  });

  it('opens the workbench, with its page and ONNX Runtime', async () => {
    const child = spawn('npx', ['echotrain', 'open', '--no-browser'], { cwd: lab, detached: true });
    const [line] = await once(child.stdout, 'data');
    const link = new URL(/http\S+/.exec(String(line))?.[0] ?? '');
    const cookie = (await fetch(link)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await (await fetch(new URL('/', link), { headers: { cookie } })).text();
    const [, script = ''] = /src="([^"]+\.js)"/.exec(page) ?? [];
    for (const path of [script, '/ort/ort-wasm-simd-threaded.wasm', '/api/runs']) {
      expect((await fetch(new URL(path, link), { headers: { cookie } })).status, path).toBe(200);
    }
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await once(child, 'close');
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
