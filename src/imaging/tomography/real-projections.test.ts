import { describe, expect, it } from 'vitest';
import { distance } from '../../../test/linear-operator-check.ts';
import { hasSharedData, SHARED_DATA, withFile } from '../../../test/open-file.ts';
import { floatValues } from '../../formats/index.ts';
import { range } from '../../util/arrays.ts';
import { fanBeam } from '../operators/fan-beam.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { filteredBackProjection } from './filtered-back-projection.ts';
import { lineIntegrals, meanField } from './photon-counts.ts';
import golden from './real-projections.json' with { type: 'json' };
import { rotationCenter } from './rotation-center.ts';
import { tvTomography } from './tv-tomography.ts';

async function read(name: string, member: string): Promise<ShapedArray> {
  return withFile(
    new URL(`ct_projections/${name}`, SHARED_DATA),
    async (file) => shaped(await floatValues(file), file.shape),
    { member },
  );
}

/** The first of the tooth's two rows. */
async function firstRow(member: string): Promise<ShapedArray> {
  const { data, shape } = await read('tooth.h5', member);
  const [count = 0, rows = 0, detectors = 0] = shape;
  const lines = range(count).flatMap((i) => [
    ...data.subarray(i * rows * detectors, (i * rows + 1) * detectors),
  ]);
  return shaped(Float32Array.from(lines), [count, detectors]);
}

describe.skipIf(!hasSharedData)('real projections', () => {
  it('of a tooth are reconstructed as scikit-image does, about the axis that they tell', async () => {
    const [flat, dark] = [await firstRow('exchange/data_white'), await firstRow('exchange/data_dark')];
    const sinogram = lineIntegrals(await firstRow('exchange/data'), {
      flat: meanField(flat),
      dark: meanField(dark),
    });
    const angles = await read('tooth.h5', 'exchange/theta');
    const found = rotationCenter(sinogram.data.subarray(0, 640), sinogram.data.subarray(-640));
    expect(Math.abs(found - golden.center)).toBeLessThan(0.5);
    const scan = { anglesDegrees: [...angles.data], detectors: 640, spacing: 1, center: golden.center };
    // every 24th pixel, within what all projections of the oracle's cut show
    const count = Math.sqrt(golden.image.length);
    const image = filteredBackProjection(
      sinogram,
      scan,
      { rows: golden.size, columns: golden.size, pixelSize: 1 },
      { window: 'shepp-logan' },
    );
    const picked = range(count).flatMap((r) =>
      range(count).map((c) => image.data[golden.step * (r * golden.size + c)] ?? 0),
    );
    const inside = range(count * count).filter((i) => {
      const [row, column] = [Math.floor(i / count), i % count];
      return Math.hypot(row - count / 2, column - count / 2) < 0.4 * count;
    });
    const of = (values: readonly number[]) => Float32Array.from(inside, (i) => values[i] ?? 0);
    expect(distance(of(picked), of(golden.image))).toBeLessThan(0.02);
  });

  it('of a disc with holes, in a fan of 60 degrees, are what the image found shows', async () => {
    const { data } = await read('htc2022_ta_sparse_example.mat', 'CtDataLimited.sinogram');
    // the file is column-major: angles run fastest
    const kept = range(0, 120).filter((i) => i % 10 === 0);
    const few = kept.flatMap((angle) => range(560).map((detector) => data[detector * 121 + angle] ?? 0));
    const scan = {
      ...{ anglesDegrees: kept.map((i) => i / 2), detectors: 560, spacing: 0.2 },
      ...{ sourceToAxis: 410.66, sourceToDetector: 553.74 },
    };
    const operator = fanBeam(scan, { rows: 96, columns: 96, pixelSize: 0.8 });
    const image = tvTomography(operator, shaped(Float32Array.from(few), [12, 560]), {
      regularization: 0.05,
      iterations: 60,
    });
    expect(distance(operator.apply(image.data), Float32Array.from(few))).toBeLessThan(0.04);
    // the most that a ray across 70 mm loses is 2.18: 0.031 / mm
    const inside = range(30, 66).flatMap((r) => range(30, 66).map((c) => image.data[r * 96 + c] ?? 0));
    const mean = inside.reduce((a, b) => a + b) / inside.length;
    expect(mean).toBeGreaterThan(0.02);
    expect(mean).toBeLessThan(0.032);
  });
});
