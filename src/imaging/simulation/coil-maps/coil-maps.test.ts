import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { biotSavartCoils } from './biot-savart-coils.ts';
import type { CoilArray } from './coil-array.ts';
import { gaussianCoils } from './gaussian-coils.ts';
import goldens from './loop-field.json' with { type: 'json' };
import { type Loop, loopField, type Vector, writeEllipticIntegrals } from './loop-field.ts';

function vector(values: readonly number[]): Vector {
  const [x = 0, y = 0, z = 0] = values;
  return [x, y, z];
}

describe('the field of a loop', () => {
  test('uses complete elliptic integrals as scipy has them', () => {
    for (const [m1 = 1, k = 0, e = 0] of goldens.integrals) {
      const integrals = new Float64Array(2);
      writeEllipticIntegrals(m1, integrals);
      expect([...integrals]).toEqual([expect.closeTo(k, 11), expect.closeTo(e, 11)]);
    }
  });

  test('is the sum of Biot and Savart over its wire', () => {
    for (const { loop, point, field } of goldens.fields) {
      const given = { center: vector(loop.center), axis: vector(loop.axis), radius: loop.radius };
      expect(loopField(given, vector(point))).toEqual(field.map((value) => expect.closeTo(value, 9)));
    }
  });

  test('on its axis is a³ / (a² + z²)^(3/2)', () => {
    const loop: Loop = { center: [0, 0, 0], axis: [0, 0, 1], radius: 0.7 };
    for (const z of [-2, -0.3, 0, 0.5, 4]) {
      const expected = 0.7 ** 3 / (0.49 + z * z) ** 1.5;
      expect(loopField(loop, [0, 0, z])).toEqual([0, 0, expect.closeTo(expected, 12)]);
    }
  });

  test('has neither sources nor, off the wire, curls', () => {
    const loop: Loop = { center: [0.1, 0.2, -0.3], axis: [2 / 3, -1 / 3, 2 / 3], radius: 0.8 };
    const coordinate = fc.double({ min: 1, max: 2, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, (x, y, z) => {
        const slope = (component: 0 | 1 | 2, along: 0 | 1 | 2): number => {
          const at = (step: number): number => {
            const point: [number, number, number] = [x, y, z];
            point[along] += step;
            return loopField(loop, point)[component];
          };
          return (at(1e-4) - at(-1e-4)) / 2e-4;
        };
        expect(slope(0, 0) + slope(1, 1) + slope(2, 2)).toBeCloseTo(0, 6);
        expect(slope(2, 1) - slope(1, 2)).toBeCloseTo(0, 6);
        expect(slope(0, 2) - slope(2, 0)).toBeCloseTo(0, 6);
      }),
      { numRuns: 30 },
    );
  });
});

const arrays: readonly (readonly [string, (coils: number, seed: number) => CoilArray])[] = [
  ['Biot-Savart coils', (coils, seed) => biotSavartCoils({ coils, seed })],
  ['Gaussian coils', (coils, seed) => gaussianCoils({ coils, seed })],
];

describe.each(arrays)('%s', (_, make) => {
  test('have finite, smooth maps of any matrix and number, with 1 in the center', () => {
    for (const [coils, rows, columns] of [
      [1, 8, 8],
      [2, 9, 16],
      [8, 33, 32],
      [32, 16, 16],
    ] as const) {
      const { data, shape } = make(coils, 4).maps(rows, columns);
      expect(shape).toEqual([coils, 2, rows, columns]);
      const center = Math.floor(rows / 2) * columns + Math.floor(columns / 2);
      let squares = 0;
      for (let i = center; i < data.length; i += rows * columns) squares += (data[i] ?? 0) ** 2;
      expect(squares).toBeCloseTo(1, 5);
      expect(data.every((value) => Math.abs(value) < 20)).toBe(true);
    }
  });

  test('are the same functions on every grid', () => {
    const [coarse, fine] = [make(4, 7).maps(16, 16), make(4, 7).maps(32, 32)];
    const picked = coarse.data.map((_, i) => {
      const [plane, row, column] = [Math.floor(i / 256), Math.floor(i / 16) % 16, i % 16];
      return fine.data[plane * 1024 + 2 * row * 32 + 2 * column] ?? 0;
    });
    expect(picked).toEqual(coarse.data);
  });

  test('see different parts of the object, and differ by seed', () => {
    const { data } = make(4, 1).maps(32, 32);
    const brightest = [0, 1, 2, 3].map((coil) => {
      const magnitude = (i: number): number =>
        Math.hypot(data[2 * coil * 1024 + i] ?? 0, data[(2 * coil + 1) * 1024 + i] ?? 0);
      const ring = Array.from({ length: 64 }, (_, k) => {
        const angle = (k * Math.PI) / 32;
        return magnitude(Math.round(16 - 10 * Math.sin(angle)) * 32 + Math.round(16 + 10 * Math.cos(angle)));
      });
      return ring.indexOf(Math.max(...ring));
    });
    const gaps = brightest.map((angle, i) => ((brightest[(i + 1) % 4] ?? 0) - angle + 64) % 64);
    for (const gap of gaps) expect(Math.abs(gap - 16)).toBeLessThan(8);
    expect(make(4, 2).maps(32, 32).data).not.toEqual(data);
  });

  test('of numbers that cannot be are refused', () => {
    for (const coils of [0, 1.5, 129]) expect(() => make(coils, 1)).toThrow('expected from 1 to 128 coils');
  });
});
