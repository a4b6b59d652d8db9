import { describe, expect, it } from 'vitest';
import { formulaCoils } from '../../test/formula-coils.ts';
import { nrmse } from '../evaluate/index.ts';
import { regularMask, type ShapedArray } from '../imaging/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { present } from '../util/errors.ts';
import { cgSense } from './cg-sense.ts';
import { grappaReconstruction } from './grappa-reconstruction.ts';
import { magnitudeImage } from './magnitude-image.ts';
import { outOfRange } from './out-of-range.ts';
import { reconstructSlice, type SlicePlan } from './reconstruct-slice.ts';
import { rss, zeroFilled } from './zero-filled.ts';

const { kspace, maps } = formulaCoils(6, 32, 36);
const { mask } = regularMask({ rows: 32, columns: 36, acceleration: 3, calibrationLines: 13 });

/** Without the samples that a mask leaves out. */
function undersampled(by: ShapedArray): ShapedArray {
  return { ...kspace, data: kspace.data.map((value, i) => value * (by.data[i % by.data.length] ?? 0)) };
}

async function errorOf(plan: SlicePlan): Promise<number> {
  const { image, reference } = await reconstructSlice(kspace, 'k', plan);
  await plan.method.release();
  return nrmse(present(reference, 'a reference'), magnitudeImage(image));
}

describe('the reconstruction of a slice', () => {
  it('is better by SENSE and GRAPPA than without a method', async () => {
    const plain = await errorOf({ method: zeroFilled(), mask, maps: 'espirit' });
    const sense = cgSense({ device: nodeDevice('cpu'), iterations: 15 });
    const settings = { mask, maps: 'espirit', parameters: { regularization: 1e-4 } } as const;
    expect(await errorOf({ ...settings, method: sense })).toBeLessThan(0.7 * plain);
    expect(await errorOf({ mask, maps: 'none', method: grappaReconstruction() })).toBeLessThan(0.7 * plain);
    expect(await errorOf({ mask, maps, method: grappaReconstruction() })).toBeLessThan(0.7 * plain);
  });

  it('is the reference itself where nothing is left out, of fewer coils and of one, too', async () => {
    const all = { data: new Float32Array(36).fill(1), shape: [1, 36] };
    expect(await errorOf({ method: rss(), mask: all, maps: 'none' })).toBe(0);
    const plan = { method: zeroFilled(), mask: all, maps: 'low-resolution' } as const;
    expect(await errorOf({ ...plan, coils: 3 })).toBeLessThan(1e-6);
    const one = { data: kspace.data.slice(0, 2 * 32 * 36), shape: [1, 2, 32, 36] };
    const { image, reference } = await reconstructSlice(one, 'k', plan);
    expect(nrmse(present(reference, 'a reference'), magnitudeImage(image))).toBeLessThan(1e-6);
  });

  it('takes undersampled k-space as it is, with a mask that agrees', async () => {
    const { reference, acceleration } = await reconstructSlice(undersampled(mask), 'k', {
      method: rss(),
      mask,
      maps: 'none',
    });
    expect(reference).toBeUndefined();
    expect(acceleration).toBeGreaterThan(1.3);
    const other = regularMask({ rows: 32, columns: 36, acceleration: 2, calibrationLines: 16 }).mask;
    await expect(
      reconstructSlice(undersampled(mask), 'k', { method: rss(), mask: other, maps: 'none' }),
    ).rejects.toThrow('expected a mask that agrees with the samples that are not zero');
  });

  it('finds sensitivities in calibration lines beside the image, where it has none', async () => {
    const sparse = regularMask({ rows: 32, columns: 36, acceleration: 2 }).mask;
    const plan = { method: zeroFilled(), maps: 'espirit' } as const;
    const apart = { ...plan, calibration: undersampled(mask) };
    const { image } = await reconstructSlice(undersampled(sparse), 'k', apart);
    expect(image.shape).toEqual([2, 32, 36]);
    await expect(reconstructSlice(undersampled(sparse), 'k', plan)).rejects.toThrow('calibration');
  });

  it('refuses masks and maps of another size, and k-space without a center', async () => {
    const small = formulaCoils(6, 16, 16).maps;
    await expect(errorOf({ method: zeroFilled(), maps: small })).rejects.toThrow(
      'expected sensitivities of 6 coils, 32 × 36, received 6 coils, 16 × 16',
    );
    const narrow = { data: new Float32Array(30).fill(1), shape: [1, 30] };
    await expect(errorOf({ method: rss(), mask: narrow, maps: 'none' })).rejects.toThrow(
      'expected a mask of 32 × 36, or of 36 lines, received [1, 30]',
    );
    const sparse = regularMask({ rows: 32, columns: 36, acceleration: 3 }).mask;
    await expect(errorOf({ method: zeroFilled(), mask: sparse, maps: 'espirit' })).rejects.toThrow(
      'expected at least 7 × 7 samples in the center of k-space',
    );
  });
});

describe('what a network was trained for', () => {
  const trained = {
    matrix: [32, 36],
    coils: 6,
    accelerations: [4, 6],
    mask: 'random',
    calibrationLines: 12,
    scaling: 'zero-filled maximum',
    output: 'complex',
  } as const;

  it('is compared with what it gets', () => {
    const alike = { shape: [6, 2, 32, 36], acceleration: 5, mask: 'random', calibrationLines: 12 };
    expect(outOfRange(trained, alike)).toEqual([]);
    expect(outOfRange(trained, { ...alike, acceleration: 8 })).toEqual([
      'The network was trained for R = 4 to 6, not 8.',
    ]);
    expect(outOfRange(trained, { ...alike, shape: [5, 2, 32, 32] })).toEqual([
      'The network was trained for 32 × 36, not 32 × 32.',
      'The network was trained for 6 coils, not 5.',
    ]);
    expect(outOfRange(trained, { ...alike, mask: 'regular', calibrationLines: 8 }).length).toBe(2);
  });
});
