/** CG-SENSE in tensors: the scan as a graph. Its adjoint is what `gradients` makes of it. */
import {
  add,
  complexMultiply,
  constant,
  div,
  fourierTransform,
  gradients,
  input,
  mul,
  reduceSum,
  stopGradient,
  sub,
  type Tensor,
} from 'echotrain/graph';
import { toOnnx } from 'echotrain/onnx';
import { nodeDevice } from 'echotrain/runtime/node';
import { type Course, main, type Scan, tolerance } from './problem.ts';

/** A x: every coil sees the image through its map, in k-space, where it was sampled. */
function forward(x: Tensor, { maps, mask }: Scan): Tensor {
  const seen = complexMultiply(x, constant(maps.data, maps.shape));
  return mul(fourierTransform(seen), constant(mask.data, mask.shape));
}

/** A* y, by the chain rule: the derivative of ⟨A x, y⟩ with respect to x, whatever x is; y stays fixed. */
function adjoint(y: Tensor, x: Tensor, scan: Scan): Tensor {
  const [slope] = gradients(dot(forward(x, scan), stopGradient(y)), [x]);
  return slope;
}

/** The real part of the inner product. */
function dot(a: Tensor, b: Tensor): Tensor {
  return reduceSum(mul(a, b));
}

/** One step of conjugate gradients (Hestenes and Stiefel 1952): the state goes in, the next one comes out. */
function step(scan: Scan, shape: readonly number[]) {
  const [x, r, p] = [input('x', shape), input('r', shape), input('p', shape)];
  const q = adjoint(forward(p, scan), p, scan);
  const energy = dot(r, r);
  const length = div(energy, dot(p, q));
  const nextR = sub(r, mul(q, length));
  const nextEnergy = dot(nextR, nextR);
  const nextP = add(nextR, mul(p, div(nextEnergy, energy)));
  return { nextX: add(x, mul(p, length)), nextR, nextP, nextEnergy };
}

/** Solves A* A x = A* y from x = 0. */
export async function solve(scan: Scan, iterations: number): Promise<Course> {
  const shape = scan.maps.shape.slice(1);
  const x = input('x', shape);
  const start = adjoint(constant(scan.kspace.data, scan.kspace.shape), x, scan);
  const zeros = () => new Float32Array(start.size);

  const device = nodeDevice('cpu');
  const beginning = await device.load(toOnnx({ start }), { threads: 1 });
  const state = { x: zeros(), r: zeros(), p: zeros() };
  await beginning.bind({}, { start: state.r })();
  await beginning.release();
  state.p.set(state.r);
  const first = state.r.reduce((sum, value) => sum + value * value, 0);

  const session = await device.load(toOnnx(step(scan, shape)), { threads: 1 });
  const next = { nextX: zeros(), nextR: zeros(), nextP: zeros(), nextEnergy: Float32Array.of(first) };
  const run = session.bind(state, next);
  const course: { residuals: number[]; images: Float32Array[] } = { residuals: [], images: [] };
  for (let i = 0; i < iterations && (next.nextEnergy[0] ?? 0) > tolerance ** 2 * first; i++) {
    await run();
    state.x.set(next.nextX);
    state.r.set(next.nextR);
    state.p.set(next.nextP);
    course.residuals.push(Math.sqrt((next.nextEnergy[0] ?? 0) / first));
    course.images.push(next.nextX.slice());
  }
  await session.release();
  return course;
}

await main(import.meta, solve);
