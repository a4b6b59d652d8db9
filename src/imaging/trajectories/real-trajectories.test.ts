import { describe, expect, it } from 'vitest';
import { hasSharedData, SHARED_DATA, withFile } from '../../../test/open-file.ts';
import { floatValues } from '../../formats/index.ts';
import { sum } from '../../util/arrays.ts';
import { rootSumOfSquares } from '../calibration/root-sum-of-squares.ts';
import { nonUniformFourier } from '../operators/non-uniform-fourier.ts';
import { shaped } from '../shaped-array.ts';
import { densityCompensation } from './density-compensation.ts';
import { type RadialOptions, radialDensity, radialTrajectory } from './radial.ts';

async function numbers(path: string, member?: string): Promise<Float32Array> {
  const url = new URL(`kspace/licence_not_stated/${path}`, SHARED_DATA);
  return withFile(url, (file) => floatValues(file), member === undefined ? {} : { member });
}

/** Pairs, samples fastest, as planar [lead, 2, sample]. */
function planar(pairs: Float32Array, samples: number): Float32Array {
  return Float32Array.from(pairs, (_, i) => {
    const part = Math.floor(i / samples) % 2;
    const lead = Math.floor(i / (2 * samples));
    return pairs[2 * (lead * samples + (i % samples)) + part] ?? 0;
  });
}

describe.skipIf(!hasSharedData)('real non-Cartesian data', () => {
  it("has the density compensation of a spiral that Lustig's own weights are", async () => {
    const [spokes, samples] = [60, 1182];
    const cycles = planar(await numbers('lustig_spiral8ch/spiral.mat', 'k'), spokes * samples);
    const trajectory = shaped(
      cycles.map((k) => 256 * k),
      [2, spokes, samples],
    );
    const own = densityCompensation(trajectory, [256, 256], { iterations: 8 }).data;
    const theirs = await numbers('lustig_spiral8ch/spiral.mat', 'w');
    const dot = (a: Float32Array, b: Float32Array) => sum(a.map((value, i) => value * (b[i] ?? 0)));
    expect(dot(own, theirs) / Math.sqrt(dot(own, own) * dot(theirs, theirs))).toBeGreaterThan(0.99);
  });

  it('of a phantom, along spokes, leaves less outside of it when gradient delays are known', async () => {
    const [coils, spokes, samples, matrix] = [3, 29, 384, 192];
    const all = await numbers('sms_nlinv_radial/kMB1_top_SP29.cfl');
    const kspace = planar(all.subarray(0, 2 * coils * spokes * samples), spokes * samples);
    /** The share of the image's energy that is beyond the disc, in the corners. */
    const outside = (options: Partial<RadialOptions>) => {
      const scan = { spokes, samples, matrix, angles: 'full-circle', center: 191.5, ...options } as const;
      const weights = radialDensity(scan);
      const gridding = nonUniformFourier(radialTrajectory(scan), [coils, 2, matrix, matrix], { weights });
      const weighted = kspace.map((value, i) => value * Math.sqrt(weights.data[i % (spokes * samples)] ?? 0));
      const { data } = rootSumOfSquares(shaped(gridding.adjoint(weighted), [coils, 2, matrix, matrix]));
      const distance = (i: number) =>
        Math.hypot(Math.floor(i / matrix) - matrix / 2, (i % matrix) - matrix / 2);
      const energy = data.map((value) => value ** 2);
      return sum(energy.filter((_, i) => distance(i) > 0.47 * matrix)) / sum(energy);
    };
    const known = outside({ delays: [-0.614225, -0.65167, -0.000881] });
    expect(known).toBeLessThan(0.95 * outside({}));
    expect(known).toBeLessThan(0.7 * outside({ delays: [0.614225, 0.65167, 0.000881] }));
  });
});
