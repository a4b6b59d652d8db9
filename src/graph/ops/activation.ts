import { definePrimitive } from '../primitive.ts';
import type { Tensor } from '../tensor.ts';
import { normalizeAxis } from '../tensor.ts';
import { add, erf, mul, sub } from './arithmetic.ts';
import { greater, passedWhere, where } from './compare.ts';
import { checkFloat, lowered, unary } from './elementwise.ts';
import { reduceSum } from './reduce.ts';

/** max(x, 0); the derivative at 0 is 0. */
export const relu = unary('Relu', (dy, _x, y) => passedWhere(greater(y, 0), dy));

/** 1 / (1 + e⁻ˣ). dσ = σ (1 − σ) dx */
export const sigmoid = unary('Sigmoid', (dy, _x, y) => mul(dy, mul(y, sub(1, y))));

/** The hyperbolic tangent. d tanh x = (1 − tanh² x) dx */
export const tanh = unary('Tanh', (dy, _x, y) => mul(dy, sub(1, mul(y, y))));

/** ln(1 + eˣ). d softplus x = σ(x) dx */
export const softplus = unary('Softplus', (dy, x) => mul(dy, sigmoid(x)));

interface Slope {
  readonly alpha: number;
}

const leakyReluPrimitive = definePrimitive<Slope>({
  name: 'LeakyRelu',
  shape: ([x]) => checkFloat('leakyRelu', x),
  gradient: (dy, { inputs: [x], attributes: { alpha } }) => [
    x ? () => where(greater(x, 0), dy, mul(dy, alpha)) : null,
  ],
  lowering: lowered('LeakyRelu', ({ alpha }) => ({ alpha: { float: alpha } })),
});

/** x where positive, else α x. */
export function leakyRelu(x: Tensor, alpha = 0.2): Tensor {
  return leakyReluPrimitive([x], { alpha });
}

const eluPrimitive = definePrimitive<Slope>({
  name: 'Elu',
  shape: ([x]) => checkFloat('elu', x),
  // x ≤ 0: y = α(eˣ − 1), dy/dx = y + α
  gradient: (dy, { inputs: [x], output, attributes: { alpha } }) => [
    x ? () => where(greater(x, 0), dy, mul(dy, add(output, alpha))) : null,
  ],
  lowering: lowered('Elu', ({ alpha }) => ({ alpha: { float: alpha } })),
});

/** x where positive, else α (eˣ − 1) (Clevert 2016). */
export function elu(x: Tensor, alpha = 1): Tensor {
  return eluPrimitive([x], { alpha });
}

/** x Φ(x), with the exact normal distribution function (Hendrycks 2016). */
export function gelu(x: Tensor): Tensor {
  return mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1));
}

/** x σ(x) (Ramachandran 2017). */
export function silu(x: Tensor): Tensor {
  return mul(x, sigmoid(x));
}

interface AlongAxis {
  readonly axis: number;
}

const softmaxPrimitive = definePrimitive<AlongAxis>({
  name: 'Softmax',
  shape: ([x]) => checkFloat('softmax', x),
  // dx = p (dy − Σ dy p)
  gradient: (dy, { output: p, attributes: { axis } }) => [
    () => mul(p, sub(dy, reduceSum(mul(dy, p), [axis], true))),
  ],
  lowering: lowered('Softmax', ({ axis }) => ({ axis: { int: axis } })),
});

/** eˣ / Σ eˣ along an axis, the last by default. */
export function softmax(x: Tensor, axis = -1): Tensor {
  return softmaxPrimitive([x], { axis: normalizeAxis(axis, x.rank, 'softmax') });
}

const logSoftmaxPrimitive = definePrimitive<AlongAxis>({
  name: 'LogSoftmax',
  shape: ([x]) => checkFloat('logSoftmax', x),
  // dx = dy − softmax(x) Σ dy
  gradient: (dy, { inputs: [x], attributes: { axis } }) => [
    x ? () => sub(dy, mul(softmax(x, axis), reduceSum(dy, [axis], true))) : null,
  ],
  lowering: lowered('LogSoftmax', ({ axis }) => ({ axis: { int: axis } })),
});

/** ln softmax(x) along an axis, the last by default, without overflow. */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  return logSoftmaxPrimitive([x], { axis: normalizeAxis(axis, x.rank, 'logSoftmax') });
}
