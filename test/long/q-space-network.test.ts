import { describe, expect, it } from 'vitest';
import { Dataset } from '../../src/data/index.ts';
import {
  type DiffusionData,
  diffusionScheme,
  fractionalAnisotropy,
  simulateDiffusion,
  type Weighting,
} from '../../src/imaging/index.ts';
import { qSpaceNetwork } from '../../src/models/index.ts';
import { nodeDevice } from '../../src/runtime/node.ts';
import {
  adam,
  cosineDecay,
  meanSquaredError,
  predict,
  fit as train,
  type Weights,
} from '../../src/train/index.ts';
import { range, sum } from '../../src/util/arrays.ts';
import { expectClose } from '../close.ts';

const device = nodeDevice('cpu');

/** One measurement without weighting, five at b = 1000 s/mm², six at 2000. */
const scheme = diffusionScheme(
  [
    { b: 1000, directions: 5 },
    { b: 2000, directions: 6 },
  ],
  1,
);
const MEASUREMENTS = scheme.length;
const MAPS = 3;

function voxels(count: number, seed: number): Dataset {
  return datasetOf(simulateDiffusion({ voxels: count, scheme, snr: 30, seed }));
}

function datasetOf({ signals, maps }: DiffusionData): Dataset {
  const targets = { kind: 'values', data: maps.data, shape: [MAPS] } as const;
  return new Dataset({ name: 'voxels', inputs: signals.data, inputShape: [MEASUREMENTS], targets });
}

/** ln S = ln S₀ − b nᵀ D n + b² V / 6, V = MD² K: a tensor with one kurtosis for all directions; b in ms/µm². */
function design({ b: bInS, direction: [x, y, z] }: Weighting): number[] {
  const b = bInS / 1000;
  const tensor = [x * x, y * y, z * z, 2 * x * y, 2 * x * z, 2 * y * z].map((factor) => -b * factor);
  return [1, ...tensor, (b * b) / 6];
}

/** FA, MD and MK of one voxel by linear least squares from its measurements. */
function leastSquares(signals: Float32Array): number[] {
  const logs = Array.from(signals, (signal) => Math.log(Math.max(signal, 1e-3)));
  const rows = scheme.map(design);
  const normal = range(8).map((i) =>
    range(8).map((j) => sum(rows.map((row) => (row[i] ?? 0) * (row[j] ?? 0)))),
  );
  const right = range(8).map((i) => sum(rows.map((row, m) => (row[i] ?? 0) * (logs[m] ?? 0))));
  const [, xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0, v = 0] = solved(normal, right);
  const mean = (xx + yy + zz) / 3;
  return [fractionalAnisotropy({ xx, yy, zz, xy, xz, yz }), mean, v / mean ** 2];
}

/** The solution of a positive definite system, by elimination. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (const [i, pivot] of rows.entries()) {
    const scale = pivot[i] ?? 1;
    rows[i] = pivot.map((value) => value / scale);
    for (const [j, row] of rows.entries()) {
      const factor = row[i] ?? 0;
      if (j !== i) rows[j] = row.map((value, k) => value - factor * (rows[i]?.[k] ?? 0));
    }
  }
  return rows.map((row) => row.at(-1) ?? 0);
}

/** The median of the absolute errors of each map: outliers of the fit do not count more than others. */
function medianErrors(found: ArrayLike<number>, truth: ArrayLike<number>): number[] {
  return range(MAPS).map((map) => {
    const errors = range(truth.length / MAPS).map((i) =>
      Math.abs((found[i * MAPS + map] ?? 0) - (truth[i * MAPS + map] ?? 0)),
    );
    return errors.toSorted((a, b) => a - b)[Math.floor(errors.length / 2)] ?? 0;
  });
}

async function trained(): Promise<{ readonly weights: Weights; readonly test: Dataset }> {
  const { weights } = await train(qSpaceNetwork({ outputs: MAPS }), voxels(20_000, 1), {
    device,
    loss: meanSquaredError(),
    optimizer: adam({ learningRate: cosineDecay({ learningRate: 2e-3 }) }),
    batchSize: 100,
    epochs: 30,
    seed: 1,
  });
  return { weights, test: voxels(4000, 2) };
}

describe('the q-space network', () => {
  it('finds anisotropy, diffusivity and kurtosis of 12 measurements better than a linear fit of them', async () => {
    const { weights, test } = await trained();
    const { values } = await predict(qSpaceNetwork({ outputs: MAPS }), weights, test, { device });
    const fitted = range(test.count).flatMap((voxel) => leastSquares(test.input(voxel)));
    const [learned, linear] = [values, fitted].map((found) => medianErrors(found, test.targets.data));
    // FA 0.029 instead of 0.090, MD 0.047 instead of 0.091 µm²/ms, MK 0.32 instead of 1.07
    for (const map of range(MAPS)) expect(learned?.[map]).toBeLessThan(0.7 * (linear?.[map] ?? 0));

    const side = 20;
    const image = qSpaceNetwork({ inputShape: [MEASUREMENTS, side, side], outputs: MAPS });
    const points = side * side;
    const pixels = Float32Array.from({ length: MEASUREMENTS * points }, (_, i) => {
      return test.inputs[(i % points) * MEASUREMENTS + Math.floor(i / points)] ?? 0;
    });
    const maps = (await predict(image, weights, pixels, { device })).values;
    const expected = range(MAPS * points).map(
      (i) => values[(i % points) * MAPS + Math.floor(i / points)] ?? 0,
    );
    expectClose(maps, expected, 1e-5, 'maps of an image');
  });
});
