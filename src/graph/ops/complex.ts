import { check } from '../../util/errors.ts';
import { constant } from '../leaf.ts';
import type { Tensor } from '../tensor.ts';
import { add, mul, neg, sub } from './arithmetic.ts';
import { concat } from './concat.ts';
import { norm } from './reduce.ts';
import { slice } from './slice.ts';

/** Where planar complex tensors [..., 2, row, column] keep their real and imaginary parts. */
export const COMPLEX_AXIS = -3;

function checkComplex(where: string, ...tensors: readonly Tensor[]): void {
  const planar = (x: Tensor) => x.shape.at(COMPLEX_AXIS) === 2 && x.dtype.startsWith('float');
  check(tensors.every(planar), () => ({
    where,
    expected: 'planar complex tensors [..., 2, row, column] of float32',
    received: tensors.join(' and '),
  }));
}

/** The real parts, [..., 1, row, column]. */
export function real(z: Tensor): Tensor {
  checkComplex('real', z);
  return slice(z, [{ axis: COMPLEX_AXIS, start: 0, end: 1 }]);
}

/** The imaginary parts, [..., 1, row, column]. */
export function imaginary(z: Tensor): Tensor {
  checkComplex('imaginary', z);
  return slice(z, [{ axis: COMPLEX_AXIS, start: 1, end: 2 }]);
}

/** re + i im of parts [..., 1, row, column]. */
export function complex(re: Tensor, im: Tensor): Tensor {
  return concat([re, im], COMPLEX_AXIS);
}

/** The product of planar complex tensors; all other axes broadcast. */
export function complexMultiply(a: Tensor, b: Tensor): Tensor {
  checkComplex('complexMultiply', a, b);
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  return add(mul(few, real(many)), mul(turned(few), imaginary(many)));
}

/** a · b̄, the product with the complex conjugate of b; all other axes broadcast. */
export function multiplyByConjugate(a: Tensor, b: Tensor): Tensor {
  checkComplex('multiplyByConjugate', a, b);
  if (b.size < a.size) return complexMultiply(a, conjugate(b));
  return sub(mul(a, real(b)), mul(turned(a), imaginary(b)));
}

/** i z */
function turned(z: Tensor): Tensor {
  return complex(neg(imaginary(z)), real(z));
}

/** The complex conjugate. */
export function conjugate(z: Tensor): Tensor {
  checkComplex('conjugate', z);
  return mul(z, constant([1, -1], [2, 1, 1], z.dtype));
}

/** |z|, [..., 1, row, column] or, without `keepDims`, [..., row, column]. Where z is 0, so is the derivative. */
export function magnitude(z: Tensor, keepDims = false): Tensor {
  checkComplex('magnitude', z);
  return norm(z, [COMPLEX_AXIS], keepDims);
}
