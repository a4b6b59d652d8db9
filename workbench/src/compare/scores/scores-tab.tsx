import { formatNumber } from 'echotrain/report';
import { Notice } from '../../controls/notice.tsx';
import { scoreName } from '../../runs/words.ts';
import { SideName } from '../side-name.tsx';
import { sideNames } from '../side-names.ts';
import type { Comparison } from '../use-comparison.ts';
import { PerRun } from './per-run.tsx';
import { ScoreRow } from './score-row.tsx';
import styles from './scores-tab.module.css';

/** Resampling fewer cases than this says less than it seems. */
const FEW = 10;

/** The scores of all sides with their intervals and differences, what else was recorded, and how the runs differ. */
export function ScoresTab({ comparison }: { readonly comparison: Comparison }) {
  return (
    <div className={styles.tab}>
      {comparison.sides.length > 0 ? (
        <CaseScores comparison={comparison} />
      ) : (
        <NoCases part={comparison.part} />
      )}
      <div className={styles.columns}>
        <RecordedScores comparison={comparison} />
        <Settings comparison={comparison} />
      </div>
    </div>
  );
}

function NoCases({ part }: { readonly part: string }) {
  return (
    <Notice title={`There are no cases of the ${part} part`}>
      Cases are kept when a run is evaluated, at its end: runs that are under way, were stopped, or were
      recorded by an older version have none. Of reconstructions there are cases of the test part only.
    </Notice>
  );
}

function CaseScores({ comparison: { sides, scores, shared } }: { readonly comparison: Comparison }) {
  const names = sideNames(sides);
  return (
    <section aria-labelledby="scores" className={styles.card}>
      <h2 id="scores">Scores</h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Mean over cases</th>
              {names.map((name, at) => (
                <th key={sides[at]?.key} scope="col">
                  <SideName name={name} at={at} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {scores.map((one) => (
              <ScoreRow key={one.score} compared={one} />
            ))}
            <tr>
              <th scope="row">Cases</th>
              {sides.map(({ key, cases }) => (
                <td key={key}>{formatNumber(cases)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      {sides.length > 1 && (
        <p className={styles.note}>
          Below each mean its 95 % interval. Δ is the difference from {names[0]} over the cases that both
          have, with its 95 % interval from paired resampling (of subjects, where cases share them). All sides
          share {formatNumber(shared)} cases.
          {shared < FEW && ' So few cases say little: their intervals are too narrow.'}
        </p>
      )}
    </section>
  );
}

function RecordedScores({ comparison: { runs } }: { readonly comparison: Comparison }) {
  const names = [...new Set(runs.flatMap(({ scores }) => Object.keys(scores)))];
  if (names.length === 0) return null;
  return (
    <section aria-labelledby="recorded" className={styles.card}>
      <h2 id="recorded">As recorded</h2>
      <PerRun
        runs={runs}
        rows={names.map((name) => ({
          name: scoreName(name),
          values: runs.map(({ scores }) => {
            const value = scores[name];
            return value === undefined ? '' : formatNumber(value);
          }),
        }))}
      />
    </section>
  );
}

function Settings({ comparison: { runs, settings } }: { readonly comparison: Comparison }) {
  if (runs.length < 2) return null;
  return (
    <section aria-labelledby="settings" className={styles.card}>
      <h2 id="settings">Settings that differ</h2>
      {settings.length === 0 ? (
        <p className={styles.note}>None: the runs were told the same.</p>
      ) : (
        <PerRun
          runs={runs}
          rows={settings.map(({ path, values }) => ({
            name: path,
            values: values.map((value) => value ?? '–'),
          }))}
        />
      )}
    </section>
  );
}
