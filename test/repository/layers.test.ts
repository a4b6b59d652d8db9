import { isBuiltin } from 'node:module';
import { describe, expect, it } from 'vitest';
import { codeAlone, filesOf, importsOf, type Source, shippedSources } from './sources.ts';

/** What each part of the house stands on. It may import that, whatever that stands on, and itself. */
const standsOn = new Map<string, readonly string[]>([
  ['util', []],
  ['graph', ['util']],
  ['onnx', ['graph']],
  ['runtime', ['onnx']],
  ['layers', ['graph']],
  ['imaging', ['graph']],
  ['models', ['layers', 'imaging']],
  ['formats', ['util']],
  ['data', ['formats']],
  ['evaluate', ['util']],
  ['report', ['evaluate', 'data']],
  ['store', ['util']],
  ['audit', ['report', 'data', 'evaluate']],
  ['train', ['models', 'runtime', 'data', 'evaluate']],
  ['reconstruct', ['train']],
  ['search', ['train']],
  ['study', ['search', 'reconstruct', 'report', 'store']],
  ['lessons', ['study']],
  ['runner', ['study']],
  ['server', ['runner', 'audit', 'lessons']],
  ['cli', ['server']],
]);

/** The folders whose code runs in a browser too. */
const everywhere = ['util', 'graph', 'onnx', 'layers', 'models', 'imaging', 'formats', 'evaluate'];

const onnxRuntime = ['src/runtime/node.ts', 'src/runtime/web.ts'];

function reach(folder: string): ReadonlySet<string> {
  const direct = standsOn.get(folder) ?? [];
  return new Set([folder, ...direct, ...direct.flatMap((below) => [...reach(below)])]);
}

/** The part of the house that a file is in: a folder of `src/`, or one beside it. */
function partOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'src' ? second : first;
}

/** Whether an import stays within the house; lessons see it as readers do, by the package's name. */
function isOurs(target: string): boolean {
  return /^(src|lessons|test|bench|scripts|workbench|docs|echotrain)\//.test(target);
}

/** Imports that lead up or sideways, or out of what ships. */
function upwardImports(source: Source): string[] {
  const part = partOf(source.path);
  const allowed = part === 'lessons' ? new Set(['lessons', 'echotrain']) : reach(part);
  const targets = importsOf(source).filter((target) => isOurs(target) && !allowed.has(partOf(target)));
  return targets.map((target) => `${source.path} imports ${target}`);
}

/** Imports of Node's modules, and uses of its globals, where the code has to run in a browser. */
function nodeOnly(source: Source): string[] {
  if (!everywhere.includes(partOf(source.path))) return [];
  const modules = importsOf(source).filter((target) => isBuiltin(target));
  const globals = codeAlone(source.text).match(/\b(?:process\.|Buffer\b|__dirname\b)/g) ?? [];
  return [...modules, ...globals].map((name) => `${source.path} needs ${name}`);
}

/** Imports of ONNX Runtime outside its two adapters; its interfaces may be named throughout `runtime`. */
function strayRuntime({ path, text }: Source): string[] {
  if (onnxRuntime.includes(path)) return [];
  const own = partOf(path) === 'runtime' ? ['onnxruntime-common'] : [];
  const targets = importsOf({ path, text }).filter((target) => target.startsWith('onnxruntime-'));
  return targets.filter((target) => !own.includes(target)).map((target) => `${path} imports ${target}`);
}

