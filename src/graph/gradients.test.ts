import { describe, expect, it } from 'vitest';
import { checkGradient } from '../../test/gradient-check.ts';
import { runGraph } from '../../test/run-graph.ts';
import { Sampler, sample } from '../../test/samples.ts';
import { gradients, vectorJacobianProduct } from './gradients.ts';
import { constant, input } from './leaf.ts';
import { add, exp, mul, square } from './ops/arithmetic.ts';
import { cast } from './ops/compare.ts';
import { concat } from './ops/concat.ts';
import { argMax, reduceSum } from './ops/reduce.ts';
import { expand, reshape, transpose } from './ops/shape.ts';
import { reverse, slice, split } from './ops/slice.ts';
import type { Tensor } from './tensor.ts';

const x = input('x', [2, 3]);
const values = { x: Float32Array.of(1, 2, 3, 4, 5, 6) };

describe('gradients', () => {
  it.each<[string, (t: Tensor) => Tensor, (t: Tensor) => Tensor]>([
    ['reshape', (t) => reshape(t, [6]), (t) => reshape(t, [3, 2])],
    ['transpose', (t) => transpose(t), (t) => transpose(t)],
    ['expand', (t) => expand(t, [4, 2, 3]), (t) => mul(t, x)],
    ['reverse', (t) => reverse(t, 1), (t) => reverse(t, 1)],
  ])('reach a tensor between two that could be merged: %s', async (_, first, second) => {
    const between = first(x);
    const [d] = gradients(reduceSum(square(second(between))), [between]);
    const { direct } = await runGraph({ direct: d }, values);
    expect(direct).not.toEqual(new Float32Array(between.size));
    expect(d.shape).toEqual(between.shape);
  });

  it('add up over all uses of a tensor', async () => {
    const build = (...[t = x]: readonly Tensor[]) =>
      add(mul(t, exp(t)), add(square(t), reduceSum(t, [1], true)));
    await checkGradient(build, [new Sampler(1).normal([2, 3])]);
  });

  it('of a tensor used twice by one function count twice', async () => {
    const [d] = gradients(reduceSum(add(x, x)), [x]);
    expect((await runGraph({ d }, values)).d).toEqual(new Float32Array(6).fill(2));
  });

  it.each<[string, (t: Tensor) => readonly Tensor[]]>([
    ['that meet', (t) => split(t, [2, 1, 4], 0)],
    [
      'with gaps',
      (t) => [slice(t, [{ axis: 0, start: 1, end: 3 }]), slice(t, [{ axis: 0, start: 4, end: 6 }])],
    ],
    [
      'that overlap',
      (t) => [slice(t, [{ axis: 0, start: 0, end: 4 }]), slice(t, [{ axis: 0, start: 3, end: 7 }])],
    ],
    [
      'of several axes',
      (t) => [slice(t, [{ axis: 0, start: 2, end: 5 }]), slice(t, [{ axis: 1, start: 1, end: 2 }])],
    ],
    ['beside the whole', (t) => [...split(t, [3, 4], 0), t]],
    ['of one', (t) => [slice(t, [{ axis: 1, start: 1, end: 2 }])]],
  ])('join those of slices %s', async (_, cut) => {
    const build = (...[t = x]: readonly Tensor[]) => cut(t).map((part) => square(part));
    await checkGradient(build, [new Sampler(1).normal([7, 3])]);
  });

  it('are zeros for what the loss does not depend on', async () => {
    const other = input('other', [4]);
    const [d] = gradients(reduceSum(x), [other]);
    expect((await runGraph({ d })).d).toEqual(new Float32Array(4));
  });

  it('take a loss of any shape of one element', async () => {
    const [d] = gradients(reduceSum(x, [0, 1], true), [x]);
    expect((await runGraph({ d })).d).toEqual(new Float32Array(6).fill(1));
  });

  it('of gradients are second derivatives', async () => {
    const gradient = (...[t = x]: readonly Tensor[]) => gradients(reduceSum(mul(square(t), exp(t))), [t]);
    await checkGradient(gradient, [sample([0.5, -1, 1.5], [3])]);
  });

  it('are found through ten thousand operators', async () => {
    const depth = 10_000;
    let y = reduceSum(x);
    for (let i = 0; i < depth; i++) y = add(y, 1);
    const [d] = gradients(y, [x]);
    expect((await runGraph({ d })).d).toEqual(new Float32Array(6).fill(1));
  });

  it('refuse a loss that is not one float32 number', () => {
    expect(() => gradients(x, [x])).toThrow(
      'gradients: expected a loss that is a single float32 number, received Input[2, 3]:float32. Reduce it first',
    );
    expect(() => gradients(constant(1, [], 'int64'), [x])).toThrow('received Constant[]:int64');
  });

  it('refuse what has none, naming it', () => {
    const picked = cast(argMax(x, 1), 'float32');
    expect((): unknown => gradients(reduceSum(mul(picked, reduceSum(x, [1]))), [x])).not.toThrow();
    expect(() => vectorJacobianProduct([argMax(x, 1)], [constant([1, 1])], [x])).toThrow(
      'gradients: expected primitives that have a gradient between the loss and the parameters, received ArgMax of ' +
        'shape [2], which has none. Wrap its input in stopGradient',
    );
  });
});

describe('vectorJacobianProduct', () => {
  it('sums over several outputs', async () => {
    const outputs = [square(x), concat([x, x], 0)];
    const seeds = [constant([1, 1, 1, 0, 0, 0], [2, 3]), constant(new Float32Array(12).fill(1), [4, 3])];
    const [d = x] = vectorJacobianProduct(outputs, seeds, [x]);
    expect((await runGraph({ d }, values)).d).toEqual(Float32Array.of(4, 6, 8, 2, 2, 2));
  });
});
