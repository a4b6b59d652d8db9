import { product, range } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';
import { vectorJacobianProduct } from '../gradients.ts';
import { constant } from '../leaf.ts';
import { definePrimitive } from '../primitive.ts';
import type { Attribute, Tensor, TensorType } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import { max, mul, sumAll } from './arithmetic.ts';
import { and, equal, not, or, passedWhere } from './compare.ts';
import type { ConvGeometry } from './conv.ts';
import { convGeometry, convSize, convTransposePrimitive } from './conv.ts';
import { pad } from './pad.ts';
import { reduceMax, reduceMean } from './reduce.ts';
import { reshape } from './shape.ts';
import { slice, split } from './slice.ts';
import { upsample } from './upsample.ts';

/** A pooling window: its size and how it moves; the stride is the size unless given. */
export interface PoolOptions {
  readonly size: readonly number[];
  readonly strides?: readonly number[];
  readonly pads?: readonly number[];
}

/** The geometry of a pooling, nothing left out. */
export interface PoolWindow extends Omit<ConvGeometry, 'group'> {
  readonly size: readonly number[];
}

function poolWindow(where: string, x: Tensor, { size, strides = size, pads }: PoolOptions): PoolWindow {
  const rank = x.rank - 2;
  const { group: _, ...geometry } = convGeometry(rank, { strides, ...(pads && { pads }) }, where);
  const narrow = geometry.pads.every((p, i) => p < (size[i % rank] ?? 0));
  check(
    rank >= 1 && size.length === rank && size.every((n) => Number.isInteger(n) && n > 0) && narrow,
    () => ({
      where,
      expected: `a window of ${rank} positive sizes for ${x}, padded by less than its size`,
      received: `[${size}], pads [${geometry.pads}]`,
    }),
  );
  return { size, ...geometry };
}

function poolType(where: string, x: Tensor | undefined, window: PoolWindow): TensorType {
  const shape = (x?.shape ?? []).map((n, i) =>
    i < 2 ? n : convSize(n, window.size[i - 2] ?? 1, i - 2, { ...window, group: 1 }),
  );
  check(x !== undefined && shape.every((n) => n > 0), () => ({
    where,
    expected: 'an image at least as large as the window',
    received: `${x} with a window of [${window.size}]`,
  }));
  return { shape, dtype: x.dtype };
}

function attributes({ size, strides, pads }: PoolWindow): Record<string, Attribute> {
  return {
    kernel_shape: { ints: size },
    strides: { ints: strides },
    pads: { ints: pads },
    ceil_mode: { int: 0 },
    auto_pad: { text: 'NOTSET' },
  };
}

/** The primitive behind {@link maxPool}. */
export const maxPoolPrimitive = definePrimitive<PoolWindow>({
  name: 'MaxPool',
  shape: ([x], window) => poolType('maxPool', x, window),
  gradient: (dy, { inputs: [x], output, attributes: window }) => [
    x ? () => maxPoolGradient(dy, x, output, window) : null,
  ],
  lowering: ({ inputs, attributes: window }) => ({
    operator: 'MaxPool',
    inputs,
    attributes: { ...attributes(window), dilations: { ints: window.dilations }, storage_order: { int: 0 } },
  }),
});

/**
 * The largest value in each window of [batch, channel, ...spatial]. Of several equal ones the first in row-major
 * order gets the gradient.
 */
export function maxPool(x: Tensor, options: PoolOptions): Tensor {
  return maxPoolPrimitive([x], poolWindow('maxPool', x, options));
}

/** Whether windows neither overlap nor reach beyond the image; rows left over at the end meet no window. */
export function tilesExactly({ size, strides, pads, dilations }: PoolWindow): boolean {
  return (
    size.every((n, i) => n === strides[i]) && pads.every((p) => p === 0) && dilations.every((d) => d === 1)
  );
}

/**
 * The largest value in each of the windows that tile `axes`, as elementwise maxima of the windows' elements: the
 * same function as {@link maxPool}, cheaper to differentiate. Of equals the first in row-major order counts.
 */
export function maxOverWindows(x: Tensor, axes: readonly number[], size: readonly number[]): Tensor {
  return axes.toReversed().reduce((t, axis) => {
    const n = size[axes.indexOf(axis)] ?? 1;
    const whole = Math.floor(sizeOf(t, axis) / n);
    const trimmed = slice(t, [{ axis, start: 0, end: whole * n }]);
    const windows = reshape(trimmed, t.shape.toSpliced(axis, 1, whole, n));
    const flat = t.shape.with(axis, whole);
    const elements = split(
      windows,
      range(n).map(() => 1),
      axis + 1,
    );
    return elements.map((element) => reshape(element, flat)).reduce((a, b) => max(a, b));
  }, x);
}

