import { beforeAll, describe, expect, it, vi } from 'vitest';
import { filesOf } from './sources.ts';

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

describe('every primitive', () => {
  beforeAll(() => import('../../src/graph/index.ts'));

  it('is compared with an oracle and with finite differences', () => {
    const tests = filesOf('src/graph/**/*.test.ts').map(({ text }) => text);
    const proved = new Set(
      tests.flatMap((text) => Array.from(text.matchAll(/\bprimitive: '(\w+)'/g), ([, name]) => name)),
    );
    expect(defined.size).toBeGreaterThan(30);
    expect([...defined].filter((name) => !proved.has(name))).toEqual([]);
  });
});
