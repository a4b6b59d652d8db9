import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { Sampler } from '../../../test/samples.ts';
import { gradients } from '../gradients.ts';
import { input } from '../leaf.ts';
import { ancestors } from '../walk.ts';
import { conv, convAdjoint } from './conv.ts';
import goldens from './conv-by-rows.json' with { type: 'json' };
import { reduceSum } from './reduce.ts';

interface Adjoint {
  readonly shape: readonly number[];
  readonly pads: readonly number[];
}

const upTo = (least: number, most: number) => fc.integer({ min: least, max: most });

const calls = fc
  .record({
    batch: upTo(1, 2),
    channels: upTo(2, 5),
    filters: upTo(1, 3),
    width: upTo(1, 4),
    pads: upTo(0, 3),
  })
  .map(({ batch, channels, filters, width, pads: pad }, ...[seed = 5]: readonly number[]) => {
    const sampler = new Sampler(seed);
    const [height, side] = [8, Math.min(pad, width - 1)];
    const shape = [batch, channels, 9, 6];
    const y = sampler.normal([batch, filters, 9 + 2 * pad - height + 1, 6 + 2 * side - width + 1]);
    const options: Adjoint = { shape, pads: [pad, side, pad, side] };
    return { options, samples: [y, sampler.normal([filters, channels, height, width])] };
  });

checkOperator('convAdjoint', {
  primitive: null,
  build:
    ({ shape, pads }: Adjoint) =>
    (y, kernel) =>
      convAdjoint(y, kernel ?? y, shape, { pads }),
  calls,
  goldens: goldens.adjoint,
});

describe('the gradient of a convolution from few channels', () => {
  const x = input('x', [1, 2, 32, 32]);
  const kernel = input('kernel', [16, 2, 11, 11]);
  const [dx] = gradients(reduceSum(conv(x, kernel)), [x]);

  it('goes row by row: the rows of the kernel are channels', () => {
    const convolutions = ancestors([dx]).filter(({ origin }) => origin.name === 'Conv');
    expect(convolutions.map(({ shape }) => shape)).toEqual([[1, 22, 22, 32]]);
  });
});
