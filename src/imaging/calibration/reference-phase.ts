import { timesAdjoint } from '../linear-algebra/complex-matrix.ts';
import { hermitianEigen } from '../linear-algebra/hermitian-eigen.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { coilMatrix, multiCoil } from './multi-coil.ts';

/**
 * Which coil has phase 0 everywhere: sensitivities are known up to a phase at each pixel. `virtual` is the sum of coils
 * with the most signal, which has no blind spot; `first` the first coil.
 */
export type ReferenceCoil = 'virtual' | 'first';

/**
 * Turns sensitivities so that the reference coil's phase is 0 at each pixel.
 *
 * @param maps [coil, 2, row, column]
 * @param region calibration data of the same coils, which tell the virtual coil
 * @returns new maps
 */
export function referencePhase(
  maps: ShapedArray,
  region: ShapedArray,
  reference: ReferenceCoil = 'virtual',
): ShapedArray {
  const { coils, points } = multiCoil('referencePhase', maps);
  const weights = reference === 'virtual' ? principalCoil(region) : { re: [1], im: [0] };
  const data = maps.data.slice();
  for (let i = 0; i < points; i++) {
    let [re, im] = [0, 0];
    for (let coil = 0; coil < coils; coil++) {
      const [x, y] = [data[2 * coil * points + i] ?? 0, data[(2 * coil + 1) * points + i] ?? 0];
      const [a, b] = [weights.re[coil] ?? 0, weights.im[coil] ?? 0];
      re += a * x - b * y;
      im += a * y + b * x;
    }
    const size = Math.hypot(re, im);
    if (size > 0) turn(data, i, points, re / size, -im / size);
  }
  return { data, shape: maps.shape };
}

/** The weights of the sum of coils with the most signal. */
function principalCoil(region: ShapedArray) {
  const samples = coilMatrix(region);
  const { re, im } = hermitianEigen(timesAdjoint(samples, samples), () => 1).vectors;
  return { re, im: im.map((value) => -value) };
}

/** Multiplies all coils' values at a pixel. */
function turn(data: Float32Array, pixel: number, points: number, cos: number, sin: number): void {
  for (let at = pixel; at < data.length; at += 2 * points) {
    const [x, y] = [data[at] ?? 0, data[at + points] ?? 0];
    data[at] = x * cos - y * sin;
    data[at + points] = x * sin + y * cos;
  }
}
