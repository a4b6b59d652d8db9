import { describe, expect, it } from 'vitest';
import { checkImagingLayer, lineOf, maskOf, shapes, valuesOf } from '../../../test/imaging-layer-check.ts';
import { calibrationRegion } from './calibration-region.ts';

checkImagingLayer('calibrationRegion', () => calibrationRegion(), [shapes.coilImages, shapes.mask]);

describe('the calibration region', () => {
  it('reaches from the center to the first gap on both sides', async () => {
    const kept = await valuesOf(calibrationRegion(), lineOf(1, 2, 3, 4, 5, 6), maskOf(1, 0, 1, 1, 0, 1));
    expect(kept).toEqual([0, 0, 3, 4, 0, 0, 0, 0, 3, 4, 0, 0]);
  });
  it('is a rectangle where rows are missing, too', async () => {
    const kspace = { shape: [1, 2, 3, 3], values: Array.from({ length: 18 }, () => 1) };
    const square = { shape: [1, 1, 3, 3], values: [1, 0, 0, 0, 1, 1, 0, 1, 0] };
    const kept = await valuesOf(calibrationRegion(), kspace, square);
    expect(kept.slice(0, 9)).toEqual([0, 0, 0, 0, 1, 1, 0, 1, 1]);
  });
  it('is empty without the center', async () => {
    const kept = await valuesOf(calibrationRegion(), lineOf(1, 2, 3), maskOf(1, 0, 1));
    expect(kept).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
