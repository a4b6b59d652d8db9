import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, upTo } from '../../../test/random-calls.ts';
import { input } from '../leaf.ts';
import goldens from './upsample.json' with { type: 'json' };
import type { Interpolation } from './upsample.ts';
import { upsample } from './upsample.ts';

const modes: readonly Interpolation[] = ['nearest', 'linear'];
const plan = fc.record({
  images: fc.tuple(upTo(1, 2), upTo(1, 3)),
  axes: fc.array(fc.record({ size: upTo(1, 4), scale: upTo(1, 5) }), { minLength: 1, maxLength: 3 }),
  mode: fc.constantFrom(...modes),
});

checkOperator<{ scales: readonly number[]; mode: string }>('upsample', {
  primitive: 'Resize',
  build:
    ({ scales, mode }) =>
    (x) =>
      upsample(
        x,
        scales,
        modes.find((known) => known === mode),
      ),
  calls: callsFrom(plan, ({ images, axes, mode }, sampler) => ({
    options: { scales: axes.map(({ scale }) => scale), mode },
    samples: [sampler.normal([...images, ...axes.map(({ size }) => size)])],
  })),
  goldens: goldens.upsample,
});

describe('bad input', () => {
  const x = input('x', [1, 2, 4, 4]);

  it('is refused', () => {
    expect(() => upsample(x, [2])).toThrow('upsample: expected images [batch, channel, ...spatial]');
    expect(() => upsample(x, [2, 1.5])).toThrow(
      'upsample: expected whole scales of 1 or more, received [2, 1.5].',
    );
    expect(() => upsample(x, [2, 0])).toThrow('upsample: expected whole scales of 1 or more');
    expect(() => upsample(input('x', [1, 2]), [])).toThrow('upsample: expected images');
  });
});
