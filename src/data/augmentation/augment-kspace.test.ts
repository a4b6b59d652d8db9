import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { range } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { augmentKspace, type KspaceAugmentation } from './augment-kspace.ts';
import {
  addPhase,
  flipColumns,
  flipRows,
  type KspacePlanes,
  quarterTurn,
  translate,
} from './kspace-planes.ts';

/** A complex image, row after row. */
interface ComplexImage {
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly (readonly [number, number])[];
}

/** The centered Fourier transform, orthonormal, by its definition. */
function transform({ rows, columns, values }: ComplexImage, sign: 1 | -1): ComplexImage {
  const [r0, c0] = [Math.floor(rows / 2), Math.floor(columns / 2)];
  const scale = 1 / Math.sqrt(rows * columns);
  const at = (u: number, v: number): readonly [number, number] => {
    let [re, im] = [0, 0];
    for (const [i, [a, b]] of values.entries()) {
      const [row, column] = [Math.floor(i / columns) - r0, (i % columns) - c0];
      const angle = sign * 2 * Math.PI * (((u - r0) * row) / rows + ((v - c0) * column) / columns);
      re += a * Math.cos(angle) - b * Math.sin(angle);
      im += a * Math.sin(angle) + b * Math.cos(angle);
    }
    return [scale * re, scale * im];
  };
  return {
    rows,
    columns,
    values: range(rows * columns).map((i) => at(Math.floor(i / columns), i % columns)),
  };
}

function planesOf(image: ComplexImage): KspacePlanes {
  const { rows, columns, values } = transform(image, -1);
  return {
    rows,
    columns,
    real: Float32Array.from(values, ([re]) => re),
    imaginary: Float32Array.from(values, ([, im]) => im),
  };
}

function imageOf({ rows, columns, real, imaginary }: KspacePlanes): ComplexImage {
  return transform(
    { rows, columns, values: Array.from(real, (re, i) => [re, imaginary[i] ?? 0] as const) },
    1,
  );
}

function random(rows: number, columns: number, seed = 1): ComplexImage {
  const stream = RandomStream.derive(seed, 'image');
  return {
    rows,
    columns,
    values: range(rows * columns).map(() => [stream.normal(), stream.normal()] as const),
  };
}

/** The image with each pixel taken from elsewhere, around the edges. */
function moved(
  image: ComplexImage,
  from: (row: number, column: number) => readonly [number, number],
): ComplexImage {
  const { rows, columns, values } = image;
  const wrapped = (index: number, length: number) => ((index % length) + length) % length;
  const taken = range(rows * columns).map((i) => {
    const [row, column] = from(Math.floor(i / columns), i % columns);
    return values[wrapped(row, rows) * columns + wrapped(column, columns)] ?? ([0, 0] as const);
  });
  return { rows, columns, values: taken };
}

function expectSame(found: ComplexImage, expected: ComplexImage): void {
  const flat = ({ values }: ComplexImage) => values.flat();
  for (const [i, value] of flat(expected).entries()) expect(flat(found)[i]).toBeCloseTo(value, 4);
}

const sizes = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }));