/** What the workbench imports of the house that is no public face: it may use those, and the lessons. */
function behindFaces(source: Source): string[] {
  const targets = importsOf(source).filter((target) => /^(src|test|bench|scripts)\//.test(target));
  return targets.map((target) => `${source.path} imports ${target}`);
}

function file(path: string, text: string): Source {
  return { path, text };
}

describe('imports', () => {
  const sources = shippedSources();

  it('go only down the layers', () => {
    expect(sources.flatMap(upwardImports)).toEqual([]);
  });

  it('are understood: every folder has its place, and none stands on itself', () => {
    const folders = new Set(sources.map(({ path }) => partOf(path)));
    expect([...folders].filter((folder) => !folder.endsWith('.ts') && !standsOn.has(folder))).toEqual([]);
    for (const [folder, below] of standsOn) {
      for (const name of below) expect(reach(name), `${name} below ${folder}`).not.toContain(folder);
    }
  });

  it('of the workbench are public faces, and lessons', () => {
    const pages = filesOf('workbench/src/**/*.{ts,tsx}').filter(({ path }) => !path.includes('.test.'));
    expect(pages.length).toBeGreaterThan(100);
    expect(pages.flatMap(behindFaces)).toEqual([]);
  });

  it('of ONNX Runtime stay in its two adapters', () => {
    expect(sources.flatMap(strayRuntime)).toEqual([]);
  });

  it('of Node stay out of what also runs in a browser', () => {
    expect(sources.flatMap(nodeOnly)).toEqual([]);
  });
});

describe('the checks of imports', () => {
  it('see what leads up, in any form', () => {
    for (const text of [
      "import { Dense } from '../layers/dense.ts';",
      "import { relu } from 'echotrain/graph';",
      "import type {\n  Dense,\n} from '../layers/dense.ts';",
      "export * from '../layers/dense.ts';",
      "const { Dense } = await import('../layers/dense.ts');",
      "type Dense = import('../layers/dense.ts').Dense;",
      "import '../../lessons/02-iris/layers.ts';",
      "import { Dense } from 'echotrain/layers';",
    ]) {
      expect(upwardImports(file('src/graph/tensor.ts', text)), text).toHaveLength(1);
    }
  });

  it('see a lesson that does not use the public API', () => {
    const lesson = (text: string) => file('lessons/02-iris/layers.ts', text);
    expect(upwardImports(lesson("import { fit } from '../../src/train/fit.ts';"))).toHaveLength(1);
    expect(upwardImports(lesson("import { fit } from 'echotrain/train';"))).toEqual([]);
    expect(upwardImports(file('src/cli/jumpstart.ts', "import '../../lessons/index.ts';"))).toEqual([]);
    expect(upwardImports(file('src/study/run-study.ts', "import '../../lessons/index.ts';"))).toHaveLength(1);
  });

  it('let pass what leads down, and what a comment says', () => {
    for (const text of [
      "import { check } from '../util/errors.ts';",
      "import { relu } from './ops/relu.ts';",
      "import { z } from 'zod';",
      "// import '../layers/dense.ts'",
      "/** import '../layers/dense.ts' */",
    ]) {
      expect(upwardImports(file('src/graph/tensor.ts', text)), text).toEqual([]);
    }
  });

  it('see a page that looks behind the public faces', () => {
    const page = (text: string) => file('workbench/src/run/x.tsx', text);
    expect(behindFaces(page("import { Store } from '../../../src/store/store.ts';"))).toHaveLength(1);
    expect(behindFaces(page("import type { Run } from 'echotrain/store';"))).toEqual([]);
    expect(
      behindFaces(page("import { trial } from '../../../lessons/05-inverse-problems/trial.ts';")),
    ).toEqual([]);
  });

  it('see ONNX Runtime and Node where they do not belong', () => {
    expect(strayRuntime(file('src/train/fit.ts', "import ort from 'onnxruntime-node';"))).toHaveLength(1);
    expect(strayRuntime(file('src/graph/x.ts', "import ort from 'onnxruntime-common';"))).toHaveLength(1);
    expect(nodeOnly(file('src/formats/idx.ts', "import { readFile } from 'node:fs/promises';"))).toHaveLength(
      1,
    );
    expect(nodeOnly(file('src/evaluate/roc.ts', 'if (process.env.DEBUG) {}'))).toHaveLength(1);
    expect(nodeOnly(file('src/evaluate/roc.ts', '// what process.env is for'))).toEqual([]);
  });
});
