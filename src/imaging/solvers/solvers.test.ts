import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../test/close.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { add, constant, div, input, matMul, mul, reshape, sub, type Tensor } from '../../graph/index.ts';
import { product, range } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import { identity, scaled } from '../operators/block-operator.ts';
import { finiteDifferences } from '../operators/finite-differences.ts';
import { forwardDifference } from '../operators/forward-difference.ts';
import { wavelet } from '../operators/wavelet.ts';
import { conjugateGradients } from './conjugate-gradients.ts';
import { fista } from './fista.ts';
import { operatorNorm } from './operator-norm.ts';
import { primalDual } from './primal-dual.ts';
import { projectOntoBalls, softThreshold } from './proximal-maps.ts';
import type { StepSolver } from './step-solver.ts';
import { waveletShrinkage } from './wavelet-shrinkage.ts';

/** The solution after some iterations, written as one graph. */
async function solved(solver: StepSolver, iterations: number): Promise<number[]> {
  let variables = solver.start;
  for (let i = 0; i < iterations; i++) variables = solver.step(variables);
  const { solution } = await runGraph({ solution: add(variables[solver.solution] ?? constant(0), 0) });
  return Array.from(solution ?? [], Number);
}

describe('conjugateGradients', () => {
  // 4x + y = 1 and x + 3y = 2: x = 1/11, y = 7/11.
  const operator = (x: Tensor) => reshape(matMul(constant([4, 1, 1, 3], [2, 2]), reshape(x, [2, 1])), [2]);

  it('solves a system of n equations in n iterations, and stays there', async () => {
    const solver = conjugateGradients({ operator, rightSide: constant([1, 2]) });
    expectClose(await solved(solver, 2), [1 / 11, 7 / 11], 1e-6, 'x');
    expectClose(await solved(solver, 20), [1 / 11, 7 / 11], 1e-6, 'x');
    // The first is steepest descent: α = 5/20.
    expectClose(await solved(solver, 1), [0.25, 0.5], 1e-6, 'x');
  });

  it('finds 0 where there is nothing to solve', async () => {
    expect(await solved(conjugateGradients({ operator, rightSide: constant([0, 0]) }), 3)).toEqual([0, 0]);
  });
});

describe('fista', () => {
  // ½(2x − 6)² + |x| is least at x = 2.75; ½(½y + 1)² + |y| at y = 0, since |½ · 1| < 1.
  const scale = constant([2, 0.5]);
  const data = constant([6, -1]);
  const problem = {
    gradient: (x: Tensor) => mul(scale, sub(mul(scale, x), data)),
    proximal: (z: Tensor, step: Tensor | number) => softThreshold(reshape(z, [2, 1]), step, [1]),
    stepSize: 0.2,
    start: constant([1, 1]),
  };
  const flat = {
    ...problem,
    proximal: (z: Tensor, step: Tensor | number) => reshape(problem.proximal(z, step), [2]),
  };

  it('minimizes what is smooth and what is not', async () => {
    expectClose(await solved(fista(flat), 60), [2.75, 0], 1e-4, 'x');
  });

  it('takes a known first gradient for granted', async () => {
    const known = await solved(fista({ ...flat, startGradient: problem.gradient(problem.start) }), 5);
    expect(known).toEqual(await solved(fista(flat), 5));
  });

  it('is faster than descent without momentum', async () => {
    const slow = { ...flat, stepSize: 0.02, start: constant([0, 0]) };
    const [x = 0] = await solved(fista(slow), 12);
    // Without momentum the error shrinks by 1 − 0.02 · 4 an iteration.
    expect(Math.abs(x - 2.75)).toBeLessThan(2.75 * 0.92 ** 12);
  });
});

