import { sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { constant } from '../leaf.ts';
import { definePrimitive } from '../primitive.ts';
import type { Tensor } from '../tensor.ts';
import { greaterOrEqual, lessOrEqual, maskedBy } from './compare.ts';
import { binary, checkFloat, lowered, NONE, unary } from './elementwise.ts';
import { sumTo } from './reduce.ts';

/** a + b, broadcasting. */
export const add = binary('Add', (dy, a, b) => [() => sumTo(dy, a.shape), () => sumTo(dy, b.shape)]);

/** a − b, broadcasting. */
export const sub = binary('Sub', (dy, a, b) => [() => sumTo(dy, a.shape), () => sumTo(neg(dy), b.shape)]);

/** a · b elementwise, broadcasting. d(ab) = b da + a db */
export const mul = binary('Mul', (dy, a, b) => [
  () => sumTo(mul(dy, b), a.shape),
  () => sumTo(mul(dy, a), b.shape),
]);

/** a / b elementwise, broadcasting. d(a/b) = da/b − (a/b) db/b */
export const div = binary('Div', (dy, a, b, y) => [
  () => sumTo(div(dy, b), a.shape),
  () => sumTo(neg(div(mul(dy, y), b)), b.shape),
]);

/** aᵇ elementwise, broadcasting, for a > 0 unless b is a constant. d(aᵇ) = b aᵇ⁻¹ da + aᵇ ln(a) db */
export const pow = binary('Pow', (dy, a, b, y) => [
  () => sumTo(mul(dy, mul(b, pow(a, sub(b, 1)))), a.shape),
  () => sumTo(mul(dy, mul(y, log(a))), b.shape),
]);

/** The smaller of both, elementwise. Where they are equal the gradient goes to `a`. */
export const min = binary('Min', (dy, a, b) => [
  () => sumTo(maskedBy(lessOrEqual(a, b), dy), a.shape),
  () => sumTo(maskedBy(lessOrEqual(a, b), dy, 'where false'), b.shape),
]);

/** The larger of both, elementwise. Where they are equal the gradient goes to `a`. */
export const max = binary('Max', (dy, a, b) => [
  () => sumTo(maskedBy(greaterOrEqual(a, b), dy), a.shape),
  () => sumTo(maskedBy(greaterOrEqual(a, b), dy, 'where false'), b.shape),
]);

/** −x. */
export const neg = unary('Neg', (dy) => neg(dy));

/** |x|; the derivative at 0 is 0. d|x| = sign(x) dx */
export const abs = unary('Abs', (dy, x) => mul(dy, sign(x)));

/** −1, 0 or 1; flat, so its gradient is zero everywhere and not propagated. */
export const sign = unary('Sign', null);

/** The largest integer not above x; flat. */
export const floor = unary('Floor', null);

/** eˣ. d eˣ = eˣ dx */
export const exp = unary('Exp', (dy, _x, y) => mul(dy, y));

/** The natural logarithm. d ln x = dx / x */
export const log = unary('Log', (dy, x) => div(dy, x));

/** √x. d√x = dx / (2√x): infinite at 0, where a smooth magnitude needs an ε. */
export const sqrt = unary('Sqrt', (dy, _x, y) => div(mul(dy, 0.5), y));

/** 1/x. d(1/x) = −dx / x² */
export const reciprocal = unary('Reciprocal', (dy, _x, y) => neg(mul(dy, mul(y, y))));

/** sin x. */
export const sin = unary('Sin', (dy, x) => mul(dy, cos(x)));

/** cos x. */
export const cos = unary('Cos', (dy, x) => neg(mul(dy, sin(x))));

/** erf x. d erf x = 2/√π exp(−x²) dx */
export const erf = unary('Erf', (dy, x) => mul(mul(dy, 2 / Math.sqrt(Math.PI)), exp(neg(mul(x, x)))));

interface ClipRange {
  readonly low: number;
  readonly high: number;
}

const clipPrimitive = definePrimitive<ClipRange>({
  name: 'Clip',
  shape: ([x]) => checkFloat('clip', x),
  // dx = dy where low ≤ x ≤ high, else 0
  gradient: (dy, { inputs: [x], attributes: { low, high } }) => [
    x ? () => maskedBy(lessOrEqual(abs(sub(x, (low + high) / 2)), (high - low) / 2), dy) : null,
  ],
  lowering: ({ inputs, attributes: { low, high } }) => ({
    operator: 'Clip',
    inputs: [...inputs, constant(low), constant(high)],
  }),
});

/** x limited to [low, high]; the gradient passes inside and stops outside. */
export function clip(x: Tensor, low: number, high: number): Tensor {
  return clipPrimitive([x], { low, high });
}

/** x², cheaper than a power. */
export function square(x: Tensor): Tensor {
  return mul(x, x);
}

const sumPrimitive = definePrimitive<object>({
  name: 'Sum',
  shape: ([x]) => ({ shape: x?.shape ?? [], dtype: x?.dtype ?? 'float32' }),
  gradient: (dy, { inputs }) => inputs.map(() => () => dy),
  lowering: lowered('Sum'),
});

/** The sum of tensors of one shape, in one pass over memory. */
export function sumAll(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  check(first !== undefined && tensors.every((t) => sameItems(t.shape, first.shape)), () => ({
    where: 'sumAll',
    expected: 'one or more tensors of one shape',
    received: tensors.join(', ') || 'none',
  }));
  return tensors.length === 1 ? first : sumPrimitive(tensors, NONE);
}
