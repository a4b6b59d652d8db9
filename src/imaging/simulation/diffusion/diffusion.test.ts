import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../util/random.ts';
import { withRicianNoise } from '../rician.ts';
import goldens from './diffusion.json' with { type: 'json' };
import { gradientDirections } from './directions.ts';
import {
  compartmentKurtosis,
  compartmentSignal,
  directionalKurtosis,
  kurtosisSignal,
  kurtosisTensor,
  meanKurtosis,
  meanTensor,
} from './kurtosis.ts';
import { diffusionMaps, diffusionScheme, simulateDiffusion } from './simulate-diffusion.ts';
import { axialTensor, type Direction, diffusivity, fractionalAnisotropy, meanDiffusivity } from './tensor.ts';
import { randomVoxel } from './voxels.ts';

test('anisotropy and mean diffusivity agree with eigenvalues by numpy', () => {
  for (const { tensor, fa, md } of goldens.tensors) {
    expect(fractionalAnisotropy(tensor)).toBeCloseTo(fa, 12);
    expect(meanDiffusivity(tensor)).toBeCloseTo(md, 15);
  }
  expect(fractionalAnisotropy(axialTensor([0, 0.6, 0.8], 1e-3, 0))).toBeCloseTo(1, 12);
  expect(diffusivity(axialTensor([0, 0.6, 0.8], 2e-3, 1e-3), [0, 0.6, 0.8])).toBeCloseTo(2e-3, 15);
});

describe('kurtosis', () => {
  test('of compartments is that of the displacements of water in them', () => {
    for (const { compartments, direction, kurtosis } of goldens.mixtures) {
      const [x = 0, y = 0, z = 0] = direction;
      const made = directionalKurtosis(meanTensor(compartments), kurtosisTensor(compartments), [x, y, z]);
      expect(made).toBeCloseTo(kurtosis, 10);
      expect(compartmentKurtosis(compartments, [x, y, z])).toBeCloseTo(kurtosis, 10);
    }
  });

  test('is what the signal shows at small b, and its formula follows the signal there', () => {
    const { compartments } = randomVoxel(RandomStream.derive(5, 'voxel'));
    const [tensor, kurtosis] = [meanTensor(compartments), kurtosisTensor(compartments)];
    for (const n of gradientDirections(6, 2)) {
      const error = (b: number): number =>
        Math.log(compartmentSignal(compartments, b, n) / kurtosisSignal(tensor, kurtosis, b, n));
      expect(Math.abs(error(100))).toBeLessThan(1e-3);
      expect(error(200) / error(100)).toBeCloseTo(8, 0); // of third order in b
    }
  });

  test('is zero where all water diffuses alike', () => {
    const same = [
      { fraction: 0.3, tensor: axialTensor([1, 0, 0], 2e-3, 1e-3) },
      { fraction: 0.7, tensor: axialTensor([1, 0, 0], 2e-3, 1e-3) },
    ];
    expect(meanKurtosis(same, gradientDirections(20, 1))).toBeCloseTo(0, 12);
  });
});

test('Rician noise has the moments that scipy says', () => {
  for (const { value, mean, std } of goldens.ricians) {
    const noisy = withRicianNoise(new Float32Array(40_000).fill(value), 0.1, RandomStream.derive(1, 'rice'));
    const average = noisy.reduce((a, b) => a + b, 0) / noisy.length;
    const spread = Math.sqrt(noisy.reduce((sum, x) => sum + (x - average) ** 2, 0) / noisy.length);
    expect(Math.abs(average - mean)).toBeLessThan(5 * 0.0005);
    expect(Math.abs(spread - std)).toBeLessThan(5 * 0.0005);
  }
});

describe('gradient directions', () => {
  function nearestDegrees(directions: readonly Direction[]): number[] {
    return directions.map(([x, y, z], i) => {
      const others = directions.filter((_, j) => j !== i);
      const closest = Math.max(...others.map(([u, v, w]) => Math.abs(x * u + y * v + z * w)));
      return (Math.acos(Math.min(1, closest)) * 180) / Math.PI;
    });
  }

  test('three are at right angles, six are the axes of an icosahedron', () => {
    for (const angle of nearestDegrees(gradientDirections(3, 1))) expect(angle).toBeCloseTo(90, 1);
    for (const angle of nearestDegrees(gradientDirections(6, 1))) expect(angle).toBeCloseTo(63.435, 0);
  });

  test('thirty are far from each other, and of length 1', () => {
    const thirty = gradientDirections(30, 4);
    expect(Math.min(...nearestDegrees(thirty))).toBeGreaterThan(22);
    for (const n of thirty) expect(Math.hypot(...n)).toBeCloseTo(1, 12);
  });

  test('numbers that cannot be are refused', () => {
    expect(() => gradientDirections(0, 1)).toThrow('expected from 1 to 1024 directions');
  });
});

describe('simulated diffusion', () => {
  const scheme = diffusionScheme(
    [
      { b: 1000, directions: 5 },
      { b: 2000, directions: 6 },
    ],
    1,
  );

  test('has shapes, plausible maps, and repeats', () => {
    const of = (seed: number) => simulateDiffusion({ voxels: 200, scheme, seed });
    const { signals, maps } = of(1);
    expect(signals.shape).toEqual([200, 12]);
    expect(maps.shape).toEqual([200, diffusionMaps.length]);
    for (let voxel = 0; voxel < 200; voxel++) {
      const [fa = -1, md = -1, mk = -1] = maps.data.subarray(3 * voxel, 3 * voxel + 3);
      expect(fa >= 0 && fa < 0.95 && md > 0.3 && md <= 3 && mk >= 0 && mk < 2.5).toBe(true);
    }
    expect(of(1)).toEqual({ signals, maps });
    expect(of(2).maps.data).not.toEqual(maps.data);
  });

  test('without noise begins at 1 and falls', () => {
    const { signals } = simulateDiffusion({ voxels: 50, scheme, snr: Number.POSITIVE_INFINITY, seed: 3 });
    for (let voxel = 0; voxel < 50; voxel++) {
      const [first = 0, ...weighted] = signals.data.subarray(12 * voxel, 12 * voxel + 12);
      expect(first).toBeCloseTo(1, 6);
      expect(Math.max(...weighted)).toBeLessThan(1);
    }
  });

  test('of what cannot be is refused', () => {
    expect(() => diffusionScheme([], 1)).toThrow('expected shells with b above 0, in s/mm², received none');
    expect(() => diffusionScheme([{ b: -5, directions: 3 }], 1)).toThrow('received -5');
    expect(() => simulateDiffusion({ voxels: 0, scheme, seed: 1 })).toThrow('expected at least 1 voxel');
  });
});
