/** A point of a curve. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** Points without a gap between them. */
export type Stretch = readonly CurvePoint[];

/** Stretches of more points are drawn by {@link decimate} and {@link trend}. */
export const LONG = 2000;
const COLUMNS = 500;
const TREND_COLUMNS = 80;

/** The stretches of a curve between values that cannot be drawn. */
export function drawableStretches(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  isDrawable: (value: number) => boolean,
): readonly Stretch[] {
  const stretches: CurvePoint[][] = [];
  let open = false;
  for (let i = 0; i < y.length; i++) {
    const point = { x: x[i] ?? Number.NaN, y: y[i] ?? Number.NaN };
    const drawable = isDrawable(point.y) && Number.isFinite(point.x);
    if (drawable && !open) stretches.push([]);
    if (drawable) stretches.at(-1)?.push(point);
    open = drawable;
  }
  return stretches;
}

/**
 * The first, last, lowest and highest point in each of 500 equal parts of the stretch: on a screen it looks like the
 * whole.
 */
export function decimate(stretch: Stretch): Stretch {
  return inColumns(stretch, COLUMNS).flatMap(extremes);
}

/** The mean point of each of 80 equal parts of the stretch. */
export function trend(stretch: Stretch): Stretch {
  return inColumns(stretch, TREND_COLUMNS).map((points) => ({
    x: points.reduce((total, point) => total + point.x, 0) / points.length,
    y: points.reduce((total, point) => total + point.y, 0) / points.length,
  }));
}

function inColumns(stretch: Stretch, columns: number): readonly Stretch[] {
  const [first, last] = [stretch[0]?.x ?? 0, stretch.at(-1)?.x ?? 0];
  const width = (last - first) / columns || 1;
  return [
    ...Map.groupBy(stretch, ({ x }) => Math.min(columns - 1, Math.floor((x - first) / width))).values(),
  ];
}

/** The first, last, lowest and highest of the points, in their order and each once. */
function extremes(points: Stretch): Stretch {
  let [lowest, highest] = [0, 0];
  points.forEach((point, i) => {
    if (point.y < (points[lowest]?.y ?? 0)) lowest = i;
    if (point.y > (points[highest]?.y ?? 0)) highest = i;
  });
  const kept = new Set([0, lowest, highest, points.length - 1]);
  return points.filter((_, i) => kept.has(i));
}
