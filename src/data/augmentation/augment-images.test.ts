import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { range } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import { Batches } from '../batches.ts';
import { Dataset } from '../dataset.ts';
import { augmentImages, type ImageAugmentation } from './augment-images.ts';
import golden from './scipy-images.json' with { type: 'json' };

/** Two channels that hold each pixel's own row and column, so that a moved image tells where its pixels came from. */
const SIZE = 41;
const MIDDLE = (SIZE - 1) / 2;

describe('augmentImages', () => {
  it('is a function of seed, epoch and item alone', () => {
    const options = { shift: 3, rotation: 20, scale: 0.2, elastic: { sigma: 4, alpha: 34 } };
    const all = augmented([0, 1, 2, 3], { seed: 1, ...options }, 5);
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }), (items) => {
        const some = augmented(items, { seed: 1, ...options }, 5);
        expect(some).toEqual(items.map((item) => all[item]));
      }),
      { numRuns: 20 },
    );
    const [first] = all;
    for (const other of [
      augmented([1], { seed: 1, ...options }, 5),
      augmented([0], { seed: 2, ...options }, 5),
    ]) {
      expect(other[0]).not.toEqual(first);
    }
    expect(augmented([0], { seed: 1, ...options }, 6)[0]).not.toEqual(first);
  });

  it('changes nothing when nothing is asked for', () => {
    expect(augmented([0], { seed: 1 }, 0)[0]).toEqual(places());
  });

  it('rotates, scales and shifts about the middle, within the limits and up to them', () => {
    const moves = range(400).map((item) => {
      const [image = places()] = augmented([item], { seed: 3, shift: 2, rotation: 15, scale: 0.1 }, 0);
      return movementOf(image);
    });
    expectRange(
      moves.map(({ degrees }) => degrees),
      -15,
      15,
      0.5,
    );
    expectRange(
      moves.map(({ scale }) => Math.log(scale)),
      -Math.log(1.1),
      Math.log(1.1),
      0.005,
    );
    expectRange(
      moves.map(({ down }) => down),
      -2,
      2,
      0.1,
    );
    expectRange(
      moves.map(({ right }) => right),
      -2,
      2,
      0.1,
    );
  });

  it('shifts by whole pixels without touching a gray value, each shift equally often', () => {
    const seen = range(500).map((item) => {
      const [image = places()] = augmented([item], { seed: 4, shift: 1.9, wholePixels: true, fill: -1 }, 0);
      const { down, right } = movementOf(image);
      expect(image.filter((value) => !Number.isInteger(value))).toEqual(new Float32Array());
      return `${Math.round(down)},${Math.round(right)}`;
    });
    const counts = [...Map.groupBy(seen, (shift) => shift).values()].map(({ length }) => length);
    expect(counts).toHaveLength(9);
    for (const count of counts) expect(Math.abs(count - 500 / 9)).toBeLessThan(4 * Math.sqrt(500 / 9));
  });

  it('fills in beyond the edge', () => {
    const images = range(20).map(
      (item) => augmented([item], { seed: 5, shift: 8, fill: -7 }, 0)[0] ?? places(),
    );
    expect(images.some((image) => image[0] === -7)).toBe(true);
  });

  it('bends by the displacements of Simard, as large as scipy makes them', () => {
    const squares = range(600).map((item) => {
      const [image = places()] = augmented([item], { seed: 6, elastic: { sigma: 4, alpha: 34 } }, 0);
      return ((image[at(0, MIDDLE, MIDDLE)] ?? 0) - MIDDLE) ** 2;
    });
    const displacement = Math.sqrt(squares.reduce((a, b) => a + b) / squares.length);
    expect(displacement / golden.displacement).toBeCloseTo(1, 1);
  });

  it('works on batches', () => {
    const inputs = new Float32Array(3 * 2 * SIZE * SIZE);
    for (const item of range(3)) inputs.set(places(), item * 2 * SIZE * SIZE);
    const targets = { kind: 'values', data: new Float32Array(3), shape: [] } as const;
    const data = new Dataset({ name: 'places', inputs, inputShape: [2, SIZE, SIZE], targets });
    const options = { seed: 7, rotation: 20 };
    const augment = augmentImages(data.inputShape, options);
    const batch = new Batches(data, { batchSize: 2, shuffle: false, augment }).load(4, 1);
    const [expected = places()] = augmented([2], options, 4);
    expect(batch.inputs.subarray(0, expected.length)).toEqual(expected);
  });

  it.each([
    { shift: -1 },
    { rotation: Number.NaN },
    { scale: Number.POSITIVE_INFINITY },
    { elastic: { sigma: 0, alpha: 1 } },
    { fill: Number.NaN },
  ])('refuses %j', (wrong) => {
    expect(() => augmentImages([1, 28, 28], { seed: 1, ...wrong })).toThrow(InputError);
  });

  it('refuses inputs that are no images', () => {
    expect(() => augmentImages([4], { seed: 1 })).toThrow(
      'inputs of shape [channel, row, column], received [4]',
    );
  });
});

function at(channel: number, row: number, column: number): number {
  return (channel * SIZE + row) * SIZE + column;
}

function places(): Float32Array {
  const rows = range(SIZE).flatMap((row) => range(SIZE).map(() => row));
  const columns = range(SIZE).flatMap(() => range(SIZE));
  return Float32Array.from([...rows, ...columns]);
}

/** The items, all of which are alike, augmented. */
function augmented(items: readonly number[], options: ImageAugmentation, epoch: number): Float32Array[] {
  const size = 2 * SIZE * SIZE;
  const inputs = new Float32Array(items.length * size);
  for (const place of items.keys()) inputs.set(places(), place * size);
  augmentImages([2, SIZE, SIZE], options)(inputs, Uint32Array.from(items), epoch);
  return items.map((_, place) => inputs.slice(place * size, (place + 1) * size));
}

/** How the image was moved, from where three pixels near its middle came from. */
function movementOf(image: Float32Array) {
  const source = (row: number, column: number) =>
    [0, 1].map((channel) => image[at(channel, row, column)] ?? 0);
  const [row = 0, column = 0] = source(MIDDLE, MIDDLE);
  const [rowBelow = 0, columnBelow = 0] = source(MIDDLE + 5, MIDDLE);
  const [cosine, sine] = [(rowBelow - row) / 5, (columnBelow - column) / -5];
  const size = cosine ** 2 + sine ** 2;
  const [r, c] = [MIDDLE - row, MIDDLE - column];
  return {
    degrees: (Math.atan2(sine, cosine) * 180) / Math.PI,
    scale: Math.sqrt(size),
    down: (cosine * r - sine * c) / size,
    right: (sine * r + cosine * c) / size,
  };
}

/** All values lie from `low` to `high`, and some come within `near` of either. */
function expectRange(values: readonly number[], low: number, high: number, near: number): void {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  expect(least).toBeGreaterThan(low - 1e-4);
  expect(least).toBeLessThan(low + near);
  expect(most).toBeLessThan(high + 1e-4);
  expect(most).toBeGreaterThan(high - near);
}
