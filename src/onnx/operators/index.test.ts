import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../test/close.ts';
import { type NodeCase, type NodeInput, nodeModel } from '../../../test/onnx-node.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { type Sample, Sampler, sample } from '../../../test/samples.ts';
import type { Attribute, DType } from '../../graph/tensor.ts';
import { nodeDevice } from '../../runtime/node.ts';
import { present } from '../../util/errors.ts';
import { fromOnnx } from '../read.ts';
import { readers } from './index.ts';

const sampler = new Sampler(3);
const normal = (...shape: number[]) => sampler.normal(shape);
const positive = (...shape: number[]) => sampler.uniform(shape, 0.25, 2);
const distinct = (...shape: number[]) => sampler.distinct(shape);
const bools = (...shape: number[]) => sampler.integers(shape, 0, 2, 'bool');
const fixed = (constant: Sample) => ({ constant });
const ints = (...values: number[]) => fixed(sample(values, [values.length], 'int64'));
const scalar = (value: number, dtype: DType = 'float32') => fixed(sample([value], [], dtype));

type Attributes = Readonly<Record<string, Attribute>>;

const int = (value: number) => ({ int: value });
const list = (...values: number[]) => ({ ints: values });
const text = (value: string) => ({ text: value });
const float = (value: number) => ({ float: value });

/** A node as some version of ONNX has it; the number of outputs is 1 unless given. */
const node = (
  operator: string,
  opset: number,
  inputs: readonly NodeInput[],
  attributes: Attributes = {},
  outputs = 1,
) => ({ operator, opset, inputs, attributes, outputs });

const unary = [
  'Abs',
  'Ceil',
  'Cos',
  'Erf',
  'Exp',
  'Floor',
  'HardSwish',
  'Identity',
  'Neg',
  'Reciprocal',
  'Relu',
];
const others = ['Sigmoid', 'Sign', 'Sin', 'Softplus', 'Softsign', 'Tanh'];
const binary = ['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Sum', 'Mean', 'Greater', 'Less', 'Equal'];
const reductions = [
  'ReduceL1',
  'ReduceL2',
  'ReduceLogSumExp',
  'ReduceMax',
  'ReduceMean',
  'ReduceMin',
  'ReduceSum',
];
const image = normal(2, 3, 7, 8);
const channels = [fixed(normal(3)), fixed(normal(3))];

