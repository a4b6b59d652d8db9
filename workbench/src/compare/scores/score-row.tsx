import { formatNumber } from 'echotrain/report';
import { isHighBest, pText, scoreTitleWithUnit, signed } from '../score-words.ts';
import type { Comparison } from '../use-comparison.ts';
import styles from './scores-tab.module.css';

type ComparedScore = Comparison['scores'][number];

/** Which side has the best mean; none where they are alike. */
function bestOf({ score, means }: ComparedScore): number {
  const values = means.map(({ mean }) => (isHighBest(score) ? mean : -mean));
  const most = Math.max(...values);
  return new Set(values).size > 1 ? values.indexOf(most) : -1;
}

/** A score of all sides, the best one marked. */
export function ScoreRow({ compared }: { readonly compared: ComparedScore }) {
  const { score, means, differences } = compared;
  const best = bestOf(compared);
  return (
    <tr>
      <th scope="row">
        {scoreTitleWithUnit(score)}
        <div className={styles.muted}>{isHighBest(score) ? 'more is better' : 'less is better'}</div>
      </th>
      {means.map(({ mean, interval }, at) => {
        const found = differences[at];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: sides stay in their order.
          <td key={at}>
            <span className={at === best ? styles.best : undefined}>{formatNumber(mean)}</span>
            {interval && (
              <div className={styles.muted}>
                {formatNumber(interval.lower)} to {formatNumber(interval.upper)}
              </div>
            )}
            {found && (
              <div className={styles.difference} title={`${found.test}, ${found.cases} cases`}>
                Δ {signed(found.difference.estimate)}{' '}
                <span className={styles.muted}>
                  ({signed(found.difference.lower)} to {signed(found.difference.upper)}),{' '}
                  {pText(found.pValue)}
                </span>
              </div>
            )}
          </td>
        );
      })}
    </tr>
  );
}
