import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { filesOf, root, shippedSources } from './sources.ts';

const defined = vi.hoisted(() => new Set<string>());

vi.mock(import('../../src/graph/primitive.ts'), async (original) => {
  const { definePrimitive } = await original();
  return {
    definePrimitive: (rule) => {
      defined.add(rule.name);
      return definePrimitive(rule);
    },
  };
});

/** What does nothing to the numbers and serves one pass alone: that pass's test is its proof. */
const provedByTheirPass = ['Flatten'];

/** What passes put into models for this machine alone. */
const machineOnly = ['Flatten', 'ReorderInput', 'ReorderOutput'];

describe('every primitive', () => {
  beforeAll(async () => {
    const sources = shippedSources('src/graph');
    for (const { path } of sources) await import(join(root, path));
  });

  it('is compared with an oracle and, if it has a gradient, with finite differences', () => {
    const tests = filesOf('src/graph/**/*.test.ts').map(({ text }) => text);
    const proved = new Set([
      ...provedByTheirPass,
      ...tests.flatMap((text) => Array.from(text.matchAll(/\bprimitive: '(\w+)'/g), ([, name]) => name)),
    ]);
    expect(defined.size).toBeGreaterThan(60);
    expect([...defined].filter((name) => !proved.has(name))).toEqual([]);
  });

  it("of ONNX's own domain is in the graph that other tests run everywhere", async () => {
    const { everyOperator } = await import('../every-operator.ts');
    const { ancestors } = await import('../../src/graph/walk.ts');
    const used = new Set(ancestors(Object.values(everyOperator())).map((tensor) => tensor.origin.name));
    expect([...defined].filter((name) => !used.has(name) && !machineOnly.includes(name))).toEqual([]);
  });
});
