import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, shapeAndAxis, shapes, unaryCalls } from '../../../test/random-calls.ts';
import type { Sampler } from '../../../test/samples.ts';
import type { Shape } from '../tensor.ts';
import goldens from './activation.json' with { type: 'json' };
import * as ops from './activation.ts';

const normal = (sampler: Sampler, shape: Shape) => sampler.normal(shape);
const distinct = (sampler: Sampler, shape: Shape) => sampler.distinct(shape);

checkOperator('relu', {
  primitive: 'Relu',
  build: () => ops.relu,
  calls: unaryCalls(distinct),
  goldens: goldens.relu,
});
checkOperator('sigmoid', {
  primitive: 'Sigmoid',
  build: () => ops.sigmoid,
  calls: unaryCalls(normal),
  goldens: goldens.sigmoid,
});
checkOperator('tanh', {
  primitive: 'Tanh',
  build: () => ops.tanh,
  calls: unaryCalls(normal),
  goldens: goldens.tanh,
});
checkOperator('softplus', {
  primitive: 'Softplus',
  build: () => ops.softplus,
  calls: unaryCalls(normal),
  goldens: goldens.softplus,
});
checkOperator('gelu', {
  primitive: null,
  build: () => ops.gelu,
  calls: unaryCalls(normal),
  goldens: goldens.gelu,
});
checkOperator('silu', {
  primitive: null,
  build: () => ops.silu,
  calls: unaryCalls(normal),
  goldens: goldens.silu,
});

const sloped = (alpha: number) =>
  callsFrom(shapes(), (shape, sampler) => ({ options: { alpha }, samples: [sampler.distinct(shape)] }));
const alongAxis = callsFrom(shapeAndAxis, ({ shape, axis }, sampler) => ({
  options: { axis },
  samples: [sampler.normal(shape)],
}));

checkOperator('leakyRelu', {
  primitive: 'LeakyRelu',
  build:
    ({ alpha }) =>
    (x) =>
      ops.leakyRelu(x, alpha),
  calls: sloped(0.3),
  goldens: goldens.leakyRelu,
});
checkOperator('elu', {
  primitive: 'Elu',
  build:
    ({ alpha }) =>
    (x) =>
      ops.elu(x, alpha),
  calls: sloped(0.7),
  goldens: goldens.elu,
});
checkOperator('softmax', {
  primitive: 'Softmax',
  build:
    ({ axis }) =>
    (x) =>
      ops.softmax(x, axis),
  calls: alongAxis,
  goldens: goldens.softmax,
});
checkOperator('logSoftmax', {
  primitive: 'LogSoftmax',
  build:
    ({ axis }) =>
    (x) =>
      ops.logSoftmax(x, axis),
  calls: alongAxis,
  goldens: goldens.logSoftmax,
});
