import { blockOperator, identity, scaled } from './block-operator.ts';
import { type Boundary, forwardDifference } from './forward-difference.ts';
import { adjointOf, type LinearOperator } from './linear-operator.ts';

/** How differences treat the border. */
export interface DifferenceOptions {
  /** `'neumann'` (by default): the image goes on as it ends, so the last difference is 0; `'periodic'`: it repeats. */
  readonly boundary?: Boundary;
}

/**
 * ∇, the forward differences of an image: δ⁺ along the rows' index, then along the columns' (Chambolle 2004,
 * section 2). −∇* is the divergence, and ‖∇‖² ≤ 8.
 *
 * @param shape [channel, row, column]; the channels of a complex image are its parts
 * @returns an operator to [direction, channel, row, column]
 * @throws InputError where an axis has less than two elements.
 * @example const gradient = finiteDifferences([2, 256, 256]).apply(image); // [2, 2, 256, 256]
 */
export function finiteDifferences(
  shape: readonly number[],
  { boundary = 'neumann' }: DifferenceOptions = {},
): LinearOperator {
  const [alongRow, alongColumn] = [
    forwardDifference(shape, -2, boundary),
    forwardDifference(shape, -1, boundary),
  ];
  return blockOperator('finite differences', [[alongRow], [alongColumn]]);
}

/**
 * ℰ, the symmetrized gradient of a vector field, by backward differences (Bredies, Kunisch and Pock 2010, section 4):
 * (δ⁻₁v₁, δ⁻₂v₂, (δ⁻₂v₁ + δ⁻₁v₂)/√2). The Euclidean norm of the three is the Frobenius norm of the symmetric matrix,
 * whose off-diagonal element counts twice; ‖ℰ‖² ≤ 8.
 *
 * @param shape [channel, row, column] of each component of v
 * @returns an operator from [direction, channel, row, column] to [component, channel, row, column]
 * @example const strain = symmetrizedGradient([2, 256, 256]).apply(field); // [3, 2, 256, 256]
 */
export function symmetrizedGradient(
  shape: readonly number[],
  { boundary = 'neumann' }: DifferenceOptions = {},
): LinearOperator {
  return blockOperator('symmetrized gradient', strainBlocks(shape, boundary));
}

/**
 * K, what second-order total generalized variation measures: from an image u and a field v to (∇u − v, ℰv) (Bredies,
 * Kunisch and Pock 2010, eq. 4.1). ‖K‖² ≤ 12 (Bredies 2012, "Recovering piecewise smooth multichannel images", 4.2).
 *
 * @param shape [channel, row, column] of u
 * @returns an operator from [u and v₁, v₂, channel, row, column] to [2 and 3 components, channel, row, column]
 * @example const k = generalizedGradient([2, 256, 256]); // [3, 2, 256, 256] -> [5, 2, 256, 256]
 */
export function generalizedGradient(
  shape: readonly number[],
  { boundary = 'neumann' }: DifferenceOptions = {},
): LinearOperator {
  const minus = scaled(-1, identity(shape));
  return blockOperator('generalized gradient', [
    [forwardDifference(shape, -2, boundary), minus, null],
    [forwardDifference(shape, -1, boundary), null, minus],
    ...strainBlocks(shape, boundary).map((row) => [null, ...row]),
  ]);
}

function strainBlocks(shape: readonly number[], boundary: Boundary) {
  const backward = (axis: number, factor = 1) =>
    scaled(-factor, adjointOf(forwardDifference(shape, axis, boundary)));
  return [
    [backward(-2), null],
    [null, backward(-1)],
    [backward(-1, Math.SQRT1_2), backward(-2, Math.SQRT1_2)],
  ];
}
