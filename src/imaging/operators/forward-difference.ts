import { concat, pad, slice, sub, type Tensor } from '../../graph/index.ts';
import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type LinearOperator, type LinearPair, linearOperator } from './linear-operator.ts';

/** What lies behind the border: what lies before it (the last difference is 0), or the other end. */
export type Boundary = 'neumann' | 'periodic';

/**
 * δ⁺, the forward difference along one axis: y[i] = x[i + 1] − x[i], the last one 0 or x[0] − x[n − 1]. Its negative
 * adjoint is the backward difference δ⁻ (Chambolle 2004, section 2).
 *
 * @param axis counted from the end: −1 along the columns' index
 * @throws InputError where there is no such axis.
 * @example forwardDifference([2, 64, 64], -1).apply(image)
 */
export function forwardDifference(
  shape: readonly number[],
  axis: number,
  boundary: Boundary = 'neumann',
): LinearOperator {
  const size = shape.at(axis) ?? 0;
  check(axis < 0 && size > 1, () => ({
    where: 'forward difference',
    expected: 'an axis from the end of at least 2 elements',
    received: `axis ${axis} of [${shape.join(', ')}]`,
  }));
  const inner = axis === -1 ? 1 : product(shape.slice(axis + 1));
  return linearOperator({
    name: 'forward difference',
    inputShape: shape,
    outputShape: shape,
    arrays: onArrays(size, inner, boundary),
    graph: boundary === 'neumann' ? neumann(axis, size) : periodic(axis, size),
  });
}

function onArrays(size: number, inner: number, boundary: Boundary): LinearPair<Float32Array> {
  const block = size * inner;
  const last = block - inner;
  const wraps = boundary === 'periodic';
  return {
    apply: (x) => {
      const y = new Float32Array(x.length);
      for (let start = 0; start < x.length; start += block) {
        for (let i = start; i < start + last; i++) y[i] = (x[i + inner] ?? 0) - (x[i] ?? 0);
        if (!wraps) continue;
        for (let i = start; i < start + inner; i++) y[i + last] = (x[i] ?? 0) - (x[i + last] ?? 0);
      }
      return y;
    },
    // x[i] = y[i − 1] − y[i]
    adjoint: (y) => {
      const x = new Float32Array(y.length);
      for (let start = 0; start < y.length; start += block) {
        for (let i = start; i < start + last; i++) {
          x[i] = (x[i] ?? 0) - (y[i] ?? 0);
          x[i + inner] = y[i] ?? 0;
        }
        if (!wraps) continue;
        for (let i = start; i < start + inner; i++) {
          x[i + last] = (x[i + last] ?? 0) - (y[i + last] ?? 0);
          x[i] = (x[i] ?? 0) + (y[i + last] ?? 0);
        }
      }
      return x;
    },
  };
}

function neumann(axis: number, size: number): LinearPair<Tensor> {
  const one = (x: Tensor) => x.shape.map((_, i) => (i === x.rank + axis ? 1 : 0));
  const none = (x: Tensor) => x.shape.map(() => 0);
  return {
    apply: (x) => {
      const y = sub(part(x, axis, 1, size), part(x, axis, 0, size - 1));
      return pad(y, none(y), one(y));
    },
    adjoint: (y) => {
      const kept = part(y, axis, 0, size - 1);
      return sub(pad(kept, one(kept), none(kept)), pad(kept, none(kept), one(kept)));
    },
  };
}

function periodic(axis: number, size: number): LinearPair<Tensor> {
  const next = (x: Tensor) => concat([part(x, axis, 1, size), part(x, axis, 0, 1)], axis);
  const previous = (x: Tensor) => concat([part(x, axis, size - 1, size), part(x, axis, 0, size - 1)], axis);
  return { apply: (x) => sub(next(x), x), adjoint: (y) => sub(previous(y), y) };
}

function part(x: Tensor, axis: number, start: number, end: number): Tensor {
  return slice(x, [{ axis, start, end }]);
}
