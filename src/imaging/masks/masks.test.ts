import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spiralMask } from './curve-masks.ts';
import { gaussianMask, polynomialMask, randomMask, regularMask } from './line-masks.ts';
import { type MaskKind, makeMask, maskKinds } from './make-mask.ts';
import { poissonMask } from './poisson-mask.ts';
import { centralIndices, countOf } from './sampling-mask.ts';

const lineKinds: readonly MaskKind[] = ['regular', 'random', 'gaussian', 'polynomial'];
const size = fc.integer({ min: 24, max: 40 });
const options = fc.record({
  rows: size,
  columns: size,
  acceleration: fc.integer({ min: 2, max: 4 }),
  calibrationLines: fc.integer({ min: 0, max: 6 }),
  seed: fc.nat(),
});

describe.each(maskKinds)('%s mask', (kind) => {
  test('is 0 or 1, its calibration full, its acceleration as stated, and repeats', () => {
    fc.assert(
      fc.property(options, (given) => {
        const { mask, acceleration, calibrationLines } = makeMask(kind, given);
        expect(mask.shape).toEqual([given.rows, given.columns]);
        expect(mask.data.every((value) => value === 0 || value === 1)).toBe(true);
        expect(acceleration).toBe(mask.data.length / countOf(mask.data));
        expect(calibrationLines).toBeGreaterThanOrEqual(given.calibrationLines);
        for (const row of centralIndices(given.rows, calibrationLines)) {
          for (const column of centralIndices(given.columns, calibrationLines)) {
            expect(mask.data[row * given.columns + column]).toBe(1);
          }
        }
        expect(makeMask(kind, given).mask.data).toEqual(mask.data);
      }),
      { numRuns: 20 },
    );
  });

  test('reaches the acceleration, or says what it reaches', () => {
    const given = { rows: 128, columns: 128, acceleration: 4, calibrationLines: 8, seed: 5 };
    const { acceleration } = makeMask(kind, given);
    if (kind === 'regular') expect(acceleration).toBe(128 / (32 + 6));
    else expect(acceleration).toBeCloseTo(4, 1);
  });

  test('refuses what cannot be', () => {
    const given = { rows: 32, columns: 32, acceleration: 4, seed: 1 };
    expect(() => makeMask(kind, { ...given, acceleration: 0.9 })).toThrow(/expected an acceleration from 1/);
    expect(() => makeMask(kind, { ...given, acceleration: 1e9 })).toThrow(/expected an acceleration from 1/);
    expect(() => makeMask(kind, { ...given, acceleration: Number.NaN })).toThrow(/received NaN/);
    expect(() => makeMask(kind, { ...given, calibrationLines: 33 })).toThrow(
      'expected from 0 to 32 calibration lines, a whole number, received 33',
    );
    expect(() => makeMask(kind, { ...given, rows: 0 })).toThrow(/expected rows and columns from 1/);
  });
});

test.each(lineKinds)('%s lines are the same in every row', (kind) => {
  const { mask } = makeMask(kind, { rows: 7, columns: 50, acceleration: 3, calibrationLines: 4, seed: 2 });
  const first = mask.data.subarray(0, 50);
  for (let row = 1; row < 7; row++) expect(mask.data.subarray(row * 50, (row + 1) * 50)).toEqual(first);
});

test('random lines take columns / R exactly, whatever the seed, and different ones', () => {
  const base = { rows: 1, columns: 100, acceleration: 5, calibrationLines: 6 };
  const masks = [1, 2, 3].map((seed) => randomMask({ ...base, seed }));
  expect(masks.map(({ acceleration }) => acceleration)).toEqual([5, 5, 5]);
  expect(new Set(masks.map(({ mask }) => mask.data.join(''))).size).toBe(3);
});

test('random lines are uniform, Gaussian and polynomial ones denser toward the center', () => {
  const rms = (make: typeof randomMask): number => {
    let [squares, count] = [0, 0];
    for (let seed = 0; seed < 200; seed++) {
      make({ rows: 1, columns: 100, acceleration: 10, seed }).mask.data.forEach((taken, i) => {
        squares += taken * ((i - 50) / 100) ** 2;
        count += taken;
      });
    }
    return Math.sqrt(squares / count);
  };
  expect(rms(randomMask)).toBeCloseTo(1 / Math.sqrt(12), 2);
  expect(rms(polynomialMask)).toBeLessThan(0.2); // 0.158 for few lines, wider without replacement
  expect(rms(gaussianMask)).toBeLessThan(0.2);
  expect(rms(gaussianMask)).toBeGreaterThan(0.13);
});

test('Poisson-disc samples keep their distance, and leave no hole', () => {
  const n = 96;
  const { mask } = poissonMask({ rows: n, columns: n, acceleration: 12, seed: 3, slope: 0 });
  const samples = [...mask.data.keys()].filter((i) => mask.data[i] === 1);
  const distance = (a: number, b: number): number =>
    Math.hypot(Math.floor(a / n) - Math.floor(b / n), (a % n) - (b % n));
  const nearest = (i: number): number =>
    Math.min(...samples.filter((j) => j !== i).map((j) => distance(i, j)));
  // Random samples of this density: neighbors at 1 and holes of more than 8 samples.
  expect(Math.min(...samples.map(nearest))).toBeGreaterThanOrEqual(2);
  const gaps = [...mask.data.keys()].map((i) => Math.min(...samples.map((j) => distance(i, j))));
  expect(Math.max(...gaps)).toBeLessThan(5);
});

test('Poisson-disc samples are denser in the center', () => {
  const { mask } = poissonMask({ rows: 128, columns: 128, acceleration: 8, seed: 3 });
  const inside = (side: number): number =>
    centralIndices(128, side).reduce(
      (sum, row) => sum + countOf(mask.data.subarray(row * 128 + 64 - side / 2, row * 128 + 64 + side / 2)),
      0,
    ) /
    side ** 2;
  expect(inside(16)).toBeGreaterThan(2.5 * inside(128));
});

test('calibration that takes more than the acceleration leaves is refused', () => {
  expect(() => randomMask({ rows: 8, columns: 64, acceleration: 8, calibrationLines: 12, seed: 1 })).toThrow(
    'randomMask: expected at most 8 samples for calibration: 64 at acceleration 8, received 12. Ask for fewer',
  );
  expect(() =>
    poissonMask({ rows: 64, columns: 64, acceleration: 16, calibrationLines: 24, seed: 1 }),
  ).toThrow('expected at most 256 samples for calibration');
});

test('options of single kinds are checked', () => {
  const base = { rows: 32, columns: 32, acceleration: 4, seed: 1 };
  expect(() => regularMask({ ...base, acceleration: 2.5 })).toThrow('expected a whole acceleration');
  expect(() => gaussianMask({ ...base, standardDeviation: 0 })).toThrow(
    'expected a standard deviation above 0',
  );
  expect(() => polynomialMask({ ...base, power: -1 })).toThrow('expected a power above 0');
  expect(() => poissonMask({ ...base, slope: -1 })).toThrow('expected a slope from 0 to 100');
  expect(() => spiralMask({ ...base, power: 0 })).toThrow('expected a power from 0.5 to 10, received 0');
  expect(() => spiralMask({ ...base, acceleration: 1 })).toThrow(
    'a spiral leaves the corners empty, received 1',
  );
});
