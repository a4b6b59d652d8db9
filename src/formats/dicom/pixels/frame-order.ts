import { type Geometry, scaled } from '../../array/geometry.ts';
import type { FrameLayout } from '../geometry.ts';
import { plus } from '../plane.ts';

/**
 * The same layout in the file's order, where that is the sorted one backward: the first axis then grows the other way.
 */
export function inFileOrder(layout: FrameLayout): FrameLayout {
  const { order, geometry, axes } = layout;
  const last = (order?.length ?? 0) - 1;
  const backward = order !== undefined && last > 0 && order.every((frame, i) => frame === last - i);
  if (!backward || axes.length !== 1) return layout;
  const { order: _, ...rest } = layout;
  return geometry ? { ...rest, geometry: turned(geometry, last) } : rest;
}

/** With the first axis, of `last + 1` places, counted from its other end. */
function turned(geometry: Geometry, last: number): Geometry {
  const { directions, origin, spacing } = geometry;
  const [first, ...others] = directions ?? [];
  if (!first) return geometry;
  const length = last * (spacing[0] ?? 0);
  return {
    ...geometry,
    directions: [scaled(first, -1), ...others],
    ...(origin && { origin: plus(origin, scaled(first, length)) }),
  };
}
