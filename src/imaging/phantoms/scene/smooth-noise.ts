import type { RandomStream } from '../../../util/random.ts';

/** A smooth random function of the plane with values around zero, of standard deviation about 1. */
export type SmoothNoise = (x: number, y: number) => number;

/** Lattice points a side; beyond, the function repeats. A power of two. */
const PERIOD = 64;
/** Interpolation between independent values takes from their spread; this gives it back. */
const SPREAD = 1.35;

/** Values at the points of a lattice, `wavelength` apart, joined by smooth steps (Perlin, SIGGRAPH 1985, 2002). */
export function smoothNoise(random: RandomStream, wavelength: number): SmoothNoise {
  const lattice = Float32Array.from({ length: PERIOD * PERIOD }, () => SPREAD * random.normal());
  const scale = 1 / wavelength;
  return (x, y) => {
    const [u, v] = [x * scale, y * scale];
    const [i, j] = [Math.floor(u), Math.floor(v)];
    const [s, t] = [smoothStep(u - i), smoothStep(v - j)];
    const [above, below] = [(j & (PERIOD - 1)) * PERIOD, ((j + 1) & (PERIOD - 1)) * PERIOD];
    const [left, right] = [i & (PERIOD - 1), (i + 1) & (PERIOD - 1)];
    const first = mixed(lattice[above + left] ?? 0, lattice[above + right] ?? 0, s);
    return mixed(first, mixed(lattice[below + left] ?? 0, lattice[below + right] ?? 0, s), t);
  };
}

/** 6t⁵ - 15t⁴ + 10t³: from 0 to 1, both derivatives zero at either end. */
function smoothStep(t: number): number {
  return t * t * t * (t * (6 * t - 15) + 10);
}

function mixed(a: number, b: number, share: number): number {
  return a + share * (b - a);
}
