import { numberText } from '../../images/values-in-words.ts';
import styles from './table-panel.module.css';
import type { Table } from './table-panel.tsx';

type Values = Table['columns'][number]['values'];

/** A column of a table: the distribution of its values. */
export function ColumnCard({
  name,
  values,
  rowCount,
}: {
  readonly name: string;
  readonly values: Values;
  readonly rowCount: number;
}) {
  return (
    <li className={styles.column}>
      <strong title={name}>{name}</strong>
      {values.kind === 'numbers' ? (
        <Histogram values={values} />
      ) : (
        <Words values={values} rowCount={rowCount} />
      )}
      {values.missing > 0 && <span className={styles.missing}>{values.missing} missing</span>}
    </li>
  );
}

function Histogram({ values }: { readonly values: Extract<Values, { kind: 'numbers' }> }) {
  const { bins, min, max, mean, deviation } = values;
  const most = Math.max(1, ...bins);
  const text = (value: number) => numberText(Number(value.toPrecision(3)));
  return (
    <>
      <svg
        className={styles.histogram}
        viewBox={`0 0 ${bins.length} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Histogram from ${text(min)} to ${text(max)}; mean ${text(mean)}, standard deviation ${text(deviation)}`}
      >
        {bins.map((count, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is known by its place
          <rect key={i} x={i + 0.05} width={0.9} y={10 - (10 * count) / most} height={(10 * count) / most} />
        ))}
      </svg>
      <span className={styles.range}>
        <span>{text(min)}</span>
        <span>{text(max)}</span>
      </span>
      <span className={styles.hint}>
        {text(mean)} ± {text(deviation)}
      </span>
    </>
  );
}

const MOST_SHOWN = 4;

function Words({
  values: { counts, distinct },
  rowCount,
}: {
  readonly values: Extract<Values, { kind: 'words' }>;
  readonly rowCount: number;
}) {
  const shown = counts.slice(0, MOST_SHOWN);
  return (
    <>
      <ul className={styles.words}>
        {shown.map(({ value, rows }) => (
          <li key={value}>
            <span title={value}>{value}</span>
            <span>{rows}</span>
            <span className={styles.share} style={{ width: `${(100 * rows) / Math.max(1, rowCount)}%` }} />
          </li>
        ))}
      </ul>
      {distinct > shown.length && (
        <span className={styles.hint}>and {distinct - shown.length} other values</span>
      )}
    </>
  );
}
