import { range } from '../../../util/arrays.ts';
import { check } from '../../../util/errors.ts';
import { RandomStream } from '../../../util/random.ts';
import type { Direction } from './tensor.ts';

const STEPS = 400;

/**
 * Gradient directions spread over the sphere as charges that repel each other, n and -n counting as one direction.
 *
 * Source: Jones, Horsfield and Simmons, Magn. Reson. Med. 42:515 (1999).
 *
 * @throws InputError for fewer than 1 or more than 1024 directions.
 * @example const directions = gradientDirections(30, 1);
 */
export function gradientDirections(count: number, seed: number): readonly Direction[] {
  check(Number.isInteger(count) && count >= 1 && count <= 1024, () => ({
    where: 'gradientDirections',
    expected: 'from 1 to 1024 directions, a whole number',
    received: `${count}`,
  }));
  const random = RandomStream.derive(seed, 'gradient directions');
  let charges = range(count).map((): Direction => unit([random.normal(), random.normal(), random.normal()]));
  for (let step = 0; step < STEPS; step++) {
    // Distances shrink as charges grow in number, and steps with time.
    const reach = (0.4 * (1 - step / STEPS)) / count;
    charges = charges.map((charge, i) => moved(charge, forceOn(i, charges), reach));
  }
  return charges;
}

/** The field of all other charges and their mirror images: Σ r / |r|³. */
function forceOn(own: number, charges: readonly Direction[]): readonly number[] {
  const [x, y, z] = charges[own] ?? [0, 0, 0];
  const force = [0, 0, 0];
  charges.forEach(([cx, cy, cz], i) => {
    if (i === own) return;
    for (const sign of [1, -1]) {
      const [dx, dy, dz] = [x - sign * cx, y - sign * cy, z - sign * cz];
      const inverse = 1 / Math.max(1e-9, Math.sqrt(dx * dx + dy * dy + dz * dz)) ** 3;
      force[0] = (force[0] ?? 0) + dx * inverse;
      force[1] = (force[1] ?? 0) + dy * inverse;
      force[2] = (force[2] ?? 0) + dz * inverse;
    }
  });
  return force;
}

/** Moved along the sphere with the force, and the farther the stronger it is against the strongest to be expected. */
function moved(charge: Direction, force: readonly number[], reach: number): Direction {
  const [x, y, z] = charge;
  const [fx = 0, fy = 0, fz = 0] = force;
  const outward = fx * x + fy * y + fz * z;
  const [tx, ty, tz] = [fx - outward * x, fy - outward * y, fz - outward * z];
  const size = Math.sqrt(tx * tx + ty * ty + tz * tz);
  const step = Math.min(reach, 0.3 / Math.max(size, 1e-9));
  return unit([x + step * tx, y + step * ty, z + step * tz]);
}

function unit([x, y, z]: Direction): Direction {
  const size = Math.sqrt(x * x + y * y + z * z);
  return [x / size, y / size, z / size];
}
