import type { CurveFinding } from 'echotrain/evaluate';
import { useState } from 'react';
import { Button } from '../../controls/button.tsx';
import { classes } from '../../controls/classes.ts';
import { Link } from '../../navigation/link.tsx';
import { ExplanationDialog } from './explanation-dialog.tsx';
import styles from './findings-panel.module.css';

const CERTAINTIES: Readonly<Record<CurveFinding['certainty'], string>> = {
  sure: 'Hardly anything else looks so',
  likely: 'Something else seldom looks so',
  possible: 'Worth a look',
};

/** What is fine, what is worth knowing, and what spoils a training. */
function moodOf(kind: CurveFinding['kind']): 'good' | 'neutral' | 'bad' {
  if (kind === 'good fit') return 'good';
  return ['undecided', 'plateau'].includes(kind) ? 'neutral' : 'bad';
}

const SIGNS = { good: '✓', neutral: '◦', bad: '!' } as const;

/** What the curves of a run say: each finding with its evidence, where it is to be seen, and what to try. */
export function FindingsPanel({
  run,
  findings,
  isRunning,
  hasCurves,
  chosen,
  onChoose,
}: {
  readonly run: number;
  readonly findings: readonly CurveFinding[];
  readonly isRunning: boolean;
  readonly hasCurves: boolean;
  /** The finding whose place is marked in the charts. */
  readonly chosen: CurveFinding['kind'] | undefined;
  readonly onChoose: (finding: CurveFinding | undefined) => void;
}) {
  const [explained, setExplained] = useState<CurveFinding['kind']>();
  return (
    <aside className={styles.panel} aria-label="What the curves say">
      <h2>What the curves say</h2>
      {findings.length === 0 && <p className={styles.empty}>{emptyText(isRunning, hasCurves)}</p>}
      <ul>
        {findings.map((finding) => (
          <Finding
            key={finding.kind}
            {...{ run, finding }}
            isChosen={finding.kind === chosen}
            onChoose={() => onChoose(finding.kind === chosen ? undefined : finding)}
            onExplain={() => setExplained(finding.kind)}
          />
        ))}
      </ul>
      <p className={styles.note}>Rules, not magic: each states its evidence, and can be wrong.</p>
      {explained && <ExplanationDialog kind={explained} onClose={() => setExplained(undefined)} />}
    </aside>
  );
}

function emptyText(isRunning: boolean, hasCurves: boolean): string {
  if (!hasCurves) return isRunning ? 'Nothing has been measured yet.' : 'Nothing was measured.';
  return isRunning
    ? 'Nothing noteworthy so far. It is too early for a verdict on the end.'
    : 'Nothing noteworthy, or too little to say anything.';
}

function Finding({
  run,
  finding: { kind, certainty, evidence, advice, settings, marks },
  isChosen,
  onChoose,
  onExplain,
}: {
  readonly run: number;
  readonly finding: CurveFinding;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onExplain: () => void;
}) {
  const mood = moodOf(kind);
  const changes = Object.entries(settings);
  return (
    <li className={classes(styles.finding, styles[mood], isChosen && styles.chosen)}>
      <h3>
        <span className={styles.sign} aria-hidden="true">
          {SIGNS[mood]}
        </span>
        {kind.charAt(0).toUpperCase() + kind.slice(1)}
        <span className={styles.certainty} title={CERTAINTIES[certainty]}>
          {certainty}
        </span>
      </h3>
      <p>{evidence}</p>
      <p>
        <b>Try:</b> {advice}
      </p>
      {changes.length > 0 && (
        <ul className={styles.settings}>
          {changes.map(([path, value]) => (
            <li key={path}>
              <code>
                {path} = {value}
              </code>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        {marks.length > 0 && (
          <Button aria-pressed={isChosen} onClick={onChoose}>
            {isChosen ? 'Hide in chart' : 'Show in chart'}
          </Button>
        )}
        {changes.length > 0 && <Link to={rerunAddress(run, changes)}>Rerun with this</Link>}
        {kind !== 'undecided' && (
          <Button kind="quiet" onClick={onExplain}>
            What it means
          </Button>
        )}
      </div>
    </li>
  );
}

/** The form of a new run, filled in from this one with other settings. */
function rerunAddress(run: number, changes: readonly (readonly [string, number])[]): string {
  const query = new URLSearchParams({ from: String(run) });
  for (const [path, value] of changes) query.append('set', `${path}=${value}`);
  return `/new?${query}`;
}
