import { sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { constant, scalarValue } from '../leaf.ts';
import { definePrimitive } from '../primitive.ts';
import type { Tensor } from '../tensor.ts';
import { and, equal, greaterOrEqual, lessOrEqual, maskedBy, passedWhere } from './compare.ts';
import { binary, checkFloat, unary } from './elementwise.ts';
import { sumTo } from './reduce.ts';
import { expand } from './shape.ts';

/** a + b, broadcasting. */
export const add = binary('Add', (dy, a, b) => [() => sumTo(dy, a.shape), () => sumTo(dy, b.shape)]);

/** a − b, broadcasting. */
export const sub = binary('Sub', (dy, a, b) => [() => sumTo(dy, a.shape), () => sumTo(neg(dy), b.shape)]);

/** a · b elementwise, broadcasting. d(ab) = b da + a db */
export const mul = binary('Mul', (dy, a, b) =>
  a === b
    ? [() => mul(mul(dy, 2), a), null]
    : [() => sumTo(mul(dy, b), a.shape), () => sumTo(mul(dy, a), b.shape)],
);

/** a / b elementwise, broadcasting. d(a/b) = da/b − (a/b) db/b */
export const div = binary('Div', (dy, a, b, y) => [
  () => sumTo(div(dy, b), a.shape),
  () => sumTo(neg(div(mul(dy, y), b)), b.shape),
]);

/**
 * aᵇ elementwise, broadcasting. d(aᵇ) = b aᵇ⁻¹ da + aᵇ ln(a) db, where a⁰ counts as constant in a, and 0ᵇ in b for
 * b ≥ 0. For a < 0 there is a gradient with respect to a alone.
 */
export const pow = binary('Pow', (dy, a, b, y) => [
  () => sumTo(mul(dy, powerSlope(a, b)), a.shape),
  () =>
    sumTo(maskedBy(and(equal(a, 0), greaterOrEqual(b, 0)), mul(dy, mul(y, log(a))), 'where false'), b.shape),
]);

/** b aᵇ⁻¹, and 0 where b = 0. */
function powerSlope(a: Tensor, b: Tensor): Tensor {
  const exponent = scalarValue(b);
  if (exponent === 0) return expand(constant(0, [], a.dtype), a.shape);
  if (exponent !== undefined) return mul(pow(a, exponent - 1), exponent);
  return maskedBy(equal(b, 0), mul(b, pow(a, sub(b, 1))), 'where false');
}

/** The smaller of both, elementwise. Where they are equal the gradient goes to `a`. */
export const min = binary('Min', (dy, a, b) => choiceGradients(dy, a, b, lessOrEqual));

/** The larger of both, elementwise. Where they are equal the gradient goes to `a`. */
export const max = binary('Max', (dy, a, b) => choiceGradients(dy, a, b, greaterOrEqual));

/** da = dy where a was chosen, else 0; db = dy − da: a subtraction is a third of a selection's time. */
function choiceGradients(dy: Tensor, a: Tensor, b: Tensor, chosen: (a: Tensor, b: Tensor) => Tensor) {
  const toA = passedWhere(chosen(a, b), dy);
  return [() => sumTo(toA, a.shape), () => sumTo(sub(dy, toA), b.shape)];
}

/** −x. d(−x) = −dx */
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

/** √x. d√x = dx / (2√x): infinite at 0; `norm` and `magnitude` have a gradient there. */
export const sqrt = unary('Sqrt', (dy, _x, y) => div(mul(dy, 0.5), y));

/** 1/x. d(1/x) = −dx / x² */
export const reciprocal = unary('Reciprocal', (dy, _x, y) => neg(mul(dy, mul(y, y))));

/** sin x. d sin x = cos x dx */
export const sin = unary('Sin', (dy, x) => mul(dy, cos(x)));

/** cos x. d cos x = −sin x dx */
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
    x ? () => passedWhere(and(greaterOrEqual(x, low), lessOrEqual(x, high)), dy) : null,
  ],
  lowering: ({ inputs: [x], attributes }) => {
    const [low, high] = [attributes.low, attributes.high].map((limit) => constant(limit, [], x?.dtype));
    return { operator: 'Clip', inputs: [x ?? null, low ?? null, high ?? null] };
  },
});

/**
 * x limited to [low, high], either of which may be infinite. The gradient passes inside, limits included, and stops
 * outside.
 */
export function clip(x: Tensor, low: number, high: number): Tensor {
  check(low <= high, () => ({ where: 'clip', expected: 'low ≤ high', received: `${low} and ${high}` }));
  return clipPrimitive([x], { low, high });
}

/** x², cheaper than a power. */
export function square(x: Tensor): Tensor {
  return mul(x, x);
}

/** The sum of tensors of one shape. Repeated Add: ONNX Runtime takes half as long again for its Sum of several. */
export function sumAll(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  check(first !== undefined && tensors.every((t) => sameItems(t.shape, first.shape)), () => ({
    where: 'sumAll',
    expected: 'one or more tensors of one shape',
    received: tensors.join(', ') || 'none',
  }));
  return tensors.reduce((sum, tensor) => add(sum, tensor));
}
