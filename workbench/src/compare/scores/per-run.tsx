import type { Comparison } from '../use-comparison.ts';
import styles from './scores-tab.module.css';

/** A table of texts with a column for each run. */
export function PerRun({
  runs,
  rows,
}: {
  readonly runs: Comparison['runs'];
  readonly rows: readonly { readonly name: string; readonly values: readonly string[] }[];
}) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <td />
            {runs.map(({ id }) => (
              <th key={id} scope="col">
                Run {id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row" className={styles.path}>
                {name}
              </th>
              {values.map((value, at) => (
                <td key={runs[at]?.id} className={styles.value}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
