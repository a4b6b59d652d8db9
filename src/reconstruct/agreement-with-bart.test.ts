import { describe, expect, it } from 'vitest';
import { smallAcquisition } from '../../test/small-acquisition.ts';
import { nodeDevice } from '../runtime/node.ts';
import goldens from './agreement-with-bart.json' with { type: 'json' };
import { cgSense } from './cg-sense.ts';
import { totalVariation } from './total-variation.ts';
import { waveletRegularization } from './wavelet-regularization.ts';

/** ‖x − y‖ / ‖y‖ of complex images. */
function error(x: Float32Array, y: readonly number[]): number {
  const difference = Math.hypot(...y.map((value, i) => value - (x[i] ?? 0)));
  return difference / Math.hypot(...y);
}

describe("BART's pics", () => {
  const acquisition = smallAcquisition();
  const device = nodeDevice();

  it('gives the same as our CG-SENSE, at equal λ, scale and iterations', async () => {
    const method = cgSense({ device, scale: 1, iterations: 6 });
    const { data } = await method.reconstruct(acquisition, { regularization: 0.02 });
    await method.release();
    expect(error(data, goldens.sense)).toBeLessThan(3e-4);
  });

  // BART takes backward differences: the minima of both are as close as that lets them be.
  it('gives the same as our total variation, at equal λ and scale', async () => {
    const method = totalVariation({ device, scale: 1, boundary: 'periodic' });
    const { data } = await method.reconstruct(acquisition, { regularization: 0.01 });
    await method.release();
    expect(error(data, goldens.tv)).toBeLessThan(1e-2);
  });

  it('gives the same as our wavelets, at equal λ, scale and gradient steps, without shifts', async () => {
    const method = waveletRegularization({
      device,
      scale: 1,
      iterations: 19,
      cycleSpinning: false,
      endWithGradientStep: true,
    });
    const { data } = await method.reconstruct(acquisition, { regularization: 0.01 });
    await method.release();
    expect(error(data, goldens.wavelet)).toBeLessThan(2e-3);
  });
});
