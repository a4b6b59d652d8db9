import { check } from '../../util/errors.ts';
import { constant } from '../leaf.ts';
import { definePrimitive } from '../primitive.ts';
import type { DType, Tensor } from '../tensor.ts';
import { ONNX_DATA_TYPE } from '../tensor.ts';
import { mul } from './arithmetic.ts';
import { binary, broadcastShapes, lowered, NONE } from './elementwise.ts';
import { sumTo } from './reduce.ts';

/** a > b, as bool. */
export const greater = binary('Greater', null, { result: 'bool' });
/** a ≥ b, as bool. */
export const greaterOrEqual = binary('GreaterOrEqual', null, { result: 'bool' });
/** a < b, as bool. */
export const less = binary('Less', null, { result: 'bool' });
/** a ≤ b, as bool. */
export const lessOrEqual = binary('LessOrEqual', null, { result: 'bool' });
/** a = b, as bool. */
export const equal = binary('Equal', null, { result: 'bool' });
/** Both, of bools. */
export const and = binary('And', null, { operands: 'bool' });
/** Either, of bools. */
export const or = binary('Or', null, { operands: 'bool' });

const notPrimitive = definePrimitive<object>({
  name: 'Not',
  shape: ([x]) => {
    check(x?.dtype === 'bool', () => ({ where: 'not', expected: 'a bool tensor', received: `${x}` }));
    return { shape: x.shape, dtype: 'bool' };
  },
  gradient: null,
  lowering: lowered('Not'),
});

/** The opposite of a bool. */
export function not(x: Tensor): Tensor {
  return notPrimitive([x], NONE);
}

const castPrimitive = definePrimitive<{ readonly dtype: DType }>({
  name: 'Cast',
  shape: ([x], { dtype }) => ({ shape: x?.shape ?? [], dtype }),
  gradient: (dy, { inputs: [x] }) => [x?.dtype.startsWith('float') ? () => cast(dy, x.dtype) : null],
  lowering: lowered('Cast', ({ dtype }) => ({ to: { int: ONNX_DATA_TYPE[dtype] } })),
});

/** x in another dtype; floats are truncated to integers, bools become 0 and 1. */
export function cast(x: Tensor, dtype: DType): Tensor {
  return x.dtype === dtype ? x : castPrimitive([x], { dtype });
}

const wherePrimitive = definePrimitive<object>({
  name: 'Where',
  shape: ([condition, a, b]) => {
    check(condition?.dtype === 'bool' && a !== undefined && a.dtype === b?.dtype, () => ({
      where: 'where',
      expected: 'a bool condition and two tensors of one dtype',
      received: `${condition}, ${a} and ${b}`,
    }));
    const shape = broadcastShapes(condition.shape, broadcastShapes(a.shape, b.shape, 'where'), 'where');
    return { shape, dtype: a.dtype };
  },
  gradient: (dy, { inputs: [condition, a, b] }) =>
    condition && a && b
      ? [
          null,
          () => sumTo(maskedBy(condition, dy), a.shape),
          () => sumTo(maskedBy(condition, dy, 'where false'), b.shape),
        ]
      : [],
  lowering: lowered('Where'),
});

/** `a` where `condition` holds, elsewhere `b`; all three broadcast. */
export function where(condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor {
  const dtype = typeof a !== 'number' ? a.dtype : typeof b !== 'number' ? b.dtype : 'float32';
  const tensor = (x: Tensor | number) => (typeof x === 'number' ? constant(x, [], dtype) : x);
  return wherePrimitive([condition, tensor(a), tensor(b)], NONE);
}

/** `x` where `condition` holds (or does not), zero elsewhere. */
export function maskedBy(
  condition: Tensor,
  x: Tensor,
  when: 'where true' | 'where false' = 'where true',
): Tensor {
  return when === 'where true' ? where(condition, x, 0) : where(condition, 0, x);
}

/**
 * The gradient `dy` where `condition` holds, zero elsewhere: as a product, in half the time of a selection. Unlike
 * {@link maskedBy} it does not hide an infinite or NaN dy.
 */
export function passedWhere(condition: Tensor, dy: Tensor): Tensor {
  return mul(dy, cast(condition, dy.dtype));
}