describe('primalDual', () => {
  const noisy = [1, 1.2, 0.8, 1, 5, 5.2, 4.8, 5];

  it('denoises a step by total variation: flat parts, closer together by λ over their length', async () => {
    const shape = [1, 2, 8];
    const f = constant([...noisy, ...noisy], shape);
    const problem = {
      operator: finiteDifferences(shape),
      dualProximal: (p: Tensor) => projectOntoBalls(p, 0.5, [0, 1]),
      start: f,
    };
    const expected = [1.125, 1.125, 1.125, 1.125, 4.875, 4.875, 4.875, 4.875];
    // The data term as a smooth part, then by its proximal map: τ = σ = 1/√8.
    const smooth = primalDual({ ...problem, gradient: (x) => sub(x, f), steps: { primal: 0.4, dual: 0.25 } });
    expectClose(await solved(smooth, 150), [...expected, ...expected], 1e-3, 'x');
    const proximal = (x: Tensor, step: Tensor | number) => div(add(x, mul(f, step)), add(constant(1), step));
    const implicit = primalDual({ ...problem, proximal, steps: { primal: 0.35, dual: 0.35 } });
    expectClose(await solved(implicit, 150), [...expected, ...expected], 1e-3, 'x');
  });
});

describe('waveletShrinkage', () => {
  const noise = (shape: readonly number[]) => {
    const stream = RandomStream.derive(5, 'shrinkage');
    return Float32Array.from({ length: product(shape) }, () => stream.normal());
  };

  it.each(['mirrored', 'periodic'] as const)('changes nothing without a threshold: %s', async (extension) => {
    const shape = [2, 45, 37];
    const values = noise(shape);
    const { y } = await runGraph({ y: waveletShrinkage(input('x', shape), 0, { extension }) }, { x: values });
    expectClose(y ?? [], values, 2e-6, 'the image');
  });

  it('is soft thresholding between an orthogonal transform and its inverse', async () => {
    const shape = [2, 32, 48];
    const x = input('x', shape);
    const transform = wavelet(shape);
    const plain = transform.adjoint(softThreshold(transform.apply(x), 0.7, [0]));
    const shrunk = waveletShrinkage(x, 0.7, { extension: 'periodic' });
    const { a, b } = await runGraph({ a: plain, b: shrunk }, { x: noise(shape) });
    expectClose(b ?? [], a ?? [], 1e-5, 'the image');
  });

  it('leaves what is small of an image alone that is large and flat, up to its border', async () => {
    const shape = [2, 20, 20];
    const flat = new Float32Array(800).fill(3);
    const { y } = await runGraph({ y: waveletShrinkage(input('x', shape), 0.01) }, { x: flat });
    // Of a flat image the low band alone is left, and loses θ of 2 · 3√2 a pixel.
    expectClose(
      y ?? [],
      flat.map(() => 3 * (1 - 0.01 / (2 * 3 * Math.SQRT2))),
      1e-3,
      'the image',
    );
  });
});

describe('operatorNorm', () => {
  it('finds the largest singular value', () => {
    expect(operatorNorm(scaled(-3, identity([4])))).toBeCloseTo(3, 5);
    // Of n differences 2 sin(π n / (2n + 2)) at most: 2 cos(π / 2n) for n elements.
    expect(operatorNorm(forwardDifference([16], -1), { iterations: 300 })).toBeCloseTo(
      2 * Math.cos(Math.PI / 32),
      3,
    );
    expect(operatorNorm(scaled(0, identity([4])))).toBe(0);
  });
});

describe('proximal maps', () => {
  const x = input('x', [2, 3]);
  const values = Float32Array.from([3, 0.3, 0, 4, 0.4, 0]);

  it('shrink lengths, and limit them', async () => {
    const { soft, ball, none } = await runGraph(
      {
        soft: softThreshold(x, 1, [0]),
        ball: projectOntoBalls(x, 1, [0]),
        none: projectOntoBalls(x, 0, [0]),
      },
      { x: values },
    );
    expectClose(soft ?? [], [2.4, 0, 0, 3.2, 0, 0], 1e-6, 'soft thresholding');
    expectClose(ball ?? [], [0.6, 0.3, 0, 0.8, 0.4, 0], 1e-6, 'projection');
    expect(Array.from(none ?? [], Number)).toEqual(range(6).map(() => 0));
  });
});
