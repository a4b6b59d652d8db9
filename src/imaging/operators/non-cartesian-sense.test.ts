import { describe, expect, it } from 'vitest';
import { checkLinearOperator, distance } from '../../../test/linear-operator-check.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { add, input, mul } from '../../graph/index.ts';
import { range } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { conjugateGradients } from '../solvers/conjugate-gradients.ts';
import { radialTrajectory } from '../trajectories/radial.ts';
import type { LinearOperator } from './linear-operator.ts';
import golden from './non-cartesian-sense.json' with { type: 'json' };
import { nonCartesianSense } from './non-cartesian-sense.ts';

/** The oracle's sensitivities. */
function maps(coils: number, size: number): ShapedArray {
  const data = range(coils * 2 * size * size).map((i) => {
    const [column, row] = [i % size, Math.floor(i / size) % size].map((at) => at / size - 0.5);
    const [part, coil] = [Math.floor(i / size ** 2) % 2, Math.floor(i / size ** 2 / 2)];
    return part === 0 ? Math.cos((row ?? 0) + coil) * 0.6 : 0.5 * Math.sin(2 * (column ?? 0) - coil);
  });
  return shaped(Float32Array.from(data), [coils, 2, size, size]);
}

checkLinearOperator(
  'SENSE along spokes',
  () => nonCartesianSense({ trajectory: radialTrajectory({ spokes: 7, samples: 12 }), maps: maps(3, 10) }),
  { agreement: 3e-5 },
);

/** The regularized least-squares image after some iterations, all of them in one graph. */
async function solved(scan: LinearOperator, data: Float32Array, lambda: number, iterations: number) {
  const { start, step } = conjugateGradients({
    operator: (x) => add(scan.normal(x), mul(x, lambda)),
    rightSide: scan.adjoint(input('data', scan.outputShape)),
  });
  const { x } = range(iterations).reduce((variables) => step(variables), start);
  const results = await runGraph({ x }, { data });
  return Float32Array.from(present(results.x, 'x'), Number);
}

describe('SENSE along a trajectory', () => {
  it('gives by conjugate gradients what BART gives', async () => {
    const { size, spokes, samples, matrix, coils, regularization, iterations, image } = golden;
    const trajectory = radialTrajectory({ spokes, samples, matrix });
    const data = Float32Array.from({ length: coils * 2 * spokes * samples }, (_, i) =>
      Math.sin(0.37 * i ** 2 + 0.1),
    );
    const scan = nonCartesianSense({ trajectory, maps: maps(coils, size) });
    const found = await solved(scan, data, regularization, iterations);
    expect(distance(found, Float32Array.from(image))).toBeLessThan(3e-3);
  });
});
