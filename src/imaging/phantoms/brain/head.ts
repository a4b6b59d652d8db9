import { RandomStream } from '../../../util/random.ts';
import type { Layer } from '../scene/scene.ts';
import { ellipse, grown, type Shape, stroke, within } from '../scene/shapes.ts';
import { harmonics, starShape } from '../scene/star-shape.ts';

/** What of a head everything else is placed by; lengths in mm. */
export interface Head {
  /** The surface of the brain. */
  readonly hull: Shape;
  /** Half the brain's width and half its length at this height. */
  readonly halfWidth: number;
  readonly halfLength: number;
  /** How far the slice is above the basal ganglia. */
  readonly height: number;
  /** 0 for a young brain, 1 for one with wide sulci and ventricles. */
  readonly atrophy: number;
  /** Whatever surrounds the brain, from the skin inward; the last layer is the fluid around the brain. */
  readonly coverings: readonly Layer[];
}

/** Half the height of the brain above the basal ganglia, in mm: a slice there would have no area. */
const TOP = 92;

/** A head at a height above the basal ganglia, as different from others as adults' are. */
export function head(seed: number, height: number): Head {
  const random = RandomStream.derive(seed, 'head');
  const normal = (): number => random.normal();
  const shrunk = Math.sqrt(1 - (height / TOP) ** 2);
  const halfWidth = (66 + 2 * normal()) * shrunk;
  const halfLength = (81 + 2.5 * normal()) * shrunk;
  const atrophy = random.uniform() ** 2;
  const wavy = harmonics(normal, 2, 6);
  const radius = (angle: number): number => {
    const oval = 1 / Math.sqrt((Math.cos(angle) / halfWidth) ** 2 + (Math.sin(angle) / halfLength) ** 2);
    return oval * (1 - 0.045 * Math.sin(angle) + 0.004 * wavy(angle));
  };
  const hull = starShape(radius);
  return {
    hull,
    halfWidth,
    halfLength,
    height,
    atrophy,
    coverings: coverings(random, radius, atrophy, height),
  };
}

/** Skin, fat, muscle, the skull's two tables with marrow between, meninges, and the fluid around the brain. */
function coverings(
  random: RandomStream,
  radius: (angle: number) => number,
  atrophy: number,
  height: number,
): Layer[] {
  const normal = (): number => random.normal();
  const [bone, scalp] = [harmonics(normal, 1, 5), harmonics(normal, 1, 4)];
  const fluid = 1.6 + 1.6 * atrophy;
  const skull = (angle: number): number => 6.3 + 0.5 * bone(angle) + 1.2 * Math.sin(angle) ** 2;
  const muscle = 4.6 * Math.max(0, 1 - height / 40);
  // The muscles of the temples make the head wider in front of the ears.
  const temple = (angle: number): number => muscle * (bump(angle, 0.55) + bump(angle, Math.PI - 0.55));
  const fat = (angle: number): number => 3.4 + 0.5 * scalp(angle) + temple(angle);
  const at = (depth: (angle: number) => number): Shape => starShape((angle) => radius(angle) + depth(angle));
  const outer = (angle: number): number => fluid + skull(angle);
  const skullShape = at(outer);
  return [
    { tissue: 'skin', shape: at((angle) => outer(angle) + fat(angle) + 1.6) },
    { tissue: 'fat', shape: at((angle) => outer(angle) + fat(angle)) },
    ...(muscle > 1 ? temples(radius, outer, muscle / 4.6) : []),
    { tissue: 'cortical bone', shape: skullShape },
    { tissue: 'marrow', shape: at((angle) => fluid + 0.68 * skull(angle)) },
    { tissue: 'cortical bone', shape: at((angle) => fluid + 0.34 * skull(angle)) },
    { tissue: 'meninges', shape: at(() => fluid + 0.4) },
    { tissue: 'cerebrospinal fluid', shape: at(() => fluid - 0.3) },
    ...sinuses(radius, within(skullShape, grown(skullShape, -2))),
  ];
}

function bump(angle: number, center: number): number {
  const distance = Math.atan2(Math.sin(angle - center), Math.cos(angle - center));
  return Math.exp(-((distance / 0.36) ** 2));
}

/** The muscles of the temples. */
function temples(radius: (angle: number) => number, outer: (angle: number) => number, size: number): Layer[] {
  return [0.55, Math.PI - 0.55].map((center) => {
    const points = [-0.34, -0.17, 0, 0.17, 0.34].flatMap((turn) => {
      const angle = center + turn;
      const r = radius(angle) + outer(angle) + 0.4 + 3 * size;
      return [r * Math.cos(angle), r * Math.sin(angle), size * (3.2 - 12 * turn * turn)];
    });
    return { tissue: 'muscle', shape: stroke(points) };
  });
}

/** The superior sagittal sinus, cut in front and behind. */
function sinuses(radius: (angle: number) => number, inside: Shape): Layer[] {
  const [front, back] = [radius(Math.PI / 2) + 1.5, -radius(-Math.PI / 2) - 1];
  return [
    { tissue: 'flowing blood', shape: within(ellipse(0, front, 1.6, 2), inside) },
    { tissue: 'flowing blood', shape: within(ellipse(0, back, 3.4, 2.6), inside) },
  ];
}
