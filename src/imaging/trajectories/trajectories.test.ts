import { describe, expect, it } from 'vitest';
import { distance } from '../../../test/linear-operator-check.ts';
import { range, sum } from '../../util/arrays.ts';
import { nonUniformFourier } from '../operators/non-uniform-fourier.ts';
import { sheppLogan } from '../phantoms/shepp-logan.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { densityCompensation } from './density-compensation.ts';
import { radialDensity, radialTrajectory } from './radial.ts';
import { spiralTrajectory } from './spiral.ts';

/** k_row and k_column of a sample. */
function at({ data, shape: [, spokes = 0, samples = 0] }: ShapedArray, spoke: number, sample: number) {
  return [data[spoke * samples + sample] ?? NaN, data[(spokes + spoke) * samples + sample] ?? NaN];
}

/** The phantom's image from samples along a trajectory, by gridding with weights. */
function gridded(trajectory: ShapedArray, weights: ShapedArray, size: number): Float32Array {
  const phantom = sheppLogan();
  const count = weights.data.length;
  const samples = new Float32Array(2 * count);
  range(count).forEach((i) => {
    const [kRow = 0, kColumn = 0] = [trajectory.data[i], trajectory.data[count + i]];
    const root = Math.sqrt(weights.data[i] ?? 0) * size;
    const [re, im] = phantom.kspaceAt(kColumn, -kRow);
    samples[i] = root * re;
    samples[count + i] = root * im;
  });
  return nonUniformFourier(trajectory, [2, size, size], { weights }).adjoint(samples);
}

describe('a radial trajectory', () => {
  it('has the spokes that one asks for, the first along the rows', () => {
    const trajectory = radialTrajectory({ spokes: 4, samples: 8, matrix: 4 });
    expect(trajectory.shape).toEqual([2, 4, 8]);
    expect(at(trajectory, 0, 0)).toEqual([-2, -0]);
    expect(at(trajectory, 2, 7)[1]).toBeCloseTo(1.5, 6);
    expect(at(trajectory, 1, 4)).toEqual([0, 0]);
  });

  it('goes around once, or by the golden angle', () => {
    const [row = 0, column = 0] = at(
      radialTrajectory({ spokes: 4, samples: 8, angles: 'full-circle' }),
      2,
      7,
    );
    expect([row, column]).toEqual([expect.closeTo(-3, 5), expect.closeTo(0, 5)]);
    const golden = at(radialTrajectory({ spokes: 4, samples: 8, angles: 'golden-angle' }), 1, 7);
    expect((Math.atan2(golden[1] ?? 0, golden[0] ?? 0) * 180) / Math.PI).toBeCloseTo(111.246, 2);
  });

  it('is shifted by gradient delays as BART shifts it', () => {
    // bart traj -r -D -x 8 -y 5 -q 0.3:-0.2:0.1, whose first spoke is along the second axis
    const delayed = radialTrajectory({
      ...{ spokes: 5, samples: 8, angles: 'full-circle', center: 3.5 },
      delays: [0.3, -0.2, 0.1],
    });
    expect(at(delayed, 0, 0)).toEqual([expect.closeTo(-3.2, 5), expect.closeTo(0, 5)]);
    expect(at(delayed, 1, 0)).toEqual([
      expect.closeTo(-1.0815594 - 0.0288856, 5),
      expect.closeTo(-3.328698 - 0.0889006, 5),
    ]);
  });

  it('refuses what is no number of spokes', () => {
    expect(() => radialTrajectory({ spokes: 0, samples: 8 })).toThrow('a positive whole number of spokes');
  });
});

describe('a spiral trajectory', () => {
  it('ends at the edge, its turns one cycle apart', () => {
    const trajectory = spiralTrajectory({ interleaves: 2, samples: 2000, matrix: 32 });
    const radii = range(2000).map((i) => Math.hypot(...at(trajectory, 0, i)));
    expect(radii.at(0)).toBe(0);
    expect(radii.at(-1)).toBeCloseTo(16, 5);
    expect(at(trajectory, 1, 1999)[0]).toBeCloseTo(-16, 4);
    const speed = (i: number) =>
      Math.hypot(...at(trajectory, 0, i + 1).map((k, axis) => k - (at(trajectory, 0, i)[axis] ?? 0)));
    expect(speed(1900) / speed(700)).toBeCloseTo(1, 2);
  });

  it('is denser in the center when told so', () => {
    const inside = (density: number) => {
      const trajectory = spiralTrajectory({ interleaves: 1, samples: 1000, matrix: 32, density });
      return range(1000).filter((i) => Math.hypot(...at(trajectory, 0, i)) < 4).length;
    };
    expect(inside(2)).toBeGreaterThan(1.5 * inside(1));
    expect(() => spiralTrajectory({ interleaves: 1, samples: 9, matrix: 8, density: 0.5 })).toThrow(
      'at least 1',
    );
  });
});

describe('density compensation', () => {
  it.each(['half-circle', 'full-circle', 'golden-angle'] as const)(
    'covers the disc of k-space, %s',
    (angles) => {
      const { data } = radialDensity({ spokes: 21, samples: 64, matrix: 32, angles });
      expect(sum(data) / (Math.PI * 16 ** 2)).toBeCloseTo(1, 2);
    },
  );

  it('is 1 on a grid', () => {
    const k = range(-8, 8).flatMap((row) => range(-8, 8).map((column) => [row, column] as const));
    const grid = shaped(
      Float32Array.from([...k.map(([row]) => row), ...k.map(([, column]) => column)]),
      [2, 16, 16],
    );
    const { data } = densityCompensation(grid, [16, 16]);
    expect(distance(data, new Float32Array(256).fill(1))).toBeLessThan(0.01);
  });

  it('restores a phantom by gridding, from spokes and spirals', () => {
    const size = 64;
    const truth = sheppLogan().image(size, size).data;
    const spokes = { spokes: 101, samples: 128, matrix: size };
    const radial = radialTrajectory(spokes);
    expect(distance(gridded(radial, radialDensity(spokes), size), truth)).toBeLessThan(0.2);
    expect(distance(gridded(radial, densityCompensation(radial, [size, size]), size), truth)).toBeLessThan(
      0.2,
    );
    const spiral = spiralTrajectory({ interleaves: 4, samples: 2048, matrix: size, turns: 12 });
    expect(distance(gridded(spiral, densityCompensation(spiral, [size, size]), size), truth)).toBeLessThan(
      0.2,
    );
  });
});
