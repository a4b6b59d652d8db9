/** CG-SENSE in TensorFlow.js Core, next to `tensors.ts`. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // brings the operators' gradients along
import { type Course, main, type Scan, tolerance } from './problem.ts';

/** Real and imaginary parts. */
type Complex = readonly [re: tf.Tensor, im: tf.Tensor];

/** The complex product made of a real one, element by element unless another is given. */
function multiply([a, b]: Complex, [c, d]: Complex, product = elementwise): Complex {
  return [tf.sub(product(a, c), product(b, d)), tf.add(product(a, d), product(b, c))];
}

function elementwise(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.mul(a, b);
}

/** The matrix of the centered Fourier transform of a line. The fft of this library takes minutes on a processor. */
function fourierMatrix(size: number): Complex {
  const angles = Float32Array.from({ length: size * size }, (_, i) => {
    const [k, n] = [Math.floor(i / size) - size / 2, (i % size) - size / 2];
    return (-2 * Math.PI * ((k * n) % size)) / size;
  });
  const part = (wave: (angle: number) => number) =>
    tf.tensor(
      angles.map((angle) => wave(angle) / Math.sqrt(size)),
      [size, size],
    );
  return [part(Math.cos), part(Math.sin)];
}

/** Planar data [..., 2, row, column] as two tensors [..., row, column]. */
function parts(data: Float32Array, shape: readonly number[]): Complex {
  const [re, im] = tf.unstack(tf.tensor(data, [...shape]), shape.length - 3);
  if (!re || !im) throw new Error('planar complex data have two parts');
  return [re, im];
}

/** The real part of the inner product, as a tensor. */
function dot([a, b]: Complex, [c, d]: Complex): tf.Scalar {
  return tf.add(tf.sum(tf.mul(a, c)), tf.sum(tf.mul(b, d)));
}

function plus([a, b]: Complex, [c, d]: Complex, scale: number): Complex {
  return [tf.add(a, tf.mul(c, scale)), tf.add(b, tf.mul(d, scale))];
}

/** A x, of images [row, column] to k-space [coil, row, column]. */
function forwardOf({ maps, mask }: Scan): (x: Complex) => Complex {
  const sensitivities = parts(maps.data, maps.shape);
  const kept = tf.tensor(mask.data, [...mask.shape]);
  const matrix = fourierMatrix(maps.shape.at(-1) ?? 0);
  const byMatrix = (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b);
  return (x) => {
    const alongColumns = multiply(multiply(x, sensitivities), matrix, byMatrix);
    const [re, im] = multiply(matrix, alongColumns, byMatrix);
    return [tf.mul(re, kept), tf.mul(im, kept)];
  };
}

/** Solves A* A x = A* y from x = 0 (Hestenes and Stiefel 1952). */
export async function solve(scan: Scan, iterations: number): Promise<Course> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  return tf.tidy(() => {
    const forward = forwardOf(scan);
    const zeros = (): Complex => [tf.zeros([...scan.mask.shape]), tf.zeros([...scan.mask.shape])];
    const adjoint = (y: Complex): Complex => {
      const slopes = tf.grads((a: tf.Tensor, b: tf.Tensor) => dot(forward([a, b]), y));
      const [re, im] = slopes([...zeros()]);
      if (!re || !im) throw new Error('a slope for each part');
      return [re, im];
    };
    const energyOf = (z: Complex) => dot(z, z).dataSync()[0] ?? 0;
    const start = adjoint(parts(scan.kspace.data, scan.kspace.shape));
    const first = energyOf(start);
    let [x, r, p, energy]: [Complex, Complex, Complex, number] = [zeros(), start, start, first];
    const course: { residuals: number[]; images: Float32Array[] } = { residuals: [], images: [] };
    for (let i = 0; i < iterations && energy > tolerance ** 2 * first; i++) {
      const measured = forward(p);
      const length = energy / energyOf(measured);
      x = plus(x, p, length);
      r = plus(r, adjoint(measured), -length);
      const next = energyOf(r);
      p = plus(r, p, next / energy);
      energy = next;
      course.residuals.push(Math.sqrt(energy / first));
      course.images.push(Float32Array.from(x.flatMap((part) => [...part.dataSync()])));
    }
    return course;
  });
}

await main(import.meta, solve);
