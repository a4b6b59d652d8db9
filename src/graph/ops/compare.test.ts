import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { broadcasting, callsFrom } from '../../../test/random-calls.ts';
import { input } from '../leaf.ts';
import goldens from './compare.json' with { type: 'json' };
import * as ops from './compare.ts';

checkOperator('greater', {
  primitive: 'Greater',
  build: () => ops.greater,
  calls: null,
  goldens: goldens.greater,
});
checkOperator('greaterOrEqual', {
  primitive: 'GreaterOrEqual',
  build: () => ops.greaterOrEqual,
  calls: null,
  goldens: goldens.greaterOrEqual,
});
checkOperator('less', { primitive: 'Less', build: () => ops.less, calls: null, goldens: goldens.less });
checkOperator('lessOrEqual', {
  primitive: 'LessOrEqual',
  build: () => ops.lessOrEqual,
  calls: null,
  goldens: goldens.lessOrEqual,
});
checkOperator('equal', { primitive: 'Equal', build: () => ops.equal, calls: null, goldens: goldens.equal });
checkOperator('and', { primitive: 'And', build: () => ops.and, calls: null, goldens: goldens.logicalAnd });
checkOperator('or', { primitive: 'Or', build: () => ops.or, calls: null, goldens: goldens.logicalOr });
checkOperator('not', { primitive: 'Not', build: () => ops.not, calls: null, goldens: goldens.logicalNot });

checkOperator('where', {
  primitive: 'Where',
  build: () => ops.where,
  calls: callsFrom(broadcasting(3), ([c = [], a = [], b = []], sampler) => ({
    options: {},
    samples: [sampler.integers(c, 0, 2, 'bool'), sampler.normal(a), sampler.normal(b)],
  })),
  goldens: goldens.where,
});

const masked = callsFrom(broadcasting(2), ([c = [], x = []], sampler) => ({
  options: {},
  samples: [sampler.integers(c, 0, 2, 'bool'), sampler.normal(x)],
}));

checkOperator('maskedBy', {
  primitive: null,
  build: () => (condition, x) => ops.maskedBy(condition, x),
  calls: masked,
  goldens: goldens.maskedBy,
});
checkOperator('maskedBy the opposite', {
  primitive: null,
  build: () => (condition, x) => ops.maskedBy(ops.not(condition), x, 'where false'),
  calls: masked,
  goldens: goldens.maskedBy,
});
checkOperator('passedWhere', {
  primitive: null,
  build: () => (condition, x) => ops.passedWhere(condition, x),
  calls: masked,
  goldens: goldens.maskedBy,
});

const dtypes = ['float32', 'int64', 'bool'] as const;
const toFloat64AndBack = 'float64';

checkOperator<{ dtype: string }>('cast', {
  primitive: 'Cast',
  build: (options) => (x) => {
    const dtype = dtypes.find((known) => known === options.dtype);
    return dtype ? ops.cast(x, dtype) : ops.cast(ops.cast(x, 'float64'), 'float32');
  },
  calls: callsFrom(broadcasting(1), ([shape = []], sampler) => ({
    options: { dtype: toFloat64AndBack },
    samples: [sampler.normal(shape)],
  })),
  goldens: goldens.cast,
});

describe('bad input', () => {
  const x = input('x', [2]);

  it('is refused', () => {
    expect(() => ops.and(x, x)).toThrow('And: expected two tensors of bool, received Input[2]:float32');
    expect(() => ops.not(x)).toThrow('not: expected a bool tensor, received Input[2]:float32.');
    expect(() => ops.where(x, x, x)).toThrow('where: expected a bool condition');
    expect(() => ops.where(ops.greater(x, 0), x, input('n', [2], 'int64'))).toThrow(
      'two tensors of one dtype',
    );
  });
});
