import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cholesky, solveCholesky } from './cholesky.ts';
import { adjointMatrix, type ComplexMatrix, complexMatrix, timesAdjoint } from './complex-matrix.ts';
import { hermitianEigen } from './hermitian-eigen.ts';
import { singularVectors } from './singular-vectors.ts';

interface Goldens {
  readonly eigen: readonly { readonly n: number; readonly rank: number; readonly values: number[] }[];
  readonly singular: readonly {
    readonly rows: number;
    readonly columns: number;
    readonly keep: number;
    readonly values: number[];
    readonly projector: number[];
  }[];
  readonly solutions: readonly {
    readonly n: number;
    readonly sides: number;
    readonly lower: number[];
    readonly solution: number[];
  }[];
}

const goldens: Goldens = JSON.parse(readFileSync(new URL('linear-algebra.json', import.meta.url), 'utf8'));

/** The matrix that the oracle makes, too. */
function formula(rows: number, columns: number, seed: number): ComplexMatrix {
  const matrix = complexMatrix(rows, columns);
  for (let at = 0; at < rows * columns; at++) {
    const k = at + seed;
    matrix.re[at] = Math.sin(1.7 * k + 0.3 * k * k);
    matrix.im[at] = Math.cos(2.3 * k - 0.2 * k * k);
  }
  return matrix;
}

function pairs({ re, im }: ComplexMatrix): number[] {
  return Array.from(re).flatMap((x, i) => [x, im[i] ?? 0]);
}

function close(values: readonly number[], digits = 8) {
  return values.map((value) => expect.closeTo(value, digits));
}

/** Σ λᵢ vᵢ vᵢᴴ of rows. */
function assembled(values: Float64Array, { rows, columns, re, im }: ComplexMatrix): ComplexMatrix {
  const scale = (part: Float64Array) => part.map((x, at) => x * (values[Math.floor(at / columns)] ?? 0));
  const scaled = { rows, columns, re: scale(re), im: scale(im) };
  return timesAdjoint(adjointMatrix(scaled), adjointMatrix({ rows, columns, re, im }));
}

describe('the eigen-decomposition of Hermitian matrices', () => {
  it.each(goldens.eigen)('of size $n and rank $rank is numpy’s', ({ n, rank, values }) => {
    const a = formula(n, rank, n);
    const gram = timesAdjoint(a, a);
    const found = hermitianEigen(gram);
    expect([...found.values]).toEqual(close(values));
    const conjugated = { ...found.vectors, im: found.vectors.im.map((y) => -y) };
    expect(pairs(assembled(found.values, conjugated))).toEqual(close(pairs(gram)));
  });

  it('gives orthonormal vectors where eigenvalues repeat, or all is zero', () => {
    for (const diagonal of [
      [2, 2, 2, 1],
      [0, 0, 0, 0],
      [3, -1, 3, -1],
    ]) {
      const matrix = complexMatrix(4, 4);
      for (const [i, value] of diagonal.entries()) matrix.re[5 * i] = value;
      const { values, vectors } = hermitianEigen(matrix);
      expect([...values]).toEqual(diagonal.toSorted((a, b) => b - a));
      expect(pairs(timesAdjoint(vectors, vectors))).toEqual(close(pairs(identity(4)), 12));
    }
  });

  it('holds of random matrices of any size', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 }), fc.nat(1000));
    fc.assert(
      fc.property(sizes, ([n, rank, seed]) => {
        const a = formula(n, rank, seed);
        const { vectors } = hermitianEigen(timesAdjoint(a, a));
        expect(pairs(timesAdjoint(vectors, vectors))).toEqual(close(pairs(identity(n)), 10));
      }),
      { numRuns: 30 },
    );
  });

  it('ends where eigenvalues fall below the rounding of the largest', () => {
    const n = 240;
    const gaussian = complexMatrix(n, n);
    for (let at = 0; at < n * n; at++) {
      const distance = (at % n) - Math.floor(at / n);
      gaussian.re[at] = Math.exp(-((distance / 5) ** 2));
    }
    const { values, vectors } = hermitianEigen(gaussian);
    expect(values[0]).toBeCloseTo(5 * Math.sqrt(Math.PI), 1);
    expect(values[n - 1]).toBeCloseTo(0, 12);
    expect(pairs(assembled(values, vectors))).toEqual(close(pairs(gaussian), 10));
  });

  it('refuses what is not square or not finite', () => {
    expect(() => hermitianEigen(complexMatrix(2, 3))).toThrow('expected a square matrix, received 2 × 3');
    const broken = complexMatrix(2, 2);
    broken.im[2] = Number.NaN;
    expect(() => hermitianEigen(broken)).toThrow('expected finite numbers, received NaN or infinity');
  });
});

function identity(n: number): ComplexMatrix {
  const matrix = complexMatrix(n, n);
  for (let i = 0; i < n; i++) matrix.re[i * (n + 1)] = 1;
  return matrix;
}

describe('singular vectors', () => {
  it.each(goldens.singular)(
    'of $rows × $columns are numpy’s',
    ({ rows, columns, keep, values, projector }) => {
      const found = singularVectors(formula(rows, columns, 3), () => keep);
      expect([...found.values]).toEqual(close(values, 6));
      const vectors = adjointMatrix(found.rows);
      expect(pairs(timesAdjoint(vectors, vectors))).toEqual(close(projector, 7));
    },
  );

  it('are no more than the rank', () => {
    const a = complexMatrix(3, 5);
    a.re.set([1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
    expect(singularVectors(a).rows.rows).toBe(1);
    expect(singularVectors(complexMatrix(3, 5)).rows.rows).toBe(0);
  });
});

describe('Cholesky’s factorization', () => {
  it.each(goldens.solutions)('of size $n solves as numpy does', ({ n, sides, lower, solution }) => {
    const a = formula(n, n + 3, 1);
    const factor = cholesky(timesAdjoint(a, a));
    expect(pairs(factor)).toEqual(close(lower));
    const solved = solveCholesky(factor, adjointMatrix(formula(n, sides, 5)));
    expect(pairs(adjointMatrix(solved))).toEqual(close(solution));
  });

  it('refuses what is not positive definite, and sides of another size', () => {
    expect(() => cholesky(complexMatrix(2, 2))).toThrow(
      'expected a positive definite matrix, received pivot 0',
    );
    expect(() => cholesky(complexMatrix(2, 1))).toThrow('expected a square matrix, received 2 × 1');
    expect(() => solveCholesky(identity(2), complexMatrix(1, 3))).toThrow(
      'expected rows of 2, received rows of 3',
    );
  });
});

describe('products', () => {
  it('want rows of one length', () => {
    expect(() => timesAdjoint(complexMatrix(1, 2), complexMatrix(1, 3))).toThrow('expected rows of 2');
  });
});