/** dX = Σ over the window's taps of dY where the tap holds the window's first maximum. */
function maxPoolGradient(dy: Tensor, x: Tensor, y: Tensor, window: PoolWindow): Tensor {
  if (tilesExactly(window)) {
    const axes = range(2, x.rank);
    const [dx] = vectorJacobianProduct([maxOverWindows(x, axes, window.size)], [dy], [x]);
    return present(dx, 'the gradient of a max pooling');
  }
  const rank = window.size.length;
  const lowest = -3.4028234663852886e38;
  const padded = pad(
    x,
    [0, 0, ...window.pads.slice(0, rank)],
    [0, 0, ...window.pads.slice(rank)],
    'constant',
    lowest,
  );
  let taken: Tensor | undefined;
  const parts = windowTaps(window.size).map((tap) => {
    const at = tapSlice(tap, padded, y, window);
    const hit = equal(slice(padded, at), y);
    const first = taken ? and(hit, not(taken)) : hit;
    taken = taken ? or(taken, hit) : hit;
    return placeSlice(passedWhere(first, dy), padded, at);
  });
  return cropPads(sumAll(parts), x, window);
}

type Part = { readonly axis: number; readonly start: number; readonly end: number; readonly step: number };

function tapSlice(tap: readonly number[], padded: Tensor, y: Tensor, { strides }: PoolWindow): Part[] {
  return tap.map((start, i) => {
    const step = strides[i] ?? 1;
    return {
      axis: i + 2,
      start,
      end: Math.min(start + sizeOf(y, i + 2) * step, sizeOf(padded, i + 2)),
      step,
    };
  });
}

/** The adjoint of slicing `like`: x at its places, zeros elsewhere. */
function placeSlice(x: Tensor, like: Tensor, parts: readonly Part[]): Tensor {
  const sliced = slice(like, parts);
  const gradient = sliced.origin.gradient?.(x)[0];
  return gradient ? gradient() : x;
}

function cropPads(x: Tensor, like: Tensor, { pads }: PoolWindow): Tensor {
  return slice(
    x,
    like.shape.slice(2).map((size, i) => ({ axis: i + 2, start: pads[i] ?? 0, end: (pads[i] ?? 0) + size })),
  );
}

function windowTaps(size: readonly number[]): number[][] {
  return size.reduce<number[][]>((taps, n) => taps.flatMap((t) => range(n).map((i) => [...t, i])), [[]]);
}

const averagePoolPrimitive = definePrimitive<PoolWindow>({
  name: 'AveragePool',
  shape: ([x], window) => poolType('averagePool', x, window),
  // The window's adjoint: a transposed convolution of each channel alone with a kernel of 1/n.
  gradient: (dy, { inputs: [x], attributes: window }) => [
    x ? () => averagePoolGradient(dy, x, window) : null,
  ],
  // No dilations: ONNX Runtime's blocked layout, which it may choose by itself, does not know them here.
  lowering: ({ inputs, attributes: window }) => ({
    operator: 'AveragePool',
    inputs,
    attributes: { ...attributes(window), count_include_pad: { int: 1 } },
  }),
});

/** The mean of each window of [batch, channel, ...spatial]; padding counts as zeros. */
export function averagePool(x: Tensor, options: PoolOptions): Tensor {
  return averagePoolPrimitive([x], poolWindow('averagePool', x, options));
}

function averagePoolGradient(dy: Tensor, x: Tensor, window: PoolWindow): Tensor {
  const count = product(window.size);
  if (tilesExactly(window)) return spread(mul(dy, 1 / count), x, window.size);
  const kernel = constant(new Float32Array(count).fill(1 / count), [1, 1, ...window.size]);
  const images = (t: Tensor) => reshape(t, [sizeOf(t, 0) * sizeOf(t, 1), 1, ...t.shape.slice(2)]);
  const outputPadding = x.shape.slice(2).map((size, i) => {
    const padded = size + (window.pads[i] ?? 0) + (window.pads[i + window.size.length] ?? 0);
    return (padded - (window.size[i] ?? 1)) % (window.strides[i] ?? 1);
  });
  const dx = convTransposePrimitive([images(dy), kernel], { ...window, group: 1, outputPadding });
  return reshape(dx, x.shape);
}

/** Each value in all places of the window that it comes from; zeros in rows that met no window. */
function spread(dy: Tensor, x: Tensor, size: readonly number[]): Tensor {
  const windows = upsample(dy, size);
  const missing = x.shape.map((n, axis) => n - sizeOf(windows, axis));
  return pad(
    windows,
    missing.map(() => 0),
    missing,
  );
}

/** The mean of each channel over all spatial axes: [batch, channel]. */
export function globalAveragePool(x: Tensor): Tensor {
  return reduceMean(x, range(2, x.rank));
}

/** The largest value of each channel over all spatial axes: [batch, channel]. Equal ones share the gradient. */
export function globalMaxPool(x: Tensor): Tensor {
  return reduceMax(x, range(2, x.rank));
}