describe('in k-space as in the image, of even and odd sizes:', () => {
  it('a shift by whole pixels', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.integer({ min: -3, max: 3 }),
        fc.integer({ min: -3, max: 3 }),
        ([rows, columns], down, right) => {
          const image = random(rows, columns);
          const planes = planesOf(image);
          translate(planes, () => [down, right]);
          expectSame(
            imageOf(planes),
            moved(image, (row, column) => [row - down, column - right]),
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('flips, also of even sizes exactly about the middle', () => {
    fc.assert(
      fc.property(sizes, ([rows, columns]) => {
        const image = random(rows, columns);
        const [upside, sideways] = [planesOf(image), planesOf(image)];
        flipRows(upside);
        flipColumns(sideways);
        expectSame(
          imageOf(upside),
          moved(image, (row, column) => [rows - 1 - row, column]),
        );
        expectSame(
          imageOf(sideways),
          moved(image, (row, column) => [row, columns - 1 - column]),
        );
      }),
      { numRuns: 30 },
    );
  });

  it.each([1, 2, 5, 6])('quarter turns of %d rows and columns', (size) => {
    const image = random(size, size);
    const planes = planesOf(image);
    quarterTurn(planes);
    expectSame(
      imageOf(planes),
      moved(image, (row, column) => [column, size - 1 - row]),
    );
  });

  it('motion: each column is that of an image which lay there', () => {
    const image = random(6, 5);
    const places = [
      [0, 0],
      [0, 0],
      [2, -1],
      [2, -1],
      [-1, 1],
    ] as const;
    const planes = planesOf(image);
    translate(planes, (column) => places[column] ?? [0, 0]);
    for (const [column, [down, right]] of places.entries()) {
      const there = planesOf(moved(image, (r, c) => [r - down, c - right]));
      for (const row of range(6)) {
        expect(planes.real[5 * row + column]).toBeCloseTo(there.real[5 * row + column] ?? 0, 5);
        expect(planes.imaginary[5 * row + column]).toBeCloseTo(there.imaginary[5 * row + column] ?? 0, 5);
      }
    }
  });

  it('a phase', () => {
    const image = random(3, 4);
    const planes = planesOf(image);
    addPhase(planes, Math.PI / 2);
    expectSame(imageOf(planes), { ...image, values: image.values.map(([re, im]) => [-im, re] as const) });
  });
});

const SHAPE = [2, 2, 6, 6];

function augmented(
  items: readonly number[],
  options: Partial<KspaceAugmentation>,
  epoch = 0,
  shape = SHAPE,
): Float32Array[] {
  const size = shape.reduce((a, b) => a * b);
  const stream = RandomStream.derive(2, 'kspace');
  const one = Float32Array.from({ length: size }, () => stream.normal());
  const inputs = new Float32Array(items.length * size);
  for (const place of items.keys()) inputs.set(one, place * size);
  augmentKspace(shape, { seed: 1, ...options })(inputs, Uint32Array.from(items), epoch);
  return items.map((_, place) => inputs.slice(place * size, (place + 1) * size));
}

const everything = {
  ...{ shift: 2, flip: { horizontal: 0.5, vertical: 0.5 }, quarterTurns: true },
  ...{ snr: 5, motion: { shift: 2, events: 2 }, coilPhase: 180 },
};

describe('augmentKspace', () => {
  it('is a function of seed, epoch and item alone', () => {
    const all = augmented([0, 1, 2, 3], everything, 5);
    expect(augmented([3, 1, 1], everything, 5)).toEqual([all[3], all[1], all[1]]);
    expect(all[0]).not.toEqual(all[1]);
    expect(augmented([0], everything, 6)[0]).not.toEqual(all[0]);
    expect(augmented([0], { ...everything, seed: 2 }, 5)[0]).not.toEqual(all[0]);
    expect(augmented([0], {})).toEqual(augmented([1], {}));
  });

  it('keeps the energy in each coil but for noise, and moves all coils alike', () => {
    const { snr: _, ...quiet } = everything;
    const [before] = augmented([0], {});
    for (const after of augmented(range(8), quiet)) {
      for (const coil of [0, 1]) {
        const energy = (kspace: Float32Array | undefined) =>
          kspace?.subarray(coil * 72, (coil + 1) * 72).reduce((sum, value) => sum + value * value, 0) ?? 0;
        expect(energy(after)).toBeCloseTo(energy(before), 2);
      }
    }
    const { coilPhase: __, ...rigid } = quiet;
    const shape = [2, 2, 3, 3];
    const same = (kspace: Float32Array) => kspace.slice(0, 18);
    const twice = new Float32Array(36);
    const [one = twice] = augmented([0], {}, 0, [1, 2, 3, 3]);
    twice.set(one);
    twice.set(one, 18);
    augmentKspace(shape, { seed: 4, ...rigid })(twice, Uint32Array.of(7), 1);
    expect(same(twice)).toEqual(twice.slice(18));
  });

  it('adds noise of the ratio that is asked for, or up to ten times as much', () => {
    const [before = new Float32Array()] = augmented([0], {});
    const rms = (values: Float32Array) =>
      Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    const ratios = augmented(range(200), { snr: 4 }).map(
      (after) => rms(before) / rms(after.map((value, i) => value - (before[i] ?? 0))),
    );
    expect(Math.min(...ratios)).toBeGreaterThan(4 * 0.8);
    expect(Math.min(...ratios)).toBeLessThan(5);
    expect(Math.max(...ratios)).toBeLessThan(40 * 1.3);
    expect(Math.max(...ratios)).toBeGreaterThan(34);
  });

  it('takes volumes, each slice alike', () => {
    const shape = [1, 2, 2, 3, 3];
    const kspace = new Float32Array(36);
    const stream = RandomStream.derive(5, 'slice');
    const slice = Float32Array.from({ length: 18 }, () => stream.normal());
    kspace.set(slice);
    kspace.set(slice, 18);
    augmentKspace(shape, { seed: 1, shift: 1, coilPhase: 90, quarterTurns: true })(
      kspace,
      Uint32Array.of(0),
      0,
    );
    expect(kspace.slice(0, 18)).toEqual(kspace.slice(18));
    expect(kspace.slice(0, 18)).not.toEqual(slice);
  });

  it.each([
    [[2, 6, 6], {}, 'expected inputs of shape [coil, 2, row, column], received [2, 6, 6]'],
    [[2, 2, 6, 4], { quarterTurns: true }, 'as many rows as columns, for quarter turns'],
    [SHAPE, { snr: 0 }, 'an snr above 0'],
    [SHAPE, { shift: -1 }, 'amounts of 0 or more'],
    [SHAPE, { flip: { vertical: 2 } }, 'probabilities up to 1'],
    [SHAPE, { motion: { shift: 1, events: 1.5 } }, 'received'],
  ])('refuses %j with %j', (shape, wrong, message) => {
    expect(() => augmentKspace(shape, { seed: 1, ...wrong })).toThrow(InputError);
    expect(() => augmentKspace(shape, { seed: 1, ...wrong })).toThrow(message);
  });
});
