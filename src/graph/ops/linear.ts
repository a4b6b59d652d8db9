import { product, range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { definePrimitive } from '../primitive.ts';
import type { Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import { add, mul } from './arithmetic.ts';
import { broadcastShapes, lowered, NONE } from './elementwise.ts';
import { sumTo } from './reduce.ts';
import { reshape, transpose } from './shape.ts';

const matMulPrimitive = definePrimitive<object>({
  name: 'MatMul',
  shape: ([a, b]) => {
    const fits =
      a && b && a.rank >= 2 && b.rank >= 2 && a.dtype === b.dtype && sizeOf(a, -1) === sizeOf(b, -2);
    check(fits === true, () => ({
      where: 'matMul',
      expected: 'two matrices, or batches of them, [..., m, k] and [..., k, n] of one dtype',
      received: `${a} and ${b}`,
    }));
    const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2), 'matMul');
    return { shape: [...batch, sizeOf(a, -2), sizeOf(b, -1)], dtype: a.dtype };
  },
  // Y = A B:  dA = dY Bᵀ,  dB = Aᵀ dY
  gradient: (dy, { inputs: [a, b] }) =>
    a && b
      ? [
          () => sumTo(matMul(dy, matrixTranspose(b)), a.shape),
          () => sumTo(matMul(matrixTranspose(a), dy), b.shape),
        ]
      : [],
  lowering: lowered('MatMul'),
});

/** The matrix product over the last two axes, [..., m, k] · [..., k, n]; leading axes broadcast. */
export function matMul(a: Tensor, b: Tensor): Tensor {
  const flattened = a.rank > 2 && b.rank === 2;
  if (!flattened) return matMulPrimitive([a, b], NONE);
  // One product over all rows: a matrix shared by the batch is then multiplied, and differentiated, once.
  const rows = reshape(a, [product(a.shape.slice(0, -1)), sizeOf(a, -1)]);
  return reshape(matMulPrimitive([rows, b], NONE), [...a.shape.slice(0, -1), sizeOf(b, -1)]);
}

/** The last two axes exchanged. */
export function matrixTranspose(x: Tensor): Tensor {
  return transpose(x, [...range(x.rank - 2), x.rank - 1, x.rank - 2]);
}

/** A x + b as layers need it: [..., in] · [in, out] + [out]. */
export function affine(x: Tensor, kernel: Tensor, bias?: Tensor): Tensor {
  const y = matMul(x, kernel);
  return bias ? add(y, bias) : y;
}

/** α A' B' + β C of matrices, with A' and B' transposed on request; ONNX's Gemm as a composition. */
export function gemm(
  a: Tensor,
  b: Tensor,
  c?: Tensor,
  options: {
    readonly alpha?: number;
    readonly beta?: number;
    readonly transA?: boolean;
    readonly transB?: boolean;
  } = {},
): Tensor {
  const { alpha = 1, beta = 1, transA = false, transB = false } = options;
  const product = matMul(transA ? transpose(a) : a, transB ? transpose(b) : b);
  const scaled = alpha === 1 ? product : mul(product, alpha);
  if (!c) return scaled;
  return add(scaled, beta === 1 ? c : mul(c, beta));
}
