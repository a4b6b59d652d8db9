/** What is deep in the brain, as ellipses and strokes in mm of an average brain, 66 mm half wide and 81 half long. */
import { RandomStream } from '../../../util/random.ts';
import type { Layer } from '../scene/scene.ts';
import { ellipse, mirrored, type Shape, stroke } from '../scene/shapes.ts';
import type { Tissue } from '../scene/tissues.ts';
import type { Head } from './head.ts';

/** A structure of the right side, seen from `height` - `reach` to `height` + `reach` above the basal ganglia. */
interface Structure {
  readonly tissue: Tissue;
  readonly height: number;
  readonly reach: number;
  /** Its shape, where sizes are to be multiplied by `size`; `wide` is the width of the ventricles. */
  readonly shape: (size: number, wide: number) => Shape;
  readonly single?: true;
}

/** A stroke whose widths are multiplied by `size`. */
function line(numbers: readonly number[], size: number): Shape {
  return stroke(numbers.map((value, i) => (i % 3 === 2 ? size * value : value)));
}

const structures: readonly Structure[] = [
  { tissue: 'striatum', height: 4, reach: 18, shape: (s) => ellipse(13.5, 21, 5 * s, 9.5 * s, -22) },
  {
    tissue: 'striatum',
    height: 22,
    reach: 13,
    shape: (s) => line([12, 20, 2.6, 17, 0, 2, 19, -12, 1.2], s),
  },
  { tissue: 'striatum', height: 2, reach: 15, shape: (s) => ellipse(27, 5, 5 * s, 15 * s, 14) },
  {
    tissue: 'gray matter',
    height: 0,
    reach: 12,
    shape: (s) => line([33.5, 14, 0.5, 35, 4, 0.6, 34, -7, 0.4], s),
  },
  { tissue: 'pallidum', height: 0, reach: 9, shape: (s) => ellipse(20.5, 1, 3.6 * s, 8.5 * s, 24) },
  { tissue: 'thalamus', height: 4, reach: 14, shape: (s) => ellipse(10.5, -12, 7.6 * s, 12.5 * s, 24) },
  {
    tissue: 'cerebrospinal fluid',
    height: 8,
    reach: 22,
    shape: (s, w) => line([3.2, 11, 1.6 * w, 7.5, 22, 2.8 * w, 11.5, 31, 2.2 * w], s),
  },
  {
    tissue: 'cerebrospinal fluid',
    height: 22,
    reach: 12,
    shape: (s, w) => line([7, 24, 2.6 * w, 9, 4, 3.6 * w, 13, -16, 4 * w, 19, -31, 3.4 * w], s),
  },
  {
    tissue: 'cerebrospinal fluid',
    height: 6,
    reach: 17,
    shape: (s, w) => line([19, -26, 3 * w, 22.5, -35, 3.6 * w, 21, -45, 1.6 * w], s),
  },
  { tissue: 'choroid plexus', height: 6, reach: 14, shape: (s) => ellipse(21, -32, 1.9 * s, 3.6 * s, -10) },
  {
    tissue: 'cerebrospinal fluid',
    height: -2,
    reach: 13,
    shape: (s, w) => line([0, 7, 0.9 * w, 0, -14, 1.5 * w], s),
    single: true,
  },
  {
    tissue: 'cerebrospinal fluid',
    height: 0,
    reach: 10,
    shape: (s) => ellipse(0, -25, 4.5 * s, 2.4 * s),
    single: true,
  },
];

/** The basal ganglia, thalami and ventricles that a slice of a head shows, left and right a little different. */
export function deepStructures(seed: number, head: Head): Layer[] {
  const random = RandomStream.derive(seed, 'deep structures');
  const scale = head.halfLength / 81;
  const wide = (0.75 + 0.8 * head.atrophy + 0.15 * random.uniform()) * (1 + 0.1 * random.normal());
  return structures.flatMap(({ tissue, height, reach, shape, single }): Layer[] => {
    const share = 1 - ((head.height - height) / reach) ** 2;
    if (share <= 0.05) return [];
    return (single ? [1] : [1, -1]).map((side) => {
      const size = Math.sqrt(share) * (1 + 0.05 * random.normal());
      const placed = scaled(shape(size, wide), scale);
      return { tissue, shape: side < 0 ? mirrored(placed) : placed };
    });
  });
}

/** Where there are neither sulci nor cortex. */
export function core(head: Head): Shape {
  const high = Math.min(1, Math.max(0, head.height) / 45);
  return ellipse(
    0,
    -0.03 * head.halfLength,
    (0.5 - 0.12 * high) * head.halfWidth,
    (0.58 - 0.03 * high) * head.halfLength,
  );
}

function scaled(shape: Shape, scale: number): Shape {
  const { bounds } = shape;
  return {
    distance: (x, y) => scale * shape.distance(x / scale, y / scale),
    bounds: { x: scale * bounds.x, y: scale * bounds.y, radius: scale * bounds.radius },
  };
}
