import { describe, expect, it } from 'vitest';
import { checkLinearOperator } from '../../../test/linear-operator-check.ts';
import { product } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import { blockOperator, identity } from './block-operator.ts';
import { finiteDifferences, generalizedGradient, symmetrizedGradient } from './finite-differences.ts';
import { forwardDifference } from './forward-difference.ts';
import type { LinearOperator } from './linear-operator.ts';

const shape = [2, 9, 7];

for (const boundary of ['neumann', 'periodic'] as const) {
  checkLinearOperator(`forward difference, ${boundary}`, () => forwardDifference(shape, -2, boundary));
  checkLinearOperator(`finite differences, ${boundary}`, () => finiteDifferences(shape, { boundary }));
  checkLinearOperator(`symmetrized gradient, ${boundary}`, () => symmetrizedGradient(shape, { boundary }));
  checkLinearOperator(`generalized gradient, ${boundary}`, () => generalizedGradient(shape, { boundary }));
}

/** ‖A‖² from below, by the power method. */
function squaredNorm(a: LinearOperator): number {
  const stream = RandomStream.derive(4, 'power');
  let x = Float32Array.from({ length: product(a.inputShape) }, () => stream.normal());
  let norm = 0;
  for (let i = 0; i < 100; i++) {
    const y = a.normal(x);
    norm = Math.hypot(...y);
    x = y.map((value) => value / norm);
  }
  return norm;
}

describe('finite differences', () => {
  // Rows 0 1 3 and 0 2 8: along the rows' index 0 1 5, along the columns' 1 2 and 2 6.
  const image = Float32Array.from([0, 1, 3, 0, 2, 8]);

  it('end with 0, or go round', () => {
    const plain = finiteDifferences([1, 2, 3]).apply(image);
    expect([...plain]).toEqual([0, 1, 5, 0, 0, 0, 1, 2, 0, 2, 6, 0]);
    const round = finiteDifferences([1, 2, 3], { boundary: 'periodic' }).apply(image);
    expect([...round]).toEqual([0, 1, 5, 0, -1, -5, 1, 2, -3, 2, 6, -8]);
  });

  it('have norms as large as the step sizes assume, and not larger', () => {
    const large = [1, 24, 24];
    for (const [operator, limit] of [
      [finiteDifferences(large), 8],
      [symmetrizedGradient(large), 8],
      [generalizedGradient(large), 12],
    ] as const) {
      expect(squaredNorm(operator)).toBeLessThanOrEqual(limit);
      expect(squaredNorm(operator)).toBeGreaterThan(0.85 * limit);
    }
  });

  it('find no second derivative where an image is linear, as second-order variation shall not', () => {
    const field = Float32Array.from({ length: 2 * 36 }, (_, i) => (i < 36 ? 3 : -2));
    const strain = symmetrizedGradient([1, 6, 6]).apply(field);
    const inside = (i: number) => i % 6 > 0 && i % 6 < 5 && Math.floor((i % 36) / 6) % 5 > 0;
    expect([...strain].filter((value, i) => inside(i) && value !== 0)).toEqual([]);
  });

  it('refuse an axis without neighbors, and blocks that do not fit', () => {
    expect(() => finiteDifferences([2, 1, 8])).toThrow(
      /at least 2 elements, received axis -2 of \[2, 1, 8\]/,
    );
    expect(() => blockOperator('both', [[identity([2]), identity([3])]])).toThrow(/blocks from one shape/);
    expect(() => blockOperator('both', [[identity([2])], []])).toThrow(/rows of equal length/);
  });
});
