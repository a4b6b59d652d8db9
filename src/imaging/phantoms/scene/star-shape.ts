import type { Shape } from './shapes.ts';

const DIRECTIONS = 720;
/** So many mm inside the smallest radius, the distance to the circle of that radius serves: it costs no angle. */
const DEEP = 10;

/**
 * A shape that each ray from the origin leaves once, by its radius in every direction (radians, counterclockwise from
 * +x). The distance is that along the ray times the cosine between ray and normal: exact at the edge.
 */
export function starShape(radius: (angle: number) => number): Shape {
  const table = Float64Array.from({ length: DIRECTIONS + 1 }, (_, i) =>
    radius((2 * Math.PI * i) / DIRECTIONS),
  );
  const cosines = table.map((r, i) => {
    const [before, after] = [table[Math.max(0, i - 1)] ?? r, table[Math.min(DIRECTIONS, i + 1)] ?? r];
    const slope = ((after - before) * DIRECTIONS) / (4 * Math.PI);
    return 1 / Math.sqrt(1 + (slope / r) ** 2);
  });
  const inner = Math.min(...table);
  const distance = (x: number, y: number): number => {
    const from = Math.sqrt(x * x + y * y);
    if (from < inner - DEEP) return from - inner;
    const turn = (Math.atan2(y, x) / (2 * Math.PI) + 1) % 1;
    const at = turn * DIRECTIONS;
    const i = Math.floor(at);
    const t = at - i;
    const r = (1 - t) * (table[i] ?? 0) + t * (table[i + 1] ?? 0);
    return (from - r) * (cosines[i] ?? 1);
  };
  return { distance, bounds: { x: 0, y: 0, radius: Math.max(...table) } };
}

/** A smooth periodic function of the angle with values around 0: harmonics `first` to `last` of falling size. */
export function harmonics(normal: () => number, first: number, last: number): (angle: number) => number {
  const terms = Array.from({ length: last - first + 1 }, (_, i) => ({
    order: first + i,
    cos: normal() / (i + 1.5),
    sin: normal() / (i + 1.5),
  }));
  return (angle) => {
    let total = 0;
    for (const { order, cos, sin } of terms)
      total += cos * Math.cos(order * angle) + sin * Math.sin(order * angle);
    return total;
  };
}
