import { product, range } from '../../util/arrays.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import type { ConvGeometry } from './conv.ts';
import { convPrimitive } from './conv.ts';
import { matMul, matrixTranspose } from './linear.ts';
import { rearrange } from './rearrange.ts';
import { reduceSum } from './reduce.ts';
import { pad, reshape, slice, stack } from './shape.ts';

/**
 * The gradient of a convolution with respect to its kernel, of shape `shape` [filters, channels / group, ...]:
 *
 *     dW[k, c, t] = Σ_b Σ_p dY[b, k, p] · X[b, c, p·stride + t·dilation]
 *
 * This is itself a convolution, of X with dY as the kernel, in which stride and dilation change places. Laid out
 * with X's channels innermost, within the last spatial axis, its output runs over (t, c) without a gap, so that
 * ONNX Runtime unfolds X in its cache and multiplies long rows: nothing is copied per tap.
 */
export function convKernelGradient(x: Tensor, dy: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  if (g.group > 1) return groupedKernelGradient(x, dy, shape, g);
  const n = interleavedImages(x, dy, g);
  const geometry = withLast(g, 'dilations', (d) => d / n);
  const items = n * sizeOf(x, 0);
  const perItem = items * product(shape) <= 2 * (x.size + dy.size);
  const s = spatialNames(g).slice(0, -1).join(' ');
  const images = rearrange(x, `b c ${s} (w n) -> 1 (b n) ${s} (w c)`, { n });
  const kernel = rearrange(
    dy,
    perItem ? `b k ${s} (w n) -> (b n k) 1 ${s} w` : `b k ${s} (w n) -> k (b n) ${s} w`,
    { n },
  );
  const lags = convPrimitive([images, kernel], {
    strides: geometry.dilations.with(-1, 1),
    dilations: geometry.strides.with(-1, (g.strides.at(-1) ?? 1) * sizeOf(x, 1)),
    pads: withLast(g, 'pads', (p) => (p / n) * sizeOf(x, 1)).pads,
    group: perItem ? items : 1,
  });
  const perKernel = reshape(lags, [perItem ? items : 1, shape[0] ?? 1, ...lags.shape.slice(2)]);
  return takeTaps(
    perItem ? reduceSum(perKernel, [0]) : reshape(perKernel, perKernel.shape.slice(1)),
    shape,
    geometry,
  );
}

/**
 * How many images the last axis interleaves that never meet: a convolution dilated by n along an axis of w·n
 * elements is n convolutions along w, of every n-th element.
 */
function interleavedImages(x: Tensor, dy: Tensor, g: ConvGeometry): number {
  const n = g.dilations.at(-1) ?? 1;
  const rank = g.strides.length;
  const lastPads = g.pads.filter((_, i) => i % rank === rank - 1);
  const whole = [sizeOf(x, -1), sizeOf(dy, -1), ...lastPads].every((size) => size % n === 0);
  return whole && g.strides.at(-1) === 1 ? n : 1;
}

/** The geometry with the last axis's dilation or pads changed. */
function withLast(g: ConvGeometry, key: 'dilations' | 'pads', change: (n: number) => number): ConvGeometry {
  const rank = g.strides.length;
  return { ...g, [key]: g[key].map((n, i) => (i % rank === rank - 1 ? change(n) : n)) };
}

function spatialNames(g: ConvGeometry): string[] {
  return range(g.strides.length).map((i) => `s${i}`);
}

/** The kernel [filters, channels, ...taps] out of the lags [filters, ...lags, last lag · channels]. */
function takeTaps(lags: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  const [channels, kernel] = [shape[1] ?? 1, shape.slice(2)];
  const s = spatialNames(g).join(' ');
  const wide = rearrange(lags, `k ${s.replace(/(\w+)$/, '($1 c)')} -> k ${s} c`, { c: channels });
  const taps = slice(
    wide,
    kernel.map((size, i) => {
      const step = i === kernel.length - 1 ? (g.dilations[i] ?? 1) : 1;
      return { axis: i + 1, start: 0, end: (size - 1) * step + 1, step };
    }),
  );
  return rearrange(taps, `k ${s} c -> k c ${s}`);
}

/** The same for groups of channels: for each tap t the matrix products dW_t = Σ_b dY · (X shifted by t)ᵀ. */
function groupedKernelGradient(x: Tensor, dy: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  const rank = g.strides.length;
  const padded = pad(x, [0, 0, ...g.pads.slice(0, rank)], [0, 0, ...g.pads.slice(rank)]);
  const [batch, positions] = [sizeOf(dy, 0), product(dy.shape.slice(2))];
  const upstream = reshape(dy, [batch, g.group, sizeOf(dy, 1) / g.group, positions]);
  const taps = cartesian(shape.slice(2)).map((tap) => {
    const shifted = reshape(shiftedBy(padded, tap, dy, g), [batch, g.group, -1, positions]);
    return reduceSum(matMul(upstream, matrixTranspose(shifted)), [0]);
  });
  return reshape(stack(taps, -1), shape);
}

/** The elements of padded x that a tap meets, one for each output position. */
function shiftedBy(padded: Tensor, tap: readonly number[], dy: Tensor, g: ConvGeometry): Tensor {
  return slice(
    padded,
    tap.map((t, i) => {
      const start = t * (g.dilations[i] ?? 1);
      const step = g.strides[i] ?? 1;
      return { axis: i + 2, start, end: start + (sizeOf(dy, i + 2) - 1) * step + 1, step };
    }),
  );
}

function cartesian(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (list, n) => list.flatMap((head) => range(n).map((i) => [...head, i])),
    [[]],
  );
}
