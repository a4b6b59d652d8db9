import { describe, expect, it } from 'vitest';
import { checkLinearOperator, distance } from '../../../test/linear-operator-check.ts';
import { input } from '../../graph/index.ts';
import { range } from '../../util/arrays.ts';
import { ellipsePhantom } from '../phantoms/ellipses.ts';
import { ellipseSinogram } from '../tomography/ellipse-sinogram.ts';
import { fanBeam } from './fan-beam.ts';
import { radon } from './radon.ts';

const parallel = { anglesDegrees: range(9).map((i) => 20 * i), detectors: 19, spacing: 0.9 };
const fan = { ...parallel, center: 8.2, sourceToAxis: 20, sourceToDetector: 30 };
const grid = { rows: 12, columns: 10, pixelSize: 1.1 };

checkLinearOperator('Radon transform', () => radon(parallel, grid));
checkLinearOperator('fan beam, flat', () => fanBeam(fan, grid));
checkLinearOperator('fan beam, arc', () => fanBeam({ ...fan, shape: 'arc' }, grid));

describe('projections', () => {
  const ellipses = [{ intensity: 0.02, x: 0.1, y: 0.2, a: 0.6, b: 0.4, angleDegrees: 30 }];
  const image = ellipsePhantom(ellipses)
    .image(128, 128)
    .data.slice(0, 128 * 128);
  const field = { rows: 128, columns: 128, pixelSize: 200 / 128 };

  const rays = { anglesDegrees: range(30).map((i) => 12 * i), detectors: 185, spacing: 1.5 };
  const rayFan = { ...rays, spacing: 2, center: 90, sourceToAxis: 400, sourceToDetector: 600 };

  it.each([
    { operator: radon(rays, field), scan: rays },
    { operator: fanBeam(rayFan, field), scan: rayFan },
  ])('of an ellipse are those in closed form to about a hundredth: $operator.name', ({ operator, scan }) => {
    const exact = ellipseSinogram(ellipses, scan, { fieldOfView: 200 });
    expect(distance(operator.apply(image), exact.data)).toBeLessThan(0.015);
  });

  it('of a square from the side are its width', () => {
    const sides = radon(
      { anglesDegrees: [0, 90], detectors: 4, spacing: 2 },
      { rows: 4, columns: 4, pixelSize: 2 },
    );
    const sinogram = sides.apply(new Float32Array(16).fill(0.5));
    // pixel 2 is on the axis: the last ray from below, and the first from the side, sees half of the border
    expect([...sinogram]).toEqual([4, 4, 4, 2, 2, 4, 4, 4].map((value) => expect.closeTo(value, 5)));
  });

  it('too many for a graph are refused', () => {
    const large = radon(
      { anglesDegrees: range(180), detectors: 512, spacing: 1 },
      { rows: 512, columns: 512, pixelSize: 1 },
    );
    expect(() => large.apply(input('x', [512, 512]))).toThrow(
      'Radon transform: expected a matrix of at most 16777216 weights, received one of 92160 × 262144 with more.',
    );
  });
});
