import { ACROSS, Axes, FRAME, UP } from './axes.tsx';
import { Drawing } from './drawing.tsx';
import styles from './drawings.module.css';
import { extentOf, linearScale, logScale, roundedOut, type Scale, shortNumber } from './scale.ts';

/** A curve: one value for each step, the first one at `first` (1 by default), each `every` (1) steps. */
export interface Curve {
  readonly name: string;
  readonly values: readonly number[];
  readonly first?: number;
  readonly every?: number;
}

/** No more points of a curve are drawn: there are not more pixels. */
const MOST_POINTS = 400;

const DASHES = [undefined, '6 3', '2 3', '8 3 2 3'] as const;

/**
 * Curves over steps or epochs. Those of one drawing have colors and dashes of their own.
 *
 * @param isLog whether the vertical axis counts factors, where all values are above 0
 */
export function Curves({ title, curves, xTitle, yTitle, isLog = false }: CurvesProps) {
  const { x, y } = scalesOf(curves, isLog);
  return (
    <Drawing
      title={title}
      description={described(curves)}
      table={<CurveTable curves={curves} xTitle={xTitle} />}
    >
      <svg
        viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
        width={FRAME.width}
        height={FRAME.height}
        aria-hidden="true"
      >
        <Axes x={x} y={y} xTitle={xTitle} yTitle={yTitle} />
        {curves.map((curve, at) => (
          <path
            key={curve.name}
            className={styles.curve}
            d={pathOf(curve, x, y)}
            stroke={`var(--series-${at + 1})`}
            strokeDasharray={DASHES[at]}
          />
        ))}
      </svg>
      <Legend names={curves.map(({ name }) => name)} />
    </Drawing>
  );
}

interface CurvesProps {
  readonly title: string;
  readonly curves: readonly Curve[];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly isLog?: boolean;
}

/** Which line is which. */
function Legend({ names }: { readonly names: readonly string[] }) {
  if (names.length < 2) return null;
  return (
    <ul className={styles.legend}>
      {names.map((name, at) => (
        <li key={name}>
          <svg width="26" height="8" aria-hidden="true">
            <path
              d="M0,4H26"
              className={styles.curve}
              stroke={`var(--series-${at + 1})`}
              strokeDasharray={DASHES[at]}
            />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

/** Where the value at a place of a curve stands on the horizontal axis. */
function stepAt({ first = 1, every = 1 }: Curve, at: number): number {
  return first + at * every;
}

function scalesOf(curves: readonly Curve[], isLog: boolean): { readonly x: Scale; readonly y: Scale } {
  const values = curves.flatMap((curve) => [...extentOf(curve.values, [Number.NaN, Number.NaN])]);
  const [low, high] = extentOf(values, isLog ? [0.1, 1] : [0, 1]);
  const steps = curves.flatMap((curve) => [
    stepAt(curve, 0),
    stepAt(curve, Math.max(1, curve.values.length - 1)),
  ]);
  const x = linearScale(extentOf(steps), ACROSS);
  if (!isLog) return { x, y: linearScale(roundedOut(Math.min(0, low), high > 0 ? high : 1), UP) };
  const least = Math.max(low, high * 1e-12, Number.MIN_VALUE);
  return { x, y: logScale([least * 0.8, Math.max(high, least) * 1.25], UP) };
}

function pathOf(curve: Curve, x: Scale, y: Scale): string {
  const every = Math.ceil(curve.values.length / MOST_POINTS);
  const points = curve.values.flatMap((value, at) => {
    const isDrawn = at % every === 0 || at === curve.values.length - 1;
    return isDrawn && Number.isFinite(value)
      ? [`${x(stepAt(curve, at)).toFixed(1)},${y(value).toFixed(1)}`]
      : [];
  });
  return points.length > 0 ? `M${points.join('L')}` : '';
}

function described(curves: readonly Curve[]): string {
  const ends = curves.flatMap(({ name, values }) => {
    const [first, last] = [values[0], values.at(-1)];
    return first === undefined || last === undefined
      ? []
      : [`${name} from ${shortNumber(first)} to ${shortNumber(last)}`];
  });
  return ends.length > 0 ? ends.join(', ') : 'nothing yet';
}

/** How many rows the table of a drawing has at most. */
const MOST_ROWS = 20;

function CurveTable({ curves, xTitle }: Pick<CurvesProps, 'curves' | 'xTitle'>) {
  const [longest] = curves.toSorted((a, b) => b.values.length - a.values.length);
  const count = longest?.values.length ?? 0;
  const every = Math.max(1, Math.ceil(count / MOST_ROWS));
  const rows = Array.from({ length: count }, (_, at) => at).filter(
    (at) => at % every === 0 || at === count - 1,
  );
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{xTitle}</th>
          {curves.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((at) => (
          <tr key={at}>
            <td>{longest && stepAt(longest, at)}</td>
            {curves.map(({ name, values }) => (
              <td key={name}>{values[at] === undefined ? '' : shortNumber(values[at])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
