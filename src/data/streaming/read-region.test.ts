import fc from 'fast-check';
import { expect, it } from 'vitest';
import { product, range } from '../../util/arrays.ts';
import { readRegion, type Stride } from './read-region.ts';

/** An array of its own positions in memory, in blocks; `read` remembers which were read. */
function counting(shape: readonly number[], blockCount: number, complex: boolean) {
  const size = product(shape) / blockCount;
  const read: number[] = [];
  const valuesOf = (position: number) => (complex ? [position, position + 0.5] : [position]);
  const readBlock = async (block: number) => {
    read.push(block);
    return Float64Array.from(range(block * size, (block + 1) * size).flatMap(valuesOf));
  };
  return { shape, blockCount, readBlock, read };
}

const cases = fc
  .record({
    shape: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
    rowMajor: fc.boolean(),
    complex: fc.boolean(),
    seed: fc.array(fc.nat(1000), { minLength: 9, maxLength: 9 }),
  })
  .filter(({ shape }) => shape.length > 0);

it('reads any cut through an array, each block at most once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ shape, rowMajor, complex, seed }) => {
      const divisors = range(1, product(shape) + 1).filter((n) => product(shape) % n === 0);
      const file = counting(shape, divisors[(seed[8] ?? 0) % divisors.length] ?? 1, complex);
      const memory = shape.map((_, at) => product(rowMajor ? shape.slice(at + 1) : shape.slice(0, at)));
      // Every axis is read as a whole, forward or backward, or one entry of it.
      const plan = shape.map((length, at) => ({ length, step: memory[at] ?? 0, kind: (seed[at] ?? 0) % 3 }));
      const whole = plan.filter(({ kind }) => kind < 2);
      const fixed = plan
        .filter(({ kind }) => kind === 2)
        .map(({ length, step }, i) => step * ((seed[4 + i] ?? 0) % length));
      let to = 1;
      const axes: Stride[] = whole.map(({ length, step, kind }) => {
        const stride = { length, from: kind === 0 ? step : -step, to };
        to *= length;
        return stride;
      });
      const back = whole.filter(({ kind }) => kind === 1).map(({ length, step }) => (length - 1) * step);
      const start = [...fixed, ...back].reduce((a, b) => a + b, 0);
      const target = new Float32Array(complex ? 2 * to : to);
      await readRegion(file, { axes, start, imaginary: complex ? to : undefined }, target);
      const expected = range(to).map((place) =>
        axes.reduce(
          (position, axis) => position + (Math.floor(place / axis.to) % axis.length) * axis.from,
          start,
        ),
      );
      expect([...target.subarray(0, to)]).toEqual(expected);
      if (complex) expect([...target.subarray(to)]).toEqual(expected.map((value) => value + 0.5));
      expect(file.read).toEqual([...new Set(file.read)].sort((a, b) => a - b));
      const size = product(shape) / file.blockCount;
      expect(new Set(file.read)).toEqual(new Set(expected.map((position) => Math.floor(position / size))));
    }),
  );
});
