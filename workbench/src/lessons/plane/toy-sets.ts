import { RandomStream } from 'echotrain/data';

/** Points in the plane, of two classes that no line divides. */
export const toySets = ['moons', 'spiral', 'circles', 'xor'] as const;

/** The name of a set of points. */
export type ToySet = (typeof toySets)[number];

/** A point and its class. */
export interface LabeledPoint {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

const COUNT = 300;

/** Where a point of a class lies, before noise. `along` goes from 0 to 1. */
const places: Readonly<Record<ToySet, (label: number, random: RandomStream) => readonly [number, number]>> = {
  moons(label, random) {
    const angle = Math.PI * random.uniform();
    const [x, y] = [0.6 * Math.cos(angle), 0.6 * Math.sin(angle)];
    return label === 0 ? [x - 0.3, y - 0.15] : [x * -1 + 0.3, 0.15 - y];
  },
  spiral(label, random) {
    const along = Math.sqrt(random.uniform());
    const angle = 2.2 * Math.PI * along + label * Math.PI;
    return [0.9 * along * Math.cos(angle), 0.9 * along * Math.sin(angle)];
  },
  circles(label, random) {
    const angle = 2 * Math.PI * random.uniform();
    const radius = label === 0 ? 0.35 * Math.sqrt(random.uniform()) : 0.6 + 0.3 * random.uniform();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
  xor(label, random) {
    const [x, y] = [0.08 + 0.85 * random.uniform(), 0.08 + 0.85 * random.uniform()];
    const side = random.uniform() < 0.5 ? 1 : -1;
    return [side * x, label === 0 ? side * y : -side * y];
  },
};

/**
 * The points of a set: the same every time.
 *
 * @param noise the standard deviation that x and y are moved by
 */
export function toyPoints(set: ToySet, noise: number): LabeledPoint[] {
  const random = RandomStream.derive(1, 'points', set);
  return Array.from({ length: COUNT }, (_, item) => {
    const label = item % 2;
    const [x, y] = places[set](label, random);
    return { x: x + noise * random.normal(), y: y + noise * random.normal(), label };
  });
}
