import { describe, expect, it } from 'vitest';
import { range } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import golden from './scipy-images.json' with { type: 'json' };
import { SmoothField } from './smooth-field.ts';

const [ROWS, COLUMNS, DRAWS] = [20, 24, 4000];

describe('SmoothField', () => {
  const fields = draws();

  it('has mean 0 and variance 1 at every pixel', () => {
    for (const pixel of [0, 23, 250, 479]) {
      expect(Math.abs(meanOf(fields, pixel))).toBeLessThan(4 / Math.sqrt(DRAWS));
      expect(Math.abs(covarianceOf(fields, pixel, pixel) - 1)).toBeLessThan(4 * Math.sqrt(2 / DRAWS));
    }
  });

  it('varies together at a distance as noise does that scipy smoothed', () => {
    for (const distance of [1, 3, 6, 10, 19]) {
      const expected = golden.covariance[distance] ?? 0;
      const alongColumns = covarianceOf(fields, 0, distance);
      const alongRows = covarianceOf(fields, 5, 5 + distance * COLUMNS);
      for (const found of [alongColumns, alongRows]) {
        expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt((1 + expected ** 2) / DRAWS));
      }
    }
  });

  it('is as rough as noise where sigma is small', () => {
    const field = new SmoothField(8, 8, 0.1);
    const rough = range(2000).map((draw) => drawn(field, 64, draw));
    expect(Math.abs(covarianceOf(rough, 0, 1))).toBeLessThan(0.1);
    expect(covarianceOf(rough, 63, 63)).toBeCloseTo(1, 0);
  });

  it('is one number where sigma is far beyond the image', () => {
    const field = drawn(new SmoothField(4, 4, 1000), 16, 1);
    for (const value of field) expect(value).toBeCloseTo(field[0] ?? 0, 2);
  });
});

function draws(): Float64Array[] {
  const field = new SmoothField(ROWS, COLUMNS, 4);
  return range(DRAWS).map((draw) => drawn(field, ROWS * COLUMNS, draw));
}

function drawn(field: SmoothField, size: number, draw: number): Float64Array {
  const values = new Float64Array(size);
  field.draw(RandomStream.derive(3, 'field', draw), values);
  return values;
}

function meanOf(fields: readonly Float64Array[], pixel: number): number {
  return fields.reduce((total, field) => total + (field[pixel] ?? 0), 0) / fields.length;
}

function covarianceOf(fields: readonly Float64Array[], a: number, b: number): number {
  return fields.reduce((total, field) => total + (field[a] ?? 0) * (field[b] ?? 0), 0) / fields.length;
}
