import { ACROSS, Axes, FRAME, UP } from '../drawings/axes.tsx';
import { Drawing } from '../drawings/drawing.tsx';
import { extentOf, linearScale, type Scale } from '../drawings/scale.ts';
import styles from './line.module.css';
import type { Line, Point } from './points.ts';

/** Points, and a line through them. */
export function LinePlot({
  points,
  line,
}: {
  readonly points: readonly Point[];
  readonly line: Line | undefined;
}) {
  const [left, right] = extentOf(points.map(({ x }) => x));
  const x = linearScale([left - 0.5, right + 0.5], ACROSS);
  const [low, high] = extentOf(points.map(({ y }) => y));
  const y = linearScale([Math.min(0, low - 1), high + 1.5], UP);
  const said = line ? `the line y = ${line.k.toFixed(2)} x + ${line.d.toFixed(2)}` : 'no line yet';
  return (
    <Drawing title="Points and line" description={`${points.length} points, ${said}`}>
      <svg
        viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
        width={FRAME.width}
        height={FRAME.height}
        aria-hidden="true"
      >
        <Axes x={x} y={y} xTitle="x" yTitle="y" />
        {line && <LinePath line={line} from={left - 0.5} to={right + 0.5} x={x} y={y} />}
        {points.map((point) => (
          <circle key={point.x} className={styles.point} cx={x(point.x)} cy={y(point.y)} r={5} />
        ))}
      </svg>
    </Drawing>
  );
}

/** A line, cut off where the axes end. */
function LinePath({
  line: { k, d },
  from,
  to,
  x,
  y,
}: {
  readonly line: Line;
  readonly from: number;
  readonly to: number;
  readonly x: Scale;
  readonly y: Scale;
}) {
  if (!Number.isFinite(k) || !Number.isFinite(d)) return null;
  const [bottom, top] = UP;
  const [left, right] = ACROSS;
  return (
    <>
      <clipPath id="within-axes">
        <rect x={left} y={top} width={right - left} height={bottom - top} />
      </clipPath>
      <line
        className={styles.line}
        clipPath="url(#within-axes)"
        x1={x(from)}
        y1={y(k * from + d)}
        x2={x(to)}
        y2={y(k * to + d)}
      />
    </>
  );
}
