import { constant, mul, pad, slice, type Tensor } from '../../graph/index.ts';
import { product, range } from '../../util/arrays.ts';
import { type LinearOperator, linearOperator } from './linear-operator.ts';

/** Two sizes of images, and what a pixel is multiplied by. */
interface ZeroPaddingOptions {
  /** [row, column] of the smaller image. */
  readonly from: readonly [number, number];
  /** [row, column] of the larger one. */
  readonly to: readonly [number, number];
  /** Factors of the smaller image's pixels, [row, column]. */
  readonly window?: Float32Array;
}

/**
 * Zeros around an image, whose center ⌊N / 2⌋ stays the center, after a product with a window; the adjoint cuts the
 * zeros off again.
 *
 * @param lead the axes before the rows
 */
export function zeroPadding(lead: readonly number[], options: ZeroPaddingOptions): LinearOperator {
  const { from, to, window } = options;
  const before = range(2).map((axis) => Math.floor((to[axis] ?? 0) / 2) - Math.floor((from[axis] ?? 0) / 2));
  const after = range(2).map((axis) => (to[axis] ?? 0) - (from[axis] ?? 0) - (before[axis] ?? 0));
  const weigh = (x: Tensor) => (window ? mul(x, constant(window, from)) : x);
  const zeros = (x: Tensor) => x.shape.slice(0, -2).map(() => 0);
  const planes = product(lead);
  return linearOperator({
    name: 'zero padding',
    inputShape: [...lead, ...from],
    outputShape: [...lead, ...to],
    arrays: {
      apply: (x) => padded(x, planes, options, before),
      adjoint: (y) => cropped(y, planes, options, before),
    },
    graph: {
      apply: (x) => pad(weigh(x), [...zeros(x), ...before], [...zeros(x), ...after]),
      adjoint: (y) => {
        const inside = range(2).map((axis) => {
          const start = before[axis] ?? 0;
          return { axis: axis - 2, start, end: start + (from[axis] ?? 0) };
        });
        return weigh(slice(y, inside));
      },
    },
  });
}

function padded(
  x: Float32Array,
  planes: number,
  { from, to, window }: ZeroPaddingOptions,
  [top = 0, left = 0]: readonly number[],
): Float32Array {
  const y = new Float32Array(planes * to[0] * to[1]);
  const [rows, columns] = from;
  for (let line = 0; line < planes * rows; line++) {
    const row = line % rows;
    const into = (((line - row) / rows) * to[0] + top + row) * to[1] + left;
    for (let i = 0; i < columns; i++) {
      y[into + i] = (x[line * columns + i] ?? 0) * (window ? (window[row * columns + i] ?? 0) : 1);
    }
  }
  return y;
}

function cropped(
  y: Float32Array,
  planes: number,
  { from, to, window }: ZeroPaddingOptions,
  [top = 0, left = 0]: readonly number[],
): Float32Array {
  const [rows, columns] = from;
  const x = new Float32Array(planes * rows * columns);
  for (let line = 0; line < planes * rows; line++) {
    const row = line % rows;
    const at = (((line - row) / rows) * to[0] + top + row) * to[1] + left;
    for (let i = 0; i < columns; i++) {
      x[line * columns + i] = (y[at + i] ?? 0) * (window ? (window[row * columns + i] ?? 0) : 1);
    }
  }
  return x;
}
