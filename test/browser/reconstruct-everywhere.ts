import { espirit, makeMask, simulateSubject } from '../../src/imaging/index.ts';
import { cgSense, totalVariation, waveletRegularization } from '../../src/reconstruct/index.ts';
import type { Device } from '../../src/runtime/session.ts';

/** A small simulated scan, from k-space over calibration to images by three methods: magnitudes, by the method's name. */
export async function reconstructEverywhere(device: Device): Promise<Record<string, number[]>> {
  const { kspace } = simulateSubject(3, { coils: 4, rows: 48, columns: 40 });
  const { mask } = makeMask('random', {
    rows: 48,
    columns: 40,
    acceleration: 2,
    calibrationLines: 12,
    seed: 1,
  });
  const points = mask.data.length;
  const sampled = kspace.data.map((value, i) => value * (mask.data[i % points] ?? 0));
  const undersampled = { data: sampled, shape: kspace.shape };
  const [{ maps }] = espirit(undersampled);
  const images: Record<string, number[]> = {};
  for (const make of [cgSense, totalVariation, waveletRegularization]) {
    const method = make({ device, iterations: 10 });
    const { data } = await method.reconstruct({ kspace: undersampled, mask, maps });
    images[method.name] = Array.from({ length: points }, (_, i) =>
      Math.hypot(data[i] ?? 0, data[points + i] ?? 0),
    );
    await method.release();
  }
  return images;
}