const cases = [
  ...[...unary, ...others].map((name) => node(name, 14, [normal(2, 5)])),
  ...['Log', 'Sqrt'].map((name) => node(name, 13, [positive(2, 5)])),
  ...binary.map((name) => node(name, 13, [normal(2, 3, 1), positive(3, 4)])),
  ...['GreaterOrEqual', 'LessOrEqual'].map((name) => node(name, 16, [normal(2, 3), normal(3)])),
  ...['And', 'Or'].map((name) => node(name, 7, [bools(2, 3), bools(3)])),
  node('Sum', 13, [normal(2, 3), normal(2, 1), normal(3)]),
  node('Mean', 13, [normal(2, 3), normal(2, 1), normal(3)]),
  node('Not', 7, [bools(4)]),
  node('Pow', 13, [positive(2, 3), normal(3)]),
  node('Pow', 13, [normal(2, 3), scalar(2, 'int64')]),
  node('PRelu', 16, [normal(2, 3, 4), fixed(normal(3, 1))]),
  node('Where', 16, [bools(2, 3), normal(3), normal(2, 1)]),
  node('Cast', 13, [normal(5)], { to: int(7) }),
  node('Cast', 13, [bools(5)], { to: int(1) }),
  node('Clip', 7, [normal(9)], { min: float(-0.5), max: float(0.5) }),
  node('Clip', 13, [normal(9), scalar(-0.5), scalar(0.5)]),
  node('Clip', 13, [normal(9), null, scalar(0.5)]),
  node('Dropout', 7, [normal(5)], { ratio: float(0.5) }),
  node('Dropout', 13, [normal(5), scalar(0.5), scalar(0, 'bool')]),
  node('Elu', 7, [normal(9)], { alpha: float(0.5) }),
  node('Elu', 7, [normal(9)]),
  node('Gelu', 20, [normal(9)]),
  node('HardSigmoid', 7, [normal(9)], { alpha: float(0.3) }),
  node('LeakyRelu', 16, [normal(9)]),
  node('LeakyRelu', 16, [normal(9)], { alpha: float(0.3) }),
  node('ThresholdedRelu', 10, [normal(9)], { alpha: float(0.3) }),

  node('Gemm', 13, [normal(3, 2), fixed(normal(4, 3)), fixed(normal(4))], {
    transA: int(1),
    transB: int(1),
    alpha: float(0.5),
    beta: float(2),
  }),
  node('Gemm', 13, [normal(2, 3), normal(3, 4)]),
  node('MatMul', 13, [normal(2, 3, 4), fixed(normal(4, 5))]),
  node('MatMul', 13, [normal(4), normal(2, 4, 5)]),
  node('MatMul', 13, [normal(2, 3, 4), normal(4)]),
  node('MatMul', 13, [normal(4), normal(4)]),
  ...['Softmax', 'LogSoftmax'].flatMap((name) => [
    node(name, 11, [normal(2, 3, 4)]),
    node(name, 13, [normal(2, 3, 4)]),
    node(name, 13, [normal(2, 3, 4)], { axis: int(1) }),
  ]),

  node('Conv', 11, [image, fixed(normal(4, 3, 3, 3)), fixed(normal(4))], { pads: list(1, 0, 2, 1) }),
  node('Conv', 11, [image, fixed(normal(6, 1, 3, 2))], { group: int(3), strides: list(2, 1) }),
  node('Conv', 11, [image, fixed(normal(4, 3, 2, 3))], { dilations: list(2, 2), kernel_shape: list(2, 3) }),
  ...['SAME_UPPER', 'SAME_LOWER', 'VALID'].map((auto) =>
    node('Conv', 11, [image, fixed(normal(4, 3, 4, 3))], { auto_pad: text(auto), strides: list(2, 3) }),
  ),
  node('Conv', 11, [normal(2, 3, 9), fixed(normal(4, 3, 3))], { pads: list(1, 1) }),
  node('Conv', 11, [normal(1, 2, 5, 6, 7), fixed(normal(3, 2, 2, 3, 3))]),
  node('ConvTranspose', 11, [image, fixed(normal(3, 4, 3, 3)), fixed(normal(4))], {
    strides: list(2, 2),
    pads: list(1, 1, 1, 1),
    output_padding: list(1, 1),
  }),
  node('ConvTranspose', 11, [image, fixed(normal(3, 4, 2, 2))], { strides: list(2, 2) }),

  node('MaxPool', 12, [image], { kernel_shape: list(2, 3) }),
  node('MaxPool', 12, [image], { kernel_shape: list(3, 3), strides: list(2, 2), pads: list(1, 1, 1, 1) }),
  ...[1, 0].flatMap((ceil) =>
    [1, 0].flatMap((included) => [
      node('AveragePool', 11, [image], {
        kernel_shape: list(3, 3),
        strides: list(2, 2),
        pads: list(1, 0, 1, 0),
        ceil_mode: int(ceil),
        count_include_pad: int(included),
      }),
      node('AveragePool', 11, [image], {
        kernel_shape: list(2, 2),
        strides: list(2, 3),
        ceil_mode: int(ceil),
        count_include_pad: int(included),
      }),
    ]),
  ),
  node('MaxPool', 12, [image], { kernel_shape: list(2, 2), strides: list(2, 3), ceil_mode: int(1) }),
  node('MaxPool', 12, [image], { kernel_shape: list(3, 3), strides: list(2, 2), ceil_mode: int(1) }),
  node('MaxPool', 12, [image], {
    kernel_shape: list(2, 2),
    strides: list(2, 2),
    auto_pad: text('SAME_UPPER'),
  }),
  node('AveragePool', 11, [image], {
    kernel_shape: list(2, 2),
    strides: list(2, 2),
    auto_pad: text('SAME_LOWER'),
  }),
  node('GlobalAveragePool', 7, [image]),
  node('GlobalMaxPool', 7, [image]),

  ...reductions.flatMap((name) => {
    const axesAreInput = name === 'ReduceSum' ? 13 : 18;
    return [
      node(name, 11, [distinct(2, 3, 4)], { axes: list(0, -1), keepdims: int(0) }),
      node(name, axesAreInput, [distinct(2, 3, 4), ints(1)]),
      node(name, axesAreInput, [distinct(2, 3, 4)]),
      node(name, axesAreInput, [distinct(2, 3, 4)], { noop_with_empty_axes: int(1) }),
    ];
  }),
  node('ReduceLogSum', 13, [positive(2, 3)], { axes: list(1) }),
  node('ReduceSumSquare', 13, [normal(2, 3)], { axes: list(0) }),
  node('ArgMax', 13, [distinct(2, 3, 4)], { axis: int(1) }),
  node('ArgMax', 13, [distinct(2, 3, 4)], { axis: int(-1), keepdims: int(0) }),
  node('ArgMin', 13, [distinct(2, 3, 4)], { axis: int(1) }),

  node('Concat', 13, [normal(2, 3), normal(2, 1)], { axis: int(-1) }),
  node('ConstantOfShape', 9, [ints(2, 3)]),
  ...['DCR', 'CRD'].map((mode) =>
    node('DepthToSpace', 13, [normal(2, 8, 2, 3)], { blocksize: int(2), mode: text(mode) }),
  ),
  node('SpaceToDepth', 13, [normal(2, 2, 4, 6)], { blocksize: int(2) }),
  node('Expand', 13, [normal(3, 1), ints(2, 1, 4)]),
  node('Flatten', 13, [normal(2, 3, 4)]),
  node('Flatten', 13, [normal(2, 3, 4)], { axis: int(0) }),
  node('Flatten', 13, [normal(2, 3, 4)], { axis: int(-1) }),
  node('Pad', 7, [normal(2, 3)], { pads: list(0, 1, 2, 0), value: float(3) }),
  node('Pad', 13, [normal(2, 3), ints(0, 1, 2, 0), scalar(3)]),
  node('Pad', 13, [normal(4, 5), ints(0, -1, -2, 1)]),
  node('Pad', 18, [normal(2, 3, 4), ints(2, 1), null, ints(-1)], { mode: text('reflect') }),
  node('Pad', 13, [normal(2, 3), ints(0, 2, 1, 0)], { mode: text('edge') }),
  node('Range', 11, [scalar(2), scalar(9), scalar(2)]),
  node('Range', 11, [scalar(5, 'int64'), scalar(-2, 'int64'), scalar(-3, 'int64')]),
  node('Reshape', 13, [normal(2, 3, 4), ints(0, -1)]),
  node('Shape', 15, [normal(2, 3, 4)], { start: int(1) }),
  node('Slice', 9, [normal(4, 5)], { starts: list(1, -3), ends: list(3, 1000), axes: list(0, 1) }),
  node('Slice', 13, [normal(7, 5), ints(1, 0), ints(6, -1)]),
  node('Slice', 13, [normal(7, 5), ints(-1), ints(-1000), ints(0), ints(-1)]),
  node('Slice', 13, [normal(9, 5), ints(7, 4), ints(0, 1), ints(0, -1), ints(-3, -2)]),
  node('Slice', 13, [normal(9), ints(1), ints(8), ints(0), ints(3)]),
  node('Split', 11, [normal(2, 6)], { axis: int(1), split: list(1, 2, 3) }, 3),
  node('Split', 13, [normal(2, 6), ints(2, 4)], { axis: int(-1) }, 2),
  node('Split', 13, [normal(6, 2)], {}, 3),
  node('Split', 18, [normal(7, 2)], { num_outputs: int(3) }, 3),
  node('Squeeze', 11, [normal(1, 3, 1)], { axes: list(0) }),
  node('Squeeze', 13, [normal(1, 3, 1), ints(-1)]),
  node('Squeeze', 13, [normal(1, 3, 1)]),
  node('Tile', 13, [normal(2, 3), ints(2, 1)]),
  node('Transpose', 13, [normal(2, 3, 4)]),
  node('Transpose', 13, [normal(2, 3, 4)], { perm: list(1, 2, 0) }),
  node('Unsqueeze', 11, [normal(3, 4)], { axes: list(2, 0) }),
  node('Unsqueeze', 13, [normal(3, 4), ints(0, -1)]),

  node('Gather', 13, [normal(5, 3), sampler.integers([2, 2], 0, 5)]),
  node('Gather', 13, [normal(5, 3), sampler.integers([4], -3, 3)], { axis: int(1) }),
  node('GatherElements', 13, [normal(5, 3), sampler.integers([2, 3], 0, 5)]),
  node('ScatterElements', 16, [normal(5, 3), sampler.integers([2, 3], 0, 5), normal(2, 3)], {
    reduction: text('add'),
  }),
  node('OneHot', 11, [sampler.integers([4], 0, 5), scalar(5, 'int64'), fixed(sample([-1, 2], [2]))]),
  node('OneHot', 11, [sampler.integers([4], 0, 5), ints(5), fixed(sample([0, 1], [2]))], { axis: int(0) }),

  node('BatchNormalization', 15, [image, ...channels, fixed(normal(3)), fixed(positive(3))]),
  node('BatchNormalization', 9, [image, ...channels, fixed(normal(3)), fixed(positive(3))], {
    epsilon: float(0.1),
  }),
  node('GroupNormalization', 21, [normal(2, 6, 4, 5), fixed(normal(6)), fixed(normal(6))], {
    num_groups: int(3),
  }),
  node('InstanceNormalization', 7, [image, ...channels]),
  node('LayerNormalization', 17, [normal(2, 3, 4), fixed(normal(4)), fixed(normal(4))]),
  node('LayerNormalization', 17, [normal(2, 3, 4), fixed(normal(3, 4))], {
    axis: int(1),
    epsilon: float(0.1),
  }),
  node('LpNormalization', 7, [normal(3, 4)], { axis: int(1) }),
  node('MeanVarianceNormalization', 13, [image]),

  node('Upsample', 9, [normal(1, 2, 3, 4), fixed(sample([1, 1, 2, 3], [4]))]),
  node('Resize', 10, [normal(1, 2, 3, 4), fixed(sample([1, 1, 2, 2], [4]))]),
  node('Resize', 13, [normal(1, 2, 3, 4), null, fixed(sample([1, 1, 2, 3], [4]))], {
    coordinate_transformation_mode: text('asymmetric'),
    nearest_mode: text('floor'),
  }),
  ...['nearest', 'linear'].map((mode) =>
    node('Resize', 13, [normal(1, 2, 3, 4), null, null, ints(1, 2, 9, 8)], { mode: text(mode) }),
  ),
];

