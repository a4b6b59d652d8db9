import { describe, expect, it } from 'vitest';
import { gradients, input, mul, reduceSum, type Tensor } from '../src/graph/index.ts';
import type { Linear, LinearOperator } from '../src/imaging/operators/linear-operator.ts';
import { product } from '../src/util/arrays.ts';
import { present } from '../src/util/errors.ts';
import { RandomStream } from '../src/util/random.ts';
import { runGraph } from './run-graph.ts';

/** How an operator is checked. */
export interface LinearOperatorCheckOptions {
  /** Allowed error of the adjoint and of linearity, relative; 1e-5 by default. */
  readonly tolerance?: number;
  /** How far graph and plain arrays may be apart, relative to the norm; 1e-5 by default. */
  readonly agreement?: number;
  /** Whether a batch of two is traced as well; true by default. */
  readonly batch?: boolean;
}

/**
 * Proves an operator that is made of plain arrays: shapes, linearity, adjoint and normal operator on arrays and in the
 * graph, that both give the same, and that the graph's gradient is the adjoint.
 *
 * @example checkLinearOperator('fourier', () => fourier([2, 8, 6]));
 */
export function checkLinearOperator(
  title: string,
  make: () => LinearOperator,
  { tolerance = 1e-5, agreement = 1e-5, batch = true }: LinearOperatorCheckOptions = {},
): void {
  describe(title, () => {
    const operator = make();
    const { inputShape, outputShape } = operator;
    const random = (name: string, shape: readonly number[]) => normal(name, product(shape));
    const [x, z, y] = [random('x', inputShape), random('z', inputShape), random('y', outputShape)];

    it('gives arrays of its shapes', () => {
      expect(operator.apply(x)).toHaveLength(product(outputShape));
      expect(operator.adjoint(y)).toHaveLength(product(inputShape));
      expect(operator.normal(x)).toHaveLength(product(inputShape));
    });

    it('leaves what it is given as it is', () => {
      const [keptX, keptY] = [x.slice(), y.slice()];
      operator.normal(x);
      operator.adjoint(y);
      expect(x).toEqual(keptX);
      expect(y).toEqual(keptY);
    });

    it('is linear', () => {
      const combined = operator.apply(x.map((value, i) => 2 * value - 0.5 * (z[i] ?? 0)));
      const [ax, az] = [operator.apply(x), operator.apply(z)];
      const expected = ax.map((value, i) => 2 * value - 0.5 * (az[i] ?? 0));
      expect(distance(combined, expected)).toBeLessThan(tolerance);
    });

    it('has its adjoint, and its normal operator', () => {
      expect(adjointError(operator, x, y)).toBeLessThan(tolerance);
      expect(distance(operator.normal(x), operator.adjoint(operator.apply(x)))).toBeLessThan(agreement);
    });

    it('gives the same in a graph, where the gradient is the adjoint', async () => {
      const traced = await runTraced(operator, [], x, y);
      expect(distance(traced.applied, operator.apply(x))).toBeLessThan(agreement);
      expect(distance(traced.back, operator.adjoint(y))).toBeLessThan(agreement);
      expect(distance(traced.normal, operator.normal(x))).toBeLessThan(agreement);
      expect(distance(traced.gradient, traced.back)).toBeLessThan(agreement);
      const error = Math.abs(dot(traced.applied, y) - dot(x, traced.back));
      expect(error / (norm(traced.applied) * norm(y))).toBeLessThan(tolerance);
    });

    it.runIf(batch)('takes batches in a graph', async () => {
      const traced = await runTraced(operator, [2], joined(x, z), joined(y, y));
      const expected = joined(operator.apply(x), operator.apply(z));
      expect(distance(traced.applied, expected)).toBeLessThan(agreement);
      const back = operator.adjoint(y);
      expect(distance(traced.back, joined(back, back))).toBeLessThan(agreement);
    });

    it('refuses other shapes', () => {
      expect(() => operator.apply(new Float32Array(x.length + 1))).toThrow(/expected .* numbers/);
      expect(() => operator.apply(input('x', [...inputShape.slice(0, -1), 1000]))).toThrow(/a tensor \[/);
    });
  });
}

/** |⟨A x, y⟩ − ⟨x, A* y⟩| relative to ‖A x‖ ‖y‖. */
function adjointError(operator: LinearOperator, x: Float32Array, y: Float32Array): number {
  const ax = operator.apply(x);
  return Math.abs(dot(ax, y) - dot(x, operator.adjoint(y))) / (norm(ax) * norm(y));
}

/** ‖a − b‖ / ‖b‖ */
export function distance(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return norm(a.map((value, i) => value - (b[i] ?? 0))) / Math.max(norm(b), Number.MIN_VALUE);
}

async function runTraced(
  { inputShape, outputShape, ...operator }: LinearOperator,
  batch: readonly number[],
  x: Float32Array,
  y: Float32Array,
) {
  const tx = input('x', [...batch, ...inputShape]);
  const ty = input('y', [...batch, ...outputShape]);
  const call = (linear: Linear, t: Tensor) => linear(t);
  const applied = call(operator.apply, tx);
  const [gradient] = gradients(reduceSum(mul(applied, ty)), [tx]);
  const outputs = {
    applied,
    back: call(operator.adjoint, ty),
    normal: call(operator.normal, tx),
    gradient: present(gradient, 'the gradient'),
  };
  const results = await runGraph(outputs, { x, y });
  const floats = (name: keyof typeof outputs) => Float32Array.from(results[name] ?? [], Number);
  return {
    applied: floats('applied'),
    back: floats('back'),
    normal: floats('normal'),
    gradient: floats('gradient'),
  };
}

function normal(name: string, count: number): Float32Array {
  const stream = RandomStream.derive(1, name);
  return Float32Array.from({ length: count }, () => stream.normal());
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((total, value, i) => total + value * (b[i] ?? 0), 0);
}

function norm(a: Float32Array): number {
  return Math.sqrt(dot(a, a));
}
