import { formatNumber } from 'echotrain/report';
import { signed } from '../score-words.ts';
import { SideName } from '../side-name.tsx';
import { sideNames } from '../side-names.ts';
import type { CaseAnswers, Side } from '../use-comparison.ts';
import styles from './case-view.module.css';

/** What is true, what each side predicts, and how far that is off. */
export function ValueAnswers({
  answers,
  sides,
}: {
  readonly answers: CaseAnswers['answers'];
  readonly sides: readonly Side[];
}) {
  const names = sideNames(sides);
  const targets = answers.find((answer) => answer !== null)?.targets ?? [];
  return (
    <div className={styles.card}>
      <table className={styles.table}>
        <thead>
          <tr>
            {targets.length > 1 && <th scope="col">Number</th>}
            <th scope="col">True</th>
            {names.map((name, at) => (
              <th key={sides[at]?.key} scope="col">
                <SideName name={name} at={at} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {targets.map((target, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: numbers stay in their order.
            <tr key={i}>
              {targets.length > 1 && <th scope="row">{i + 1}</th>}
              <td>{formatNumber(target ?? Number.NaN)}</td>
              {answers.map((answer, at) => {
                const said = answer?.predictions[i] ?? Number.NaN;
                return (
                  <td key={sides[at]?.key}>
                    {formatNumber(said)} ({signed(said - (target ?? Number.NaN))})
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
