import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formulaCoils } from '../../../test/formula-coils.ts';
import { regularMask } from '../masks/line-masks.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { grappa } from './grappa.ts';

/** k-space with only every R-th line, and calibration lines. */
function undersampled(kspace: ShapedArray, acceleration: number, calibrationLines: number): ShapedArray {
  const [, , rows = 0, columns = 0] = kspace.shape;
  const { mask } = regularMask({ rows, columns, acceleration, calibrationLines });
  return { ...kspace, data: kspace.data.map((value, at) => value * (mask.data[at % (rows * columns)] ?? 0)) };
}

/** Coils whose sensitivities are waves exp(2πi c x / N): what one coil lacks, the others have sampled. */
function waveCoils(coils: number, rows: number, columns: number): ShapedArray {
  const points = rows * columns;
  const data = new Float32Array(2 * coils * points);
  for (let coil = 0; coil < coils; coil++) {
    for (let i = 0; i < points; i++) {
      const column = (i % columns) - coil;
      const k = Math.floor(i / columns) * 37 + column * 101;
      const size = Math.exp(-(((column - columns / 2) / columns) ** 2) * 9);
      data[2 * coil * points + i] = size * Math.sin(0.7 * k * k);
      data[(2 * coil + 1) * points + i] = size * Math.cos(1.3 * k * k);
    }
  }
  return { data, shape: [coils, 2, rows, columns] };
}

function relativeError({ data: a }: ShapedArray, { data: b }: ShapedArray): number {
  const square = (sum: number, value: number) => sum + value * value;
  return Math.sqrt(a.map((value, i) => value - (b[i] ?? 0)).reduce(square, 0) / b.reduce(square, 0));
}

describe('GRAPPA', () => {
  it('finds lines that other coils have sampled, all but those beyond the border', () => {
    const full = waveCoils(4, 24, 40);
    for (const acceleration of [2, 3, 4]) {
      const filled = grappa(undersampled(full, acceleration, 16), { kernel: [1, 4], regularization: 1e-9 });
      const inner = ({ data, shape }: ShapedArray) => ({
        shape,
        data: data.map((value, at) => (at % 40 >= 6 && at % 40 < 34 ? value : 0)),
      });
      expect(relativeError(inner(filled), inner(full))).toBeLessThan(1e-3);
    }
  });

  it('comes close to smooth coils, and keeps what was sampled', () => {
    const sizes = fc.record({
      acceleration: fc.integer({ min: 1, max: 3 }),
      rows: fc.integer({ min: 28, max: 36 }),
      columns: fc.integer({ min: 36, max: 44 }),
    });
    fc.assert(
      fc.property(sizes, ({ acceleration, rows, columns }) => {
        const { kspace } = formulaCoils(8, rows, columns);
        const sampled = undersampled(kspace, acceleration, 20);
        const filled = grappa(sampled);
        expect(relativeError(filled, kspace)).toBeLessThan(0.04);
        for (const [at, value] of sampled.data.entries()) {
          if (value !== 0) expect(filled.data[at]).toBe(value);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('takes smaller kernels where calibration lines are few, and tells how many it needs', () => {
    const { kspace } = formulaCoils(6, 16, 32);
    expect(relativeError(grappa(undersampled(kspace, 3, 6)), kspace)).toBeLessThan(0.2);
    expect(() => grappa(undersampled(kspace, 4, 4))).toThrow(
      'expected at least 5 calibration lines for an acceleration of 4, received 4',
    );
  });

  it('leaves a part that was never to be sampled (partial Fourier)', () => {
    const { kspace } = formulaCoils(6, 16, 32);
    const sampled = undersampled(kspace, 2, 12);
    const data = sampled.data.map((value, at) => (at % 32 < 8 ? 0 : value));
    const filled = grappa({ ...sampled, data }).data;
    expect(filled.every((value, at) => at % 32 >= 7 || value === 0)).toBe(true);
    expect(filled.some((value, at) => at % 32 === 9 && value !== 0)).toBe(true);
  });

  it('refuses lines that are not regular, not whole, or without a center', () => {
    const { kspace } = formulaCoils(3, 8, 16);
    const without = (missing: (row: number, column: number) => boolean) => ({
      ...kspace,
      data: kspace.data.map((value, at) => (missing(Math.floor(at / 16) % 8, at % 16) ? 0 : value)),
    });
    expect(() => grappa(without((_, x) => x === 8))).toThrow('received none: column 8 is not sampled');
    expect(() => grappa(without((_, x) => [0, 2, 3, 4, 13].includes(x)))).toThrow(
      'expected lines that are equally far apart',
    );
    expect(() => grappa(without((y, x) => (x + y) % 4 === 1))).toThrow(
      'expected whole lines along the readout',
    );
    expect(() => grappa(kspace, { kernel: [2, 4] })).toThrow('expected a kernel of an odd number of samples');
    expect(() => grappa(kspace, { regularization: 0 })).toThrow('expected a regularization above 0');
  });
});
