import { check } from '../../util/errors.ts';
import type { Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import { mul } from './arithmetic.ts';
import { COMPLEX_AXIS } from './complex.ts';
import { concat } from './concat.ts';
import { factors, firstMatrix, secondMatrices } from './fourier.ts';
import { matMul, matrixTranspose } from './linear.ts';
import { rearrange } from './rearrange.ts';
import { reshape } from './shape.ts';

/**
 * F* W F: to k-space by {@link fourierTransform} in two dimensions, times real weights, and back. Between there and back
 * nothing needs an order: the frequencies stay as the transform's first half leaves them, and weights that are the same
 * along one axis cost one product of small matrices for the other.
 *
 * @param x complex images, planar: [..., 2, row, column]
 * @param weights of k-space, [..., 1, row or 1, column or 1], or without the leading axes
 * @throws InputError for weights of other sizes.
 * @example fourierNormal(coilImages, mask) // what sampling does to images
 */
export function fourierNormal(x: Tensor, weights: Tensor): Tensor {
  const [rows, columns] = [sizeOf(weights, -2), sizeOf(weights, -1)];
  const fits = [1, sizeOf(x, -2)].includes(rows) && [1, sizeOf(x, -1)].includes(columns);
  check(fits && (weights.shape.at(COMPLEX_AXIS) ?? 1) === 1, () => ({
    where: 'fourierNormal',
    expected: `real weights [..., 1, row, column] for ${x}`,
    received: `${weights}`,
  }));
  if (rows === 1 && columns === 1) return mul(x, weights);
  if (columns === 1) return alongRows(x, weights);
  if (rows === 1) return matrixTranspose(alongRows(matrixTranspose(x), matrixTranspose(weights)));
  return alongBoth(x, weights);
}

/** Along the rows' axis alone: for each p one matrix from b to b, (second)* W second. */
function alongRows(x: Tensor, weights: Tensor): Tensor {
  const { first, second, lead } = stages(x);
  const ordered = reshape(weights, [...weightsLead(weights), second, first]);
  const perP = matrixTranspose(ordered);
  const rows = reshape(concat([perP, perP], -1), [...weightsLead(weights), first, 2 * second, 1]);
  const matrices = secondMatrices(first, second, -1);
  const through = matMul(matrixTranspose(matrices), mul(matrices, rows));
  const images = reshape(overA(x), [...lead, first, 2 * second, sizeOf(x, -1)]);
  return backOverA(matMul(through, images), x);
}

/** Along both axes: the second is transformed with the first on its side. */
function alongBoth(x: Tensor, weights: Tensor): Tensor {
  const [rows, columns] = [sizeOf(x, -2), sizeOf(x, -1)];
  const onSide = matrixTranspose(reshape(scrambled(x), [-1, rows, 2 * columns]));
  const sideways = reshape(onSide, [...x.shape.slice(0, -2), columns, rows]);
  const kspace = mul(scrambled(sideways), scrambledWeights(weights));
  const back = reshape(unscrambled(kspace, sideways), onSide.shape);
  return unscrambled(matrixTranspose(back), x);
}

/** The weights with both frequencies in the order (p, q), as [..., column, 1, row]. */
function scrambledWeights(weights: Tensor): Tensor {
  const [rows, columns] = [sizeOf(weights, -2), sizeOf(weights, -1)];
  const [[p], [s]] = [factors(rows), factors(columns)];
  const flat = reshape(weights, [-1, rows, columns]);
  const turned = rearrange(flat, 'n (q p) (u s) -> n (s u) (p q)', { p, s });
  return reshape(turned, [...weightsLead(weights), columns, 1, rows]);
}

/**
 * The transform along the rows' axis, frequencies k = p + N₁ q left in the order (p, q) and before the part:
 * [..., row, 2, column].
 */
function scrambled(x: Tensor): Tensor {
  const { first, second, lead } = stages(x);
  const columns = sizeOf(x, -1);
  const perP = reshape(overA(x), [...lead, first, 2 * second, columns]);
  const y = matMul(secondMatrices(first, second, -1, 'innermost'), perP);
  return reshape(y, [...lead, first * second, 2, columns]);
}

/** The adjoint of {@link scrambled}, to the shape of `like`. */
function unscrambled(y: Tensor, like: Tensor): Tensor {
  const { first, second, lead } = stages(like);
  const perP = reshape(y, [...lead, first, 2 * second, sizeOf(like, -1)]);
  const back = matMul(matrixTranspose(secondMatrices(first, second, -1, 'innermost')), perP);
  return backOverA(back, like);
}

function overA(x: Tensor): Tensor {
  const { first, second, lead } = stages(x);
  if (first === 1) return x;
  return matMul(firstMatrix(first, second, -1), reshape(x, [...lead, 2 * first, second * sizeOf(x, -1)]));
}

function backOverA(y: Tensor, like: Tensor): Tensor {
  const { first, second, lead } = stages(like);
  if (first === 1) return reshape(y, like.shape);
  const matrix = matrixTranspose(firstMatrix(first, second, -1));
  return reshape(matMul(matrix, reshape(y, [...lead, 2 * first, second * sizeOf(like, -1)])), like.shape);
}

function stages(x: Tensor) {
  const [first, second] = factors(sizeOf(x, -2));
  return { first, second, lead: x.shape.slice(0, -3) };
}

function weightsLead(weights: Tensor): readonly number[] {
  return weights.shape.slice(0, Math.max(0, weights.rank - 3));
}
