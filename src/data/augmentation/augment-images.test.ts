import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { range } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import { Batches } from '../batches.ts';
import { Dataset } from '../dataset.ts';
import { augmentImages } from './augment-images.ts';
import type { ImageAugmentation } from './image-augmentation.ts';
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

  it('mirrors with the probability that is asked for, without touching a value', () => {
    const flip = { horizontal: 0.5, vertical: 1 };
    const seen = range(400).map((item) => {
      const [image = places()] = augmented([item], { seed: 8, flip }, 0);
      const [row, column] = [image[at(0, 3, 5)], image[at(1, 3, 5)]];
      expect(row).toBe(SIZE - 1 - 3);
      expect([5, SIZE - 1 - 5]).toContain(column);
      return column === 5;
    });
    const plain = seen.filter(Boolean).length;
    expect(Math.abs(plain - 200)).toBeLessThan(4 * Math.sqrt(400 * 0.25));
  });

  it('changes contrast, brightness and gamma alike, whatever the unit of the values', () => {
    const intensity = { contrast: 0.3, brightness: 0.5, gamma: 0.5 };
    const raw = places();
    const scaled = raw.map((value) => 2 * value - 30);
    const augment = augmentImages([2, SIZE, SIZE], { seed: 9, intensity });
    for (const item of range(20)) {
      const [one, other] = [raw.slice(), scaled.slice()];
      augment(one, Uint32Array.of(item), 1);
      augment(other, Uint32Array.of(item), 1);
      for (const i of [0, 100, 1700, 3000]) expect(other[i]).toBeCloseTo(2 * (one[i] ?? 0) - 30, 2);
      // Order is kept: what was darker stays darker.
      expect(one[at(0, 30, 0)]).toBeGreaterThan(one[at(0, 10, 0)] ?? 0);
    }
  });

  it('keeps contrast, brightness and gamma within their limits, and reaches them', () => {
    const changes = range(300).map((item) => {
      const image = Float32Array.from(range(SIZE * SIZE), (i) => (i % 2 === 0 ? -1 : 1));
      augmentImages([1, SIZE, SIZE], { seed: 10, intensity: { contrast: 0.25, brightness: 0.5 } })(
        image,
        Uint32Array.of(item),
        0,
      );
      const [low = 0, high = 0] = image;
      return { contrast: Math.log((high - low) / 2), brightness: (high + low) / 2 };
    });
    const limit = Math.log(1.25);
    expectRange(
      changes.map(({ contrast }) => contrast),
      -limit,
      limit,
      0.01,
    );
    expectRange(
      changes.map(({ brightness }) => brightness),
      -0.5,
      0.5,
      0.02,
    );
    const exponents = range(300).map((item) => {
      const image = Float32Array.of(0, 0.5, 1, 1);
      augmentImages([1, 2, 2], { seed: 10, intensity: { gamma: 0.5 } })(image, Uint32Array.of(item), 0);
      return Math.log(Math.log(image[1] ?? 0) / Math.log(0.5));
    });
    expectRange(exponents, -Math.log(1.5), Math.log(1.5), 0.02);
  });

  it('adds noise, Gaussian or as the magnitude of a noisy complex image', () => {
    const size = 64 * 64;
    const flat = Float32Array.from(range(size), (i) => (i < size / 2 ? 5 : 7));
    const differences = range(100).map((item) => {
      const image = flat.slice();
      augmentImages([1, 64, 64], { seed: 11, noise: { deviation: 0.2 } })(image, Uint32Array.of(item), 0);
      return Math.sqrt(image.reduce((sum, value, i) => sum + (value - (flat[i] ?? 0)) ** 2, 0) / size);
    });
    expectRange(differences, 0, 0.2 * 1.05, 0.02);
    // Where there is no signal, Rician noise has the mean sqrt(pi / 2) sigma; zero may lie elsewhere.
    const background = Float32Array.from(range(size), (i) => (i < size / 2 ? -3 : 97));
    const clean = background.slice();
    augmentImages([1, 64, 64], { seed: 1, noise: { deviation: 0.1, kind: 'rician', zero: -3 } })(
      background,
      Uint32Array.of(1),
      0,
    );
    const dark = background.subarray(0, size / 2).map((value) => value + 3);
    const bright = background.subarray(size / 2).map((value, i) => value - (clean[size / 2 + i] ?? 0));
    const mean = dark.reduce((a, b) => a + b) / dark.length;
    const sigma = Math.sqrt(bright.reduce((a, b) => a + b * b, 0) / bright.length);
    expect(Math.min(...dark)).toBeGreaterThanOrEqual(0);
    expect(mean / sigma).toBeCloseTo(Math.sqrt(Math.PI / 2), 1);
  });

  it('moves volumes slice by slice alike, and may reverse their order', () => {
    const plane = SIZE * SIZE;
    const volume = new Float32Array(3 * 2 * plane);
    for (const slice of range(3)) volume.set(places(), slice * 2 * plane);
    const options = { seed: 12, rotation: 30, scale: 0.1 };
    const [expected = places()] = augmented([4], options, 2);
    augmentImages([3, 2, SIZE, SIZE], options)(volume, Uint32Array.of(4), 2);
    for (const slice of range(3))
      expect(volume.slice(2 * slice * plane, 2 * (slice + 1) * plane)).toEqual(expected);
    const counted = Float32Array.from(range(2 * 3 * 4), (i) => i >> 2);
    augmentImages([2, 3, 2, 2], { seed: 1, flip: { slices: 1 } })(counted, Uint32Array.of(0), 0);
    expect([...counted].filter((_, i) => i % 4 === 0)).toEqual([2, 1, 0, 5, 4, 3]);
  });

  it('moves targets that are images alike, classes by the nearest neighbor, and no others', () => {
    const image = places();
    const classes = Int32Array.from(image.subarray(0, SIZE * SIZE), (row) => (row < 20 ? 3 : 8));
    const truth = image.slice(0, SIZE * SIZE);
    const options = { seed: 13, rotation: 20, shift: 3, noise: { deviation: 0 }, flip: { vertical: 1 } };
    const inputs = image.slice();
    const items = Uint32Array.of(2);
    const targets = { kind: 'classes', shape: [SIZE, SIZE] } as const;
    augmentImages([2, SIZE, SIZE], options, targets)(inputs, items, 0, classes);
    expect(new Set(classes)).toEqual(new Set([0, 3, 8]));
    for (const i of [at(0, 8, 20), at(0, 20, 20), at(0, 33, 25)]) {
      expect(classes[i]).toBe((inputs[i] ?? 0) < 19.5 ? 3 : 8);
    }
    augmentImages([2, SIZE, SIZE], options, { kind: 'values', shape: [1, SIZE, SIZE] })(
      image.slice(),
      items,
      0,
      truth,
    );
    expect(truth).toEqual(inputs.subarray(0, SIZE * SIZE));
    const labels = Int32Array.of(7);
    augmentImages([2, SIZE, SIZE], options, { kind: 'classes', shape: [] })(image.slice(), items, 0, labels);
    expect([...labels]).toEqual([7]);
  });

  it.each([
    { shift: -1 },
    { rotation: Number.NaN },
    { scale: Number.POSITIVE_INFINITY },
    { elastic: { sigma: 0, alpha: 1 } },
    { fill: Number.NaN },
    { flip: { horizontal: 1.5 } },
    { intensity: { gamma: -1 } },
    { noise: { deviation: Number.NaN } },
  ])('refuses %j', (wrong) => {
    expect(() => augmentImages([1, 28, 28], { seed: 1, ...wrong })).toThrow(InputError);
  });

  it('refuses inputs that are no images', () => {
    expect(() => augmentImages([4], { seed: 1 })).toThrow(
      'inputs of shape [channel, row, column] or [channel, slice, row, column], received [4]',
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
