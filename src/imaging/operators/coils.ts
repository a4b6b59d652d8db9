import {
  complexMultiply,
  constant,
  multiplyByConjugate,
  reduceSum,
  reshape,
  Tensor,
} from '../../graph/index.ts';
import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { type LinearOperator, linearOperator } from './linear-operator.ts';

/**
 * S, what each coil sees of an image: products with the coils' sensitivities; S* adds up the coils' images, each times
 * its conjugate sensitivity (Pruessmann 1999). S* S = 1 where the squared sensitivities add up to 1.
 *
 * @param maps sensitivities [coil, 2, row, column], or with a slice axis before the rows; a tensor may have batch axes
 *   before these, then with `spatial` axes at the end
 * @param spatial how many axes are spatial; of arrays all after the complex one
 * @example const coilImages = coils(maps).apply(image); // [2, row, column] -> [coil, 2, row, column]
 */
export function coils(maps: ShapedArray | Tensor, spatial = spatialAxes(maps)): LinearOperator {
  const outputShape = maps.shape.slice(maps.shape.length - spatial - 2);
  const [count = 0, parts, ...sizes] = outputShape;
  check(outputShape.length === spatial + 2 && parts === 2, () => ({
    where: 'coils',
    expected: 'sensitivities [coil, 2, row, column]',
    received: `[${maps.shape.join(', ')}]`,
  }));
  const points = product(sizes);
  const flat = [count, 2, 1, points];
  const array = maps instanceof Tensor ? null : maps.data;
  const tensor = maps instanceof Tensor ? maps : constant(maps.data, maps.shape);
  const lead = (x: { readonly shape: readonly number[] }, tail: number) =>
    x.shape.slice(0, x.shape.length - tail);
  const folded = () => reshape(tensor, [...lead(tensor, spatial + 2), ...flat]);
  return linearOperator({
    name: 'coils',
    inputShape: [2, ...sizes],
    outputShape,
    arrays: array && {
      apply: (x) => seen(x, array, points),
      adjoint: (y) => combined(y, array, points),
    },
    graph: {
      apply: (x) => {
        const image = reshape(x, [...lead(x, spatial + 1), 1, 2, 1, points]);
        return reshape(complexMultiply(image, folded()), [...lead(x, spatial + 1), ...outputShape]);
      },
      adjoint: (y) => {
        const batch = lead(y, spatial + 2);
        const images = multiplyByConjugate(reshape(y, [...batch, ...flat]), folded());
        return reshape(reduceSum(images, [batch.length]), [...batch, 2, ...sizes]);
      },
    },
  });
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
