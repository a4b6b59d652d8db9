import styles from './drawings.module.css';

/** How often items of each class (rows) are taken for which (columns). */
export function ConfusionTable({ title, classes, counts }: ConfusionTableProps) {
  return (
    <table className={styles.confusion}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">is, taken for</th>
          {classes.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {classes.map((name, row) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {classes.map((other, column) => (
              <Cell key={other} counts={counts[row] ?? []} column={column} isRight={row === column} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ConfusionTableProps {
  readonly title: string;
  readonly classes: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

function Cell({
  counts,
  column,
  isRight,
}: {
  readonly counts: readonly number[];
  readonly column: number;
  readonly isRight: boolean;
}) {
  const count = counts[column] ?? 0;
  const total = counts.reduce((a, b) => a + b, 0);
  const share = total > 0 ? Math.round((40 * count) / total) : 0;
  const color = `var(--series-${isRight ? 1 : 2})`;
  return <td style={{ background: `color-mix(in srgb, ${color} ${share}%, transparent)` }}>{count}</td>;
}

/** Counts pairs of a true and a predicted class. */
export function countPairs(pairs: Iterable<readonly [number, number]>, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (const [truth, predicted] of pairs) {
    const row = counts[truth];
    if (row) row[predicted] = (row[predicted] ?? 0) + 1;
  }
  return counts;
}