describe('ONNX operators are read as ONNX Runtime runs them', () => {
  it.each(cases.map((given) => [labelOf(given), given] as const))('%s', async (_, given) => {
    const placeholder = Array.from({ length: given.outputs }, () => ({
      shape: [],
      dtype: 'float32' as const,
    }));
    const { outputs, weights } = fromOnnx(nodeModel(given, placeholder));
    const tensors = Object.values(outputs);
    const inputs = Object.fromEntries(
      given.inputs.flatMap((x, i) => (x && !('constant' in x) ? [[`x${i}`, x.values]] : [])),
    );
    const original = await nodeDevice('cpu').load(nodeModel(given, tensors), { threads: 1 });
    const expected = await original.run(inputs);
    await original.release();
    const trained = Object.fromEntries(Object.entries(weights).map(([name, { values }]) => [name, values]));
    const actual = await runGraph(outputs, { ...inputs, ...trained });
    for (const [name, values] of Object.entries(expected)) {
      expectClose(present(actual[name], name), values, 1e-5, name);
    }
  });

  it('all of them', () => {
    const tested = new Set(cases.map(({ operator }) => operator));
    expect(Object.keys(readers).filter((name) => name !== 'Constant' && !tested.has(name))).toEqual([]);
  });
});

function labelOf({ operator, opset, inputs, attributes = {} }: NodeCase): string {
  const shapes = inputs.map((x) => (x ? `[${('constant' in x ? x.constant : x).shape.join(', ')}]` : 'none'));
  const settings = Object.entries(attributes).map(
    ([name, value]) => `${name} ${String(Object.values(value)[0])}`,
  );
  return [`${operator} of opset ${opset} on ${shapes.join(' and ')}`, ...settings].join(', ');
}
