import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, upTo } from '../../../test/random-calls.ts';
import { input } from '../leaf.ts';
import goldens from './pad.json' with { type: 'json' };
import type { PadMode } from './pad.ts';
import { pad } from './pad.ts';

interface Options {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly mode: string;
  readonly value: number;
}

const modes: readonly PadMode[] = ['constant', 'reflect', 'edge'];
const axis = fc.record({ size: upTo(1, 5), before: upTo(0, 4), after: upTo(0, 4) });
const plan = fc.record({
  axes: fc.array(axis, { minLength: 1, maxLength: 3 }),
  mode: fc.constantFrom(...modes),
});

checkOperator<Options>('pad', {
  primitive: 'Pad',
  build:
    ({ before, after, mode, value }) =>
    (x) =>
      pad(
        x,
        before,
        after,
        modes.find((known) => known === mode),
        value,
      ),
  calls: callsFrom(plan, ({ axes, mode }, sampler) => {
    const within = (n: number, size: number) => (mode === 'reflect' ? Math.min(n, size - 1) : n);
    const before = axes.map((a) => within(a.before, a.size));
    const after = axes.map((a) => within(a.after, a.size));
    return {
      options: { before, after, mode, value: 1.5 },
      samples: [sampler.normal(axes.map(({ size }) => size))],
    };
  }),
  goldens: goldens.pad,
});

describe('bad input', () => {
  const x = input('x', [3, 0]);

  it('is refused', () => {
    expect(() => pad(x, [1], [1])).toThrow(
      'pad: expected one size before and one after for each of the 2 axes of Input[3, 0]:float32, received [1] and [1].',
    );
    expect(() => pad(x, [-1, 0], [0, 0])).toThrow(
      'pad: expected whole sizes of 0 or more, received [-1, 0] and [0, 0]',
    );
    expect(() => pad(x, [0.5, 0], [0, 0])).toThrow('pad: expected whole sizes of 0 or more');
    expect(() => pad(x, [3, 0], [0, 0], 'reflect')).toThrow('pad: expected sizes below those of the axes');
    expect(() => pad(x, [0, 1], [0, 0], 'edge')).toThrow('pad: expected');
  });
});
