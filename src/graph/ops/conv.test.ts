import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator, type RandomCall } from '../../../test/operator-check.ts';
import { Sampler } from '../../../test/samples.ts';
import { input } from '../leaf.ts';
import type { Shape } from '../tensor.ts';
import goldens from './conv.json' with { type: 'json' };
import type { ConvGeometry, ConvOptions, ConvTransposeGeometry } from './conv.ts';
import { conv, convTranspose } from './conv.ts';

const upTo = (least: number, most: number) => fc.integer({ min: least, max: most });

interface Axis {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
  readonly extra: number;
}

const axis: fc.Arbitrary<Axis> = fc.record({
  kernel: upTo(1, 3),
  stride: upTo(1, 3),
  dilation: upTo(1, 2),
  before: upTo(0, 3),
  after: upTo(0, 3),
  extra: upTo(0, 4),
});

const channels = fc.record({
  batch: upTo(1, 2),
  group: upTo(1, 3),
  inputs: upTo(1, 4),
  outputs: fc.oneof(upTo(1, 3), fc.constantFrom(8, 16)),
  bias: fc.boolean(),
});

const plan = fc.record({
  axes: fc.array(axis, { minLength: 1, maxLength: 3 }),
  channels,
  seed: fc.nat(),
  unit: fc.boolean(),
});

function geometry(axes: readonly Axis[], group: number, unit: boolean): ConvGeometry {
  return {
    strides: axes.map(({ stride }) => (unit ? 1 : stride)),
    dilations: axes.map(({ dilation }) => dilation),
    pads: [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)],
    group,
  };
}

const reach = ({ kernel, dilation }: Axis) => dilation * (kernel - 1) + 1;

const convCalls = plan.map(({ axes, channels: c, seed, unit }): RandomCall<ConvGeometry> => {
  const sampler = new Sampler(seed);
  const sizes = axes.map((a) => Math.max(1, reach(a) - a.before - a.after + a.extra));
  const x = sampler.normal([c.batch, c.group * c.inputs, ...sizes]);
  const kernel = sampler.normal([c.group * c.outputs, c.inputs, ...axes.map((a) => a.kernel)]);
  const bias = c.bias ? [sampler.normal([c.group * c.outputs])] : [];
  return { options: geometry(axes, c.group, unit), samples: [x, kernel, ...bias] };
});

checkOperator('conv', {
  primitive: 'Conv',
  build:
    (options: ConvGeometry) =>
    (x, kernel, ...[bias]) =>
      conv(x, kernel, bias, options),
  calls: convCalls,
  runs: 60,
  goldens: goldens.conv,
});

const convTransposeCalls = plan.map(
  ({ axes, channels: c, seed, unit }): RandomCall<ConvTransposeGeometry> => {
    const sampler = new Sampler(seed);
    const g = geometry(axes, c.group, unit);
    const outputPadding = g.strides.map((stride, i) => (axes[i]?.extra ?? 0) % stride);
    const sizes = axes.map((a, i) => 1 + Math.ceil((a.before + a.after + a.extra) / (g.strides[i] ?? 1)));
    const x = sampler.normal([c.batch, c.group * c.inputs, ...sizes]);
    const kernel = sampler.normal([c.group * c.inputs, c.outputs, ...axes.map((a) => a.kernel)]);
    const bias = c.bias ? [sampler.normal([c.group * c.outputs])] : [];
    return { options: { ...g, outputPadding }, samples: [x, kernel, ...bias] };
  },
);

checkOperator('convTranspose', {
  primitive: 'ConvTranspose',
  build:
    (options: ConvTransposeGeometry) =>
    (x, kernel, ...[bias]) =>
      convTranspose(x, kernel, bias, options),
  calls: convTransposeCalls,
  runs: 60,
  goldens: goldens.convTranspose,
});

describe('bad input', () => {
  const x = input('x', [1, 4, 8, 8]);
  const kernel = (shape: Shape) => input('k', shape);
  const small = kernel([2, 4, 3, 3]);

  it.each<[string, Shape, ConvOptions]>([
    ['expected 3 channels in x, for kernel Input[2, 3, 3, 3]:float32 in 1 group(s)', [2, 3, 3, 3], {}],
    ['expected filters that the 2 group(s) divide', [3, 2, 3, 3], { group: 2 }],
    ['expected an image at least as large as the kernel', [2, 4, 9, 3], {}],
    ['expected images [batch, channel, ...spatial] and a kernel with elements', [2, 4, 3], {}],
    ['expected images [batch, channel, ...spatial] and a kernel with elements', [2, 4, 0, 3], {}],
    ['expected 2 strides and dilations of 1 or more', [2, 4, 3, 3], { strides: [1] }],
    ['expected 2 strides and dilations of 1 or more', [2, 4, 3, 3], { strides: [1, 0] }],
    ['expected 2 strides and dilations of 1 or more', [2, 4, 3, 3], { dilations: [1, 1.5] }],
    ['4 pads of 0 or more', [2, 4, 3, 3], { pads: [1, 1] }],
    ['4 pads of 0 or more', [2, 4, 3, 3], { pads: [0, 0, 0, -1] }],
  ])('of a convolution is refused: %s', (message, shape, options) => {
    expect(() => conv(x, kernel(shape), undefined, options)).toThrow(`conv: `);
    expect(() => conv(x, kernel(shape), undefined, options)).toThrow(message);
  });

  it('of a bias is refused', () => {
    expect(() => conv(x, small, input('b', [3]))).toThrow('a bias of shape [2], received kernel');
    expect(() => convTranspose(x, kernel([4, 2, 3, 3]), input('b', [1, 2]))).toThrow(
      'a bias of shape [2], for kernel',
    );
  });

  it.each<[string, Shape, Partial<ConvTransposeGeometry>]>([
    ['expected 3 channels in x', [3, 2, 3, 3], {}],
    [
      'each less than the stride, [1,1], received outputPadding [1,0].',
      [4, 2, 3, 3],
      { outputPadding: [1, 0] },
    ],
    ['expected 2 numbers of rows to add', [4, 2, 3, 3], { strides: [2, 2], outputPadding: [1] }],
    ['expected pads that leave something of the image', [4, 2, 3, 3], { pads: [5, 5, 5, 5] }],
  ])('of a transposed convolution is refused: %s', (message, shape, options) => {
    expect(() => convTranspose(x, kernel(shape), undefined, options)).toThrow(message);
  });
});
