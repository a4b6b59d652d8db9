import { describe, expect, it } from 'vitest';
import { runGraph } from '../../../test/run-graph.ts';
import { Sampler } from '../../../test/samples.ts';
import { RandomStream } from '../../util/random.ts';
import { gradients } from '../gradients.ts';
import { input } from '../leaf.ts';
import { add, mul } from './arithmetic.ts';
import { dropout, randomInputs, randomUniform } from './random.ts';
import { reduceSum } from './reduce.ts';

const n = 20_000;
const x = input('x', [n]);

function numbers(seed: number, count = n): Float32Array {
  const drawn = new Float32Array(count);
  RandomStream.derive(seed, 'mask').fillUniform(drawn);
  return drawn;
}

async function dropped(rate: number, seed: number): Promise<readonly number[]> {
  const feeds = { x: new Float32Array(n).fill(1), 'random/mask': numbers(seed) };
  const { y = [] } = await runGraph({ y: dropout(x, rate, 'mask') }, feeds);
  return Array.from(y, Number);
}

describe('dropout', () => {
  it.each([0.1, 0.5, 0.75])('sets a fraction of %d to zero and scales the rest', async (rate) => {
    const kept = (await dropped(rate, 1)).filter((v) => v !== 0);
    const deviation = Math.sqrt((rate * (1 - rate)) / n);
    expect(Math.abs(kept.length / n - (1 - rate))).toBeLessThan(4 * deviation);
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / (1 - rate))]));
  });

  it('depends on the numbers of its stream alone', async () => {
    expect(await dropped(0.5, 3)).toEqual(await dropped(0.5, 3));
    expect(await dropped(0.5, 3)).not.toEqual(await dropped(0.5, 4));
  });

  it('passes gradients where it passes values', async () => {
    const dy = input('dy', [n]);
    const y = dropout(x, 0.3, 'mask');
    const [dx] = gradients(reduceSum(mul(y, dy)), [x]);
    const upstream = new Sampler(1).normal([n]).values;
    const feeds = { dy: upstream, x: upstream, 'random/mask': numbers(1) };
    const results = await runGraph({ dx, y }, feeds);
    expect(results.dx).toEqual(results.y);
    expect(results.dx).toContain(0);
  });

  it('drops whole channels with a mask that broadcasts', async () => {
    const images = input('images', [2, 3, 4]);
    const feeds = { images: new Float32Array(24).fill(1), 'random/mask': Float32Array.of(0, 1, 0, 1, 1, 0) };
    const { y = [] } = await runGraph({ y: dropout(images, 0.5, 'mask', [2, 3, 1]) }, feeds);
    expect(Array.from(y, Number)).toEqual([0, 2, 0, 2, 2, 0].flatMap((v) => [v, v, v, v]));
  });

  it('of nothing is nothing', () => {
    expect(dropout(x, 0, 'mask')).toBe(x);
  });

  it.each([-0.1, 1, Number.NaN])('refuses a rate of %d', (rate) => {
    expect(() => dropout(x, rate, 'mask')).toThrow(
      `dropout: expected a rate from 0 up to, not including, 1, received ${rate}.`,
    );
  });
});

describe('random inputs', () => {
  it('are found with their streams', () => {
    const y = add(dropout(x, 0.5, 'hidden/mask'), randomUniform('noise', [n]));
    const found = randomInputs([y]).map(({ name, stream, tensor }) => [name, stream, tensor.shape]);
    expect(found).toEqual([
      ['random/hidden/mask', 'hidden/mask', [n]],
      ['random/noise', 'noise', [n]],
    ]);
  });
});
