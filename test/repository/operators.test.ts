import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import * as graph from '../../src/graph/index.ts';
import { filesOf, root, type Source } from './sources.ts';

/** One exported function of a family of operators. */
interface Entry {
  readonly name: string;
  /** The first paragraph of its doc comment, with the formula that it announces. */
  readonly what: string;
}

/** What an operator's `checkOperator` says of it. */
interface Proof {
  /** `undefined` for a composition. */
  readonly primitive: string | undefined;
  readonly hasGradient: boolean;
}

const intro = `# Operators

All functions of tensors that \`echotrain/graph\` offers, as their comments describe them: a test keeps this page and
the code the same (\`npx vitest run --project quick test/repository/operators.test.ts -u\` writes it). A *primitive* is
one operator of ONNX, under ONNX's name, with a gradient rule of its own; everything else is composed of primitives
and needs none. Where a gradient is named it has been compared with PyTorch's and with finite differences, and the
function itself with PyTorch's, in ONNX Runtime. A derivative is written as dx from dy, the gradients of the loss with
respect to input and output.
`;

const documented = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:function|const) (\w+)/g;

function entriesOf({ text }: Source): readonly Entry[] {
  const entries = Array.from(text.matchAll(documented), ([, comment = '', name = '']) => {
    return { name, what: description(comment) };
  });
  return entries.filter(({ name }) => typeof Reflect.get(graph, name) === 'function');
}

function description(comment: string): string {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trim());
  const [first = '', second = ''] = lines.join('\n').trim().split('\n\n');
  const paragraph = first.endsWith(':') ? `${first} ${second}` : first;
  return (paragraph.split('\n@')[0] ?? '').replaceAll('\n', ' ');
}

/** What the tests in `src/graph/ops` prove, by the name of the function. */
function proofs(): ReadonlyMap<string, Proof> {
  const check = /checkOperator(?:<[^(]*>)?\(\s*'(\w+)',\s*\{([\s\S]*?)\}\);/g;
  const tests = filesOf('src/graph/ops/*.test.ts').flatMap(({ text }) => Array.from(text.matchAll(check)));
  return new Map(
    tests.map(([, name = '', body = '']) => {
      const primitive = /primitive: '(\w+)'/.exec(body)?.[1];
      return [name, { primitive, hasGradient: !body.includes('calls: null') }];
    }),
  );
}

function row({ name, what }: Entry, proof: Proof | undefined): string {
  const plain = what.replace(/\{@link (\w+)\}/g, '`$1`').replaceAll('|', '\\|');
  const gradient = proof && (proof.hasGradient ? 'yes' : 'none');
  return `| \`${name}\` | ${plain} | ${proof?.primitive ?? ''} | ${gradient ?? ''} |`;
}

function section(source: Source, known: ReadonlyMap<string, Proof>): string {
  const title = basename(source.path, '.ts').replaceAll('-', ' ');
  const head = ['| function | | primitive | gradient |', '| --- | --- | --- | --- |'];
  const rows = entriesOf(source).map((entry) => row(entry, known.get(entry.name)));
  return [`## ${title[0]?.toUpperCase()}${title.slice(1)}`, '', ...head, ...rows, ''].join('\n');
}

const families = filesOf('src/graph/ops/*.ts').filter(
  (source) => !source.path.endsWith('.test.ts') && entriesOf(source).length > 0,
);

it('lists all operators in the manual, as their comments describe them', async () => {
  const known = proofs();
  const page = [intro, ...families.map((family) => section(family, known))].join('\n');
  await expect(page).toMatchFileSnapshot(join(root, 'docs/operators.md'));
});

it('finds every operator in a test', () => {
  const tests = filesOf('src/graph/**/*.test.ts').map(({ text }) => text);
  const names = families.flatMap((family) => entriesOf(family).map(({ name }) => name));
  const untested = names.filter((name) => !tests.some((text) => new RegExp(`\\b${name}\\b`).test(text)));
  expect(names.length).toBeGreaterThan(90);
  expect(untested).toEqual([]);
});
