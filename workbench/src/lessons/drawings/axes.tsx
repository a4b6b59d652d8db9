import styles from './drawings.module.css';
import { type Scale, shortNumber } from './scale.ts';

/** A drawing's size and the place of its axes, in pixels. */
export const FRAME = { width: 440, height: 250, left: 56, right: 14, top: 10, bottom: 40 } as const;

/** From left to right, and from bottom to top, within the axes. */
export const ACROSS = [FRAME.left, FRAME.width - FRAME.right] as const;
export const UP = [FRAME.height - FRAME.bottom, FRAME.top] as const;

/** Two axes with their ticks and names, behind a drawing. */
export function Axes({ x, y, xTitle, yTitle }: AxesProps) {
  const [left, right] = ACROSS;
  const [bottom, top] = UP;
  return (
    <g className={styles.axes}>
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6} y={y(tick)} dy="0.35em" textAnchor="end">
            {shortNumber(tick)}
          </text>
        </g>
      ))}
      {x.ticks.map((tick) => (
        <text key={tick} x={x(tick)} y={bottom + 15} textAnchor="middle">
          {shortNumber(tick)}
        </text>
      ))}
      <path d={`M${left},${top}V${bottom}H${right}`} />
      <text x={(left + right) / 2} y={FRAME.height - 6} textAnchor="middle">
        {xTitle}
      </text>
      <text transform={`translate(12,${(top + bottom) / 2}) rotate(-90)`} textAnchor="middle">
        {yTitle}
      </text>
    </g>
  );
}

interface AxesProps {
  readonly x: Scale;
  readonly y: Scale;
  readonly xTitle: string;
  readonly yTitle: string;
}
