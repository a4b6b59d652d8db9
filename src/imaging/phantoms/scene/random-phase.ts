import type { RandomStream } from '../../../util/random.ts';
import { type SmoothNoise, smoothNoise } from './smooth-noise.ts';

/**
 * A phase as shims, eddy currents and echoes off center leave it: a polynomial of second degree and something smooth, in
 * radians, over a field of view from -1 to 1.
 */
export function randomPhase(random: RandomStream): SmoothNoise {
  const [smooth, offset] = [smoothNoise(random, 0.8), Math.PI * (2 * random.uniform() - 1)];
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = Array.from({ length: 5 }, () => 0.5 * random.normal());
  return (x, y) => offset + a * x + b * y + c * x * x + d * x * y + e * y * y + 0.3 * smooth(x, y);
}
