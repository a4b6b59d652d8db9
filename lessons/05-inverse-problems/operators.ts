/** CG-SENSE with the library's operators: the scan is one line, the algorithm reads as in the paper. */
import { sense } from 'echotrain/imaging';
import { type Course, main, type Scan, tolerance } from './problem.ts';

/** Solves A* A x = A* y from x = 0 (Hestenes and Stiefel 1952). */
export function solve({ kspace, maps, mask }: Scan, iterations: number): Course {
  const a = sense({ maps, mask });
  const start = a.adjoint(kspace.data);
  let x: Float32Array = new Float32Array(start.length);
  let [r, p] = [start, start];
  const first = dot(r, r);
  let energy = first;
  const course: { residuals: number[]; images: Float32Array[] } = { residuals: [], images: [] };
  for (let i = 0; i < iterations && energy > tolerance ** 2 * first; i++) {
    const q = a.normal(p);
    const step = energy / dot(p, q);
    x = plus(x, p, step);
    r = plus(r, q, -step);
    const next = dot(r, r);
    p = plus(r, p, next / energy);
    energy = next;
    course.residuals.push(Math.sqrt(energy / first));
    course.images.push(x);
  }
  return course;
}

/** The real part of the inner product. */
function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((total, value, i) => total + value * (b[i] ?? 0), 0);
}

/** a + scale · b. */
function plus(a: Float32Array, b: Float32Array, scale: number): Float32Array {
  return a.map((value, i) => value + scale * (b[i] ?? 0));
}

await main(import.meta, solve);
