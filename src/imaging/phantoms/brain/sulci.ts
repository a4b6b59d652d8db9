/**
 * Sulci as curves that grow from the brain's surface and its midline inward, wander, fork, and keep clear of each
 * other, so that what is left between them are gyri; the cortex follows them at constant thickness.
 */
import { range } from '../../../util/arrays.ts';
import { RandomStream } from '../../../util/random.ts';
import type { CurvePiece } from '../scene/curves.ts';
import type { Shape } from '../scene/shapes.ts';
import type { Head } from './head.ts';
import { type Point, type Start, SulcusField } from './sulcus-field.ts';

/** Below this height in mm the insulas are seen. */
const INSULA_ENDS = 14;

/** The curves of all sulci, of the fissure between the hemispheres and of those beside the insulas; none in the core. */
export function sulci(seed: number, head: Head, core: Shape): readonly CurvePiece[] {
  const field = new SulcusField(RandomStream.derive(seed, 'sulci'), head, core);
  const apart = fissures(head).map((points) => ({ points, number: field.add(points) }));
  const sides = head.height < INSULA_ENDS ? [-1, 1] : [];
  for (const curve of sides.flatMap((side) => sylvian(head, side))) field.add(curve);
  field.growAlong(surface(head, 17), 17, 30);
  for (const { points, number } of apart) field.growAlong(midline(points, number), 6, 15);
  field.growAlong(surface(head, 8.5), 8, 18);
  field.fill(600);
  return field.pieces;
}

/** Starts on the brain's surface about `spacing` mm apart, heading inward. */
function surface({ hull, halfWidth, halfLength }: Head, spacing: number): Start[] {
  const count = Math.round((Math.PI * (halfWidth + halfLength)) / spacing);
  return range(count).map((i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / count;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const far = 2 * halfLength;
    const r = far - hull.distance(far * cos, far * sin);
    return { x: 0.98 * r * cos, y: 0.98 * r * sin, heading: angle + Math.PI };
  });
}

/** Starts on the fissure, heading to either side. */
function midline(fissure: readonly Point[], parent: number): Start[] {
  return fissure.flatMap(([x, y], i): Start[] => {
    if (i % 4 !== 2) return [];
    const turn = Math.sign(y) * 0.35;
    return i % 8 === 2
      ? [
          { x, y, heading: turn, parent },
          { x, y, heading: Math.PI - turn, parent },
        ]
      : [
          { x, y: y + 3, heading: turn, parent },
          { x, y: y - 3, heading: Math.PI - turn, parent },
        ];
  });
}

/** The fissure between the hemispheres, in front of the corpus callosum and behind it; above it, from front to back. */
function fissures({ hull, halfLength, height }: Head): readonly (readonly Point[])[] {
  const reach = (y: number): number => Math.abs(y) - hull.distance(0, y);
  const [top, bottom] = [reach(2 * halfLength), -reach(-2 * halfLength)];
  const joined = height < 30;
  const [front, back] = joined ? [0.52 * halfLength, -0.48 * halfLength] : [0, 0];
  return [wandering(top, front), wandering(bottom, back)];
}

/** Along the midline, not quite straight, a point every 3 mm. */
function wandering(from: number, to: number): Point[] {
  const count = Math.ceil(Math.abs(to - from) / 3);
  return range(count + 1).map((i) => {
    const y = from + ((to - from) * i) / count;
    return [0.6 * Math.sin(y / 9), y];
  });
}

/** From the side of the brain to the insula, and along it. */
function sylvian({ halfWidth, halfLength }: Head, side: number): readonly (readonly Point[])[] {
  const at = (x: number, y: number): Point => [side * x * halfWidth, y * halfLength];
  const stem = [at(0.99, 0.1), at(0.85, 0.06), at(0.74, 0.03), at(0.63, 0.02)];
  const insula = [at(0.56, 0.3), at(0.6, 0.2), at(0.62, 0.1), at(0.63, 0.02), at(0.6, -0.1), at(0.55, -0.2)];
  return [stem, insula];
}
