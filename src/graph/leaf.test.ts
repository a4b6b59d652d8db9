import { describe, expect, it } from 'vitest';
import { constant, constantValues, input, inputName, scalarValue } from './leaf.ts';
import { greater } from './ops/compare.ts';
import type { DType } from './tensor.ts';

describe('a constant', () => {
  it('takes its shape from its values unless told', () => {
    expect(constant(3).shape).toEqual([]);
    expect(constant([1, 2, 3]).shape).toEqual([3]);
    expect(constant([1, 2, 3, 4], [2, 2]).shape).toEqual([2, 2]);
    expect(constant(7, [1, 1]).shape).toEqual([1, 1]);
    expect(constant([], [0, 3]).size).toBe(0);
  });

  it.each<[DType, unknown]>([
    ['float32', Float32Array.of(1, 0)],
    ['float64', Float64Array.of(1, 0)],
    ['int32', Int32Array.of(1, 0)],
    ['int64', BigInt64Array.of(1n, 0n)],
    ['uint8', Uint8Array.of(1, 0)],
    ['bool', Uint8Array.of(1, 0)],
  ])('of %s keeps values of that type', (dtype, expected) => {
    expect(constantValues(constant([1, 0], [2], dtype))).toEqual(expected);
    expect(constantValues(constant(BigInt64Array.of(1n, 0n), [2], dtype))).toEqual(expected);
  });

  it('of one number is known by it', () => {
    expect(scalarValue(constant(2.5))).toBe(2.5);
    expect(scalarValue(constant([4], [1], 'int64'))).toBe(4);
    expect(scalarValue(constant([1, 1]))).toBeUndefined();
    expect(scalarValue(input('x', []))).toBeUndefined();
  });

  it.each<[DType, number, string]>([
    ['int64', 0.5, 'whole numbers from -9007199254740991 to 9007199254740991 for int64, received 0.5.'],
    ['int32', 2 ** 31, 'whole numbers from -2147483648 to 2147483647 for int32, received 2147483648.'],
    ['uint8', -1, 'whole numbers from 0 to 255 for uint8, received -1.'],
    ['bool', 2, 'whole numbers from 0 to 1 for bool, received 2.'],
    ['int64', Number.NaN, 'received NaN.'],
    ['int32', Number.POSITIVE_INFINITY, 'received Infinity.'],
  ])('of %s refuses %d', (dtype, value, message) => {
    expect(() => constant([1, value], [2], dtype)).toThrow('constant: expected whole numbers from');
    expect(() => constant([1, value], [2], dtype)).toThrow(message);
  });

  it('beside integers is one', () => {
    expect(() => greater(input('n', [2], 'int64'), 0.5)).toThrow('whole numbers');
  });

  it('refuses another number of values than its shape has', () => {
    expect(() => constant([1, 2, 3], [2, 2])).toThrow(
      'constant: expected 4 values for shape [2, 2], received 3.',
    );
  });
});

describe('an input', () => {
  it('has a name, a shape and a dtype', () => {
    const x = input('x', [2, 3], 'int32');
    expect([inputName(x), x.shape, x.dtype, `${x}`]).toEqual(['x', [2, 3], 'int32', 'Input[2, 3]:int32']);
    expect(inputName(constant(1))).toBeUndefined();
  });

  it('refuses what is no shape', () => {
    expect(() => input('x', [2, -1])).toThrow(
      'input "x": expected a shape of non-negative integers, received [2, -1].',
    );
    expect(() => input('x', [1.5])).toThrow('input "x": expected a shape of non-negative integers');
  });
});
