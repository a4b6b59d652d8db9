import { add, concat, constant, matMul, mul, neg, reshape, slice, split, Tensor } from '../../graph/index.ts';
import { product } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { type LinearOperator, type LinearPair, linearOperator } from './linear-operator.ts';

/** What is known of sensitivities beside them. */
export interface CoilsOptions {
  /** How many axes are spatial, at the end; of arrays by default all after the complex one, of tensors two. */
  readonly spatial?: number;
  /** i S, shaped as the sensitivities, where a graph that runs often is given it as well. */
  readonly turned?: Tensor | undefined;
}

/**
 * S, what each coil sees of an image: products with the coils' sensitivities; S* adds up the coils' images, each times
 * its conjugate sensitivity (Pruessmann 1999). S* S = 1 where the squared sensitivities add up to 1.
 *
 * @param maps sensitivities [coil, 2, row, column], or with a slice axis before the rows; a tensor may have batch axes
 *   before these
 * @example const coilImages = coils(maps).apply(image); // [2, row, column] -> [coil, 2, row, column]
 */
export function coils(maps: ShapedArray | Tensor, options: CoilsOptions = {}): LinearOperator {
  const { spatial = spatialAxes(maps) } = options;
  const outputShape = maps.shape.slice(maps.shape.length - spatial - 2);
  const [, parts, ...sizes] = outputShape;
  check(outputShape.length === spatial + 2 && parts === 2, () => ({
    where: 'coils',
    expected: 'sensitivities [coil, 2, row, column]',
    received: `[${maps.shape.join(', ')}]`,
  }));
  const points = product(sizes);
  const array = maps instanceof Tensor ? null : maps.data;
  const tensor = maps instanceof Tensor ? maps : constant(maps.data, maps.shape);
  return linearOperator({
    name: 'coils',
    inputShape: [2, ...sizes],
    outputShape,
    arrays: array && {
      apply: (x) => seen(x, array, points),
      adjoint: (y) => combined(y, array, points),
    },
    graph: onTensors(tensor, outputShape, options.turned ?? timesI(tensor, spatial)),
  });
}

/**
 * With S and i S as lists of real images, coil by coil and part by part, S x = S x_re + (i S) x_im, and a part of S* y
 * is a scalar product over the list: as a product of matrices it takes a seventh of a reduction's time.
 */
function onTensors(maps: Tensor, shape: readonly number[], turned: Tensor): LinearPair<Tensor> {
  const [count = 0, , ...sizes] = shape;
  const points = product(sizes);
  const list = (x: Tensor) => reshape(x, [...lead(x, shape.length), 2 * count, points]);
  const ones = constant(new Float32Array(2 * count).fill(1), [1, 2 * count]);
  const part = (x: Tensor, i: number) => slice(x, [{ axis: -2, start: i, end: i + 1 }]);
  return {
    apply: (x) => {
      const batch = lead(x, sizes.length + 1);
      const image = reshape(x, [...batch, 2, points]);
      const images = add(mul(list(maps), part(image, 0)), mul(list(turned), part(image, 1)));
      return reshape(images, [...batch, ...shape]);
    },
    adjoint: (y) => {
      const images = list(y);
      const [re, im] = [maps, turned].map((factor) => matMul(ones, mul(list(factor), images)));
      return reshape(concat([present(re, 'parts'), present(im, 'parts')], -2), [
        ...lead(y, shape.length),
        2,
        ...sizes,
      ]);
    },
  };
}

/**
 * i S = −S_im + i S_re, what {@link coils} takes as `turned`.
 *
 * @example coils(maps, { turned: timesI(maps) })
 */
export function timesI(maps: Tensor, spatial = 2): Tensor {
  const [re, im] = split(maps, [1, 1], -spatial - 1);
  return concat([neg(present(im, 'a part')), present(re, 'a part')], -spatial - 1);
}

/** The batch axes: all but the last `count`. */
function lead(x: Tensor, count: number): readonly number[] {
  return x.shape.slice(0, x.rank - count);
}

/** Of [coil, 2, ...] all after the complex axis; of tensors, which may have a batch, two. */
function spatialAxes(maps: ShapedArray | Tensor): number {
  return maps instanceof Tensor ? 2 : maps.shape.length - 2;
}

function seen(x: Float32Array, maps: Float32Array, points: number): Float32Array {
  const y = new Float32Array(maps.length);
  for (let coil = 0; coil < maps.length; coil += 2 * points) {
    for (let i = 0; i < points; i++) {
      const [re, im] = [x[i] ?? 0, x[points + i] ?? 0];
      const [mapRe, mapIm] = [maps[coil + i] ?? 0, maps[coil + points + i] ?? 0];
      y[coil + i] = re * mapRe - im * mapIm;
      y[coil + points + i] = re * mapIm + im * mapRe;
    }
  }
  return y;
}

function combined(y: Float32Array, maps: Float32Array, points: number): Float32Array {
  const x = new Float32Array(2 * points);
  for (let coil = 0; coil < maps.length; coil += 2 * points) {
    for (let i = 0; i < points; i++) {
      const [re, im] = [y[coil + i] ?? 0, y[coil + points + i] ?? 0];
      const [mapRe, mapIm] = [maps[coil + i] ?? 0, maps[coil + points + i] ?? 0];
      x[i] = (x[i] ?? 0) + re * mapRe + im * mapIm;
      x[points + i] = (x[points + i] ?? 0) + im * mapRe - re * mapIm;
    }
  }
  return x;
}
