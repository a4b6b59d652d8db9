import { ACROSS, Axes, FRAME, UP } from '../drawings/axes.tsx';
import { Drawing } from '../drawings/drawing.tsx';
import { extentOf, linearScale } from '../drawings/scale.ts';
import styles from './own-table.module.css';

/** More points are not drawn. */
const MOST_POINTS = 800;

/** What was predicted against what is true; on the dashed line they are the same. */
export function PredictedPlot({
  name,
  pairs,
}: {
  readonly name: string;
  readonly pairs: readonly (readonly [number, number])[];
}) {
  const [low, high] = extentOf(pairs.flat());
  const x = linearScale([low, high], ACROSS);
  const y = linearScale([low, high], UP);
  return (
    <Drawing title="Predicted against true, test rows" description={`${pairs.length} rows of ${name}`}>
      <svg
        viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
        width={FRAME.width}
        height={FRAME.height}
        aria-hidden="true"
      >
        <Axes x={x} y={y} xTitle={`${name}, true`} yTitle="predicted" />
        <line className={styles.ideal} x1={x(low)} y1={y(low)} x2={x(high)} y2={y(high)} />
        {pairs.slice(0, MOST_POINTS).map(([truth, predicted], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has its place.
          <circle key={at} className={styles.point} cx={x(truth)} cy={y(predicted)} r={2.5} />
        ))}
      </svg>
    </Drawing>
  );
}
