import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { definePrimitive } from '../primitive.ts';
import type { Attribute, Shape, Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import { convInputGradient } from './conv-input-gradient.ts';
import { convKernelGradient } from './conv-kernel-gradient.ts';
import { reduceSum } from './reduce.ts';

/** The geometry of a convolution: one number for each spatial axis, for pads one before and one after. */
export interface ConvGeometry {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Zeros added at the borders: first all sizes before, then all sizes after, as ONNX writes them. */
  readonly pads: readonly number[];
  readonly group: number;
}

/** What callers may leave out: stride 1, no dilation, no padding, one group. */
export type ConvOptions = Partial<ConvGeometry>;

/** A geometry with nothing left out, for `rank` spatial axes. */
export function convGeometry(rank: number, options: ConvOptions, where: string): ConvGeometry {
  const { strides = ones(rank), dilations = ones(rank), pads = zeros(2 * rank), group = 1 } = options;
  const natural = (numbers: readonly number[], least: number) =>
    numbers.every((n) => Number.isInteger(n) && n >= least);
  check(
    strides.length === rank &&
      dilations.length === rank &&
      pads.length === 2 * rank &&
      natural([...strides, ...dilations, group], 1) &&
      natural(pads, 0),
    () => ({
      where,
      expected: `${rank} strides and dilations of 1 or more, ${2 * rank} pads of 0 or more, a group of 1 or more`,
      received: `strides [${strides}], dilations [${dilations}], pads [${pads}], group ${group}`,
    }),
  );
  return { strides, dilations, pads, group };
}

/** The size of a convolution's output along one spatial axis. */
export function convSize(size: number, kernel: number, axis: number, g: ConvGeometry): number {
  const padded = size + padSum(axis, g);
  return Math.floor((padded - (g.dilations[axis] ?? 1) * (kernel - 1) - 1) / (g.strides[axis] ?? 1)) + 1;
}

/** The primitive behind {@link conv}, which passes recognize. */
export const convPrimitive = definePrimitive<ConvGeometry>({
  name: 'Conv',
  shape: ([x, w, b], g) => {
    const spatial = checkConv('conv', x, w, b, g);
    check(sizeOf(spatial.x, 1) === sizeOf(spatial.w, 1) * g.group, () => ({
      where: 'conv',
      expected: `${sizeOf(spatial.w, 1) * g.group} channels in x, for kernel ${w} in ${g.group} group(s)`,
      received: `${x}`,
    }));
    const sizes = spatial.x.shape.slice(2).map((n, i) => convSize(n, sizeOf(spatial.w, i + 2), i, g));
    check(
      sizes.every((size) => size > 0),
      () => ({
        where: 'conv',
        expected: 'an image at least as large as the kernel',
        received: `${x} with kernel ${w}`,
        remedy: 'Pad the image or use a smaller kernel.',
      }),
    );
    return { shape: [sizeOf(spatial.x, 0), sizeOf(spatial.w, 0), ...sizes], dtype: spatial.x.dtype };
  },
  gradient: (dy, { inputs: [x, w], attributes: g }) =>
    x && w
      ? [
          () => convInputGradient(dy, w, x.shape, g),
          () => convKernelGradient(x, dy, w.shape, g),
          () => biasGradient(dy),
        ]
      : [],
  lowering: ({ inputs, attributes: g }) => ({
    operator: 'Conv',
    inputs,
    attributes: geometryAttributes(g, inputs[1]?.shape.slice(2) ?? []),
  }),
});

/**
 * Convolution (correlation, as everywhere in deep learning) over one, two or three spatial axes.
 *
 * @param x images [batch, channel, ...spatial]
 * @param kernel [filter, channel / group, ...spatial]
 * @param bias [filter]
 * @throws InputError when shapes or geometry do not fit.
 * @example conv(x, kernel, bias, { pads: [1, 1, 1, 1] })
 */
export function conv(x: Tensor, kernel: Tensor, bias?: Tensor, options: ConvOptions = {}): Tensor {
  const geometry = convGeometry(x.rank - 2, options, 'conv');
  return convPrimitive(bias ? [x, kernel, bias] : [x, kernel], geometry);
}

/**
 * Kᵀ y, the adjoint of the convolution x -> K x of {@link conv}, by whatever way is fastest; a transposed convolution.
 *
 * @param y [batch, filter, ...spatial], of the shape of K x
 * @param shape of x: [batch, channel, ...spatial]
 * @example const back = convAdjoint(conv(x, kernel), kernel, x.shape);
 */
export function convAdjoint(y: Tensor, kernel: Tensor, shape: Shape, options: ConvOptions = {}): Tensor {
  return convInputGradient(y, kernel, shape, convGeometry(y.rank - 2, options, 'convAdjoint'));
}

/** A transposed convolution's geometry: `outputPadding` adds rows at the end that no input reaches. */
export interface ConvTransposeGeometry extends ConvGeometry {
  readonly outputPadding: readonly number[];
}

/** The primitive behind {@link convTranspose}. */
export const convTransposePrimitive = definePrimitive<ConvTransposeGeometry>({
  name: 'ConvTranspose',
  shape: ([x, w, b], g) => {
    const checked = checkConv('convTranspose', x, w, undefined, g);
    const filters = sizeOf(checked.w, 1) * g.group;
    const biased = b === undefined || (b.rank === 1 && b.size === filters);
    check(sizeOf(checked.x, 1) === sizeOf(checked.w, 0) && biased, () => ({
      where: 'convTranspose',
      expected: `${sizeOf(checked.w, 0)} channels in x and a bias of shape [${filters}], for kernel ${w}`,
      received: `${x} and bias ${b ?? 'none'}`,
    }));
    const sizes = checked.x.shape.slice(2).map((n, i) => {
      const reach = (g.dilations[i] ?? 1) * (sizeOf(checked.w, i + 2) - 1) + 1;
      return (n - 1) * (g.strides[i] ?? 1) + reach - padSum(i, g) + (g.outputPadding[i] ?? 0);
    });
    check(
      sizes.every((size) => size > 0),
      () => ({
        where: 'convTranspose',
        expected: 'pads that leave something of the image',
        received: `[${g.pads}], of ${x} with kernel ${w}`,
      }),
    );
    return { shape: [sizeOf(checked.x, 0), filters, ...sizes], dtype: checked.x.dtype };
  },
  // The transpose of a convolution: the gradients change places.
  gradient: (dy, { inputs: [x, w], attributes: g }) =>
    x && w
      ? [() => convPrimitive([dy, w], g), () => convKernelGradient(dy, x, w.shape, g), () => biasGradient(dy)]
      : [],
  lowering: ({ inputs, attributes: g }) => ({
    operator: 'ConvTranspose',
    inputs,
    attributes: {
      ...geometryAttributes(g, inputs[1]?.shape.slice(2) ?? []),
      output_padding: { ints: g.outputPadding },
    },
  }),
});

/**
 * Transposed convolution: the adjoint of {@link conv} with the same kernel, used to upsample.
 *
 * @param x images [batch, channel, ...spatial]
 * @param kernel [channel, filter / group, ...spatial]
 * @param bias [filter]
 * @throws InputError when shapes or geometry do not fit.
 * @example convTranspose(x, kernel, bias, { strides: [2, 2] })
 */
export function convTranspose(
  x: Tensor,
  kernel: Tensor,
  bias?: Tensor,
  options: Partial<ConvTransposeGeometry> = {},
): Tensor {
  const rank = x.rank - 2;
  const geometry = convGeometry(rank, options, 'convTranspose');
  const { outputPadding = zeros(rank) } = options;
  const lessThanStride = outputPadding.every(
    (n, i) => Number.isInteger(n) && n >= 0 && n < (geometry.strides[i] ?? 1),
  );
  check(outputPadding.length === rank && lessThanStride, () => ({
    where: 'convTranspose',
    expected: `${rank} numbers of rows to add, each less than the stride, [${geometry.strides}]`,
    received: `outputPadding [${outputPadding}]`,
  }));
  return convTransposePrimitive(bias ? [x, kernel, bias] : [x, kernel], { ...geometry, outputPadding });
}

function checkConv(
  where: string,
  x?: Tensor,
  w?: Tensor,
  b?: Tensor,
  g?: ConvGeometry,
): { x: Tensor; w: Tensor } {
  check(
    x !== undefined &&
      w !== undefined &&
      x.rank >= 3 &&
      x.rank === w.rank &&
      x.dtype === w.dtype &&
      w.size > 0,
    () => ({
      where,
      expected: 'images [batch, channel, ...spatial] and a kernel with elements, of the same rank and dtype',
      received: `${x} and ${w}`,
    }),
  );
  check(
    sizeOf(w, 0) % (g?.group ?? 1) === 0 && (b === undefined || (b.rank === 1 && b.size === w.shape[0])),
    () => ({
      where,
      expected: `filters that the ${g?.group} group(s) divide, and a bias of shape [${w.shape[0]}]`,
      received: `kernel ${w} and bias ${b ?? 'none'}`,
    }),
  );
  return { x, w };
}

function biasGradient(dy: Tensor): Tensor {
  return reduceSum(dy, [0, ...range(2, dy.rank)]);
}

/** All attributes written out: some providers refuse defaults. */
function geometryAttributes(g: ConvGeometry, kernel: Shape): Readonly<Record<string, Attribute>> {
  return {
    kernel_shape: { ints: kernel },
    strides: { ints: g.strides },
    dilations: { ints: g.dilations },
    pads: { ints: g.pads },
    group: { int: g.group },
    auto_pad: { text: 'NOTSET' },
  };
}

function padSum(axis: number, g: ConvGeometry): number {
  return (g.pads[axis] ?? 0) + (g.pads[axis + g.strides.length] ?? 0);
}

function ones(n: number): number[] {
  return Array.from({ length: n }, () => 1);
}

function zeros(n: number): number[] {
  return Array.from({ length: n }, () => 0);
}
