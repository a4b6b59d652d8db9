import { check } from '../../util/errors.ts';
import type { RandomStream } from '../../util/random.ts';

/**
 * The magnitude of a signal with complex Gaussian noise, whose real and imaginary parts have standard deviation `sigma`:
 * Rician distributed.
 *
 * Source: Gudbjartsson and Patz, Magn. Reson. Med. 34:910 (1995).
 *
 * @example const measured = withRicianNoise(signals, 0.02, RandomStream.derive(1, 'noise'));
 */
export function withRicianNoise(values: Float32Array, sigma: number, random: RandomStream): Float32Array {
  check(sigma >= 0 && Number.isFinite(sigma), () => ({
    where: 'withRicianNoise',
    expected: 'a standard deviation of at least 0',
    received: `${sigma}`,
  }));
  return values.map((value) => Math.hypot(value + sigma * random.normal(), sigma * random.normal()));
}
