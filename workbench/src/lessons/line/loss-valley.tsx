import { useId } from 'react';
import { ACROSS, Axes, FRAME, UP } from '../drawings/axes.tsx';
import { Drawing } from '../drawings/drawing.tsx';
import { linearScale, type Scale } from '../drawings/scale.ts';
import styles from './line.module.css';
import type { Line, Point } from './points.ts';

/** How much of the valley is shown about its bottom. */
const AROUND = { k: 2.6, d: 3.2 } as const;

/** Losses above the least one that contours stand for. */
const LEVELS = [0.1, 1, 5, 15, 40, 100, 250] as const;

/** The loss over all lines, in contours, and the way that the training took. */
export function LossValley({
  points,
  path,
}: {
  readonly points: readonly Point[];
  readonly path: readonly Line[];
}) {
  const valley = valleyOf(points);
  const { bottom } = valley;
  const clip = useId();
  const x = linearScale([bottom.k - AROUND.k, bottom.k + AROUND.k], ACROSS);
  const y = linearScale([bottom.d - AROUND.d, bottom.d + AROUND.d], UP);
  const now = path.at(-1);
  const said = now ? `now at k = ${now.k.toFixed(2)}, d = ${now.d.toFixed(2)}` : 'not started';
  return (
    <Drawing
      title="The valley of the loss"
      description={`bottom at k = ${bottom.k.toFixed(2)}, d = ${bottom.d.toFixed(2)}; ${said}`}
    >
      <svg
        viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
        width={FRAME.width}
        height={FRAME.height}
        aria-hidden="true"
      >
        <clipPath id={clip}>
          <rect x={ACROSS[0]} y={UP[1]} width={ACROSS[1] - ACROSS[0]} height={UP[0] - UP[1]} />
        </clipPath>
        <Axes x={x} y={y} xTitle="slope k" yTitle="offset d" />
        <g clipPath={`url(#${clip})`}>
          {LEVELS.map((level) => (
            <path key={level} className={styles.contour} d={contourOf(valley, level, x, y)} />
          ))}
          <path className={styles.bottom} d={cross(x(bottom.k), y(bottom.d))} />
          <path className={styles.path} d={wayOf(path, x, y)} />
          {now && Number.isFinite(x(now.k)) && (
            <circle className={styles.now} cx={x(now.k)} cy={y(now.d)} r={5} />
          )}
        </g>
      </svg>
    </Drawing>
  );
}

/** Σ (k x + d − y)² = least + (Δk, Δd) [[xx, x], [x, n]] (Δk, Δd)ᵀ about its bottom. */
interface Valley {
  readonly bottom: Line;
  readonly xx: number;
  readonly x: number;
  readonly n: number;
}

/** The valley of the loss, by least squares (Legendre 1805). */
function valleyOf(points: readonly Point[]): Valley {
  const sum = (of: (point: Point) => number) => points.reduce((total, point) => total + of(point), 0);
  const [xx, x, n] = [sum((point) => point.x ** 2), sum((point) => point.x), points.length];
  const [xy, y] = [sum((point) => point.x * point.y), sum((point) => point.y)];
  const determinant = xx * n - x * x;
  return { bottom: { k: (n * xy - x * y) / determinant, d: (xx * y - x * xy) / determinant }, xx, x, n };
}

/** All lines whose loss lies so far above the least: an ellipse, at 60 angles. */
function contourOf({ bottom, xx, x: mixed, n }: Valley, level: number, x: Scale, y: Scale): string {
  const places = Array.from({ length: 60 }, (_, i) => {
    const angle = (i / 60) * 2 * Math.PI;
    const [k, d] = [Math.cos(angle), Math.sin(angle)];
    const radius = Math.sqrt(level / (xx * k * k + 2 * mixed * k * d + n * d * d));
    return `${x(bottom.k + radius * k).toFixed(1)},${y(bottom.d + radius * d).toFixed(1)}`;
  });
  return `M${places.join('L')}Z`;
}

/** Places further away than that are not drawn; nobody sees them. */
const FAR = 5_000;

function wayOf(path: readonly Line[], x: Scale, y: Scale): string {
  const places = path
    .map(({ k, d }) => [x(k), y(d)] as const)
    .filter(([across, up]) => Math.abs(across) < FAR && Math.abs(up) < FAR);
  return places.length > 0
    ? `M${places.map((place) => place.map((at) => at.toFixed(1)).join()).join('L')}`
    : '';
}

function cross(x: number, y: number): string {
  return `M${x - 5},${y}H${x + 5}M${x},${y - 5}V${y + 5}`;
}
