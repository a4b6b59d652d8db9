import { formatDuration, formatNumber } from 'echotrain/report';
import type { Run } from 'echotrain/store';
import { Button } from '../controls/button.tsx';
import { ProgressBar } from '../controls/progress-bar.tsx';
import { StatusBadge } from '../controls/status-badge.tsx';
import { Link } from '../navigation/link.tsx';
import { actionsOf, type RunAction } from './run-actions.ts';
import styles from './runs-page.module.css';
import { type Progress, useProgress, useWaiting } from './use-progress.ts';
import { coarse, type mainScores, scoreName } from './words.ts';

/** A run's name, which leads to it, and what is noted of it. */
export function Name({ run: { id, name, note } }: { readonly run: Run }) {
  return (
    <>
      <Link
        to={`/runs/${id}`}
        tabIndex={-1}
        title={note ? `${name}\n\n${note}` : name}
        className={styles.name}
      >
        {name}
      </Link>
      {note && <span className={styles.note}> {note}</span>}
    </>
  );
}

/** Where a run stands, how far it is, or why it failed. */
export function Status({ run }: { readonly run: Run }) {
  const progress = useProgress(run.id);
  const reason = useWaiting(run.id);
  if (run.status === 'running' || run.status === 'paused') return <AtWork run={run} progress={progress} />;
  const told = run.status === 'queued' ? reason : run.message;
  return (
    <span className={styles.status} title={told}>
      <StatusBadge status={run.status} />
      {told && <span className={styles.note}>{told}</span>}
    </span>
  );
}

function AtWork({ run, progress }: { readonly run: Run; readonly progress: Progress | undefined }) {
  const left = progress?.secondsLeft;
  const text = left === undefined ? progress?.text : `${formatDuration(coarse(left))} left`;
  return (
    <span className={styles.status} title={progress && `${progress.text}, ${text}`}>
      <StatusBadge status={run.status} />
      {progress && (
        <ProgressBar
          label={`Progress of run ${run.id}`}
          share={progress.share}
          text={run.status === 'paused' ? '' : (text ?? '')}
        />
      )}
    </span>
  );
}

/** Scores with their names; the part is said once. */
export function ShownScores({ scores }: { readonly scores: ReturnType<typeof mainScores> }) {
  const text = scores.map(([name, value]) => `${scoreName(name)} ${formatNumber(value)}`).join(', ');
  return (
    <span title={text} className={styles.scores}>
      {scores.map(([name, value], i) => (
        <span key={name}>
          {i === 0 ? scoreName(name) : scoreName(name).replace(/^\w+ /, '')} <b>{formatNumber(value)}</b>
        </span>
      ))}
    </span>
  );
}

/** A run's tags. */
export function Tags({ tags }: { readonly tags: readonly string[] }) {
  return (
    <span title={tags.join(' ')}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}

/** What can be done with a run's process; keys do the same. */
export function RowActions({
  run,
  onAct,
}: {
  readonly run: Run;
  readonly onAct: (action: RunAction) => void;
}) {
  return actionsOf(run).map((action) => (
    <Button
      key={action.name}
      kind="quiet"
      tabIndex={-1}
      className={styles.action}
      title={`${action.what} (${action.key})`}
      aria-label={`${action.label} run ${run.id}`}
      onClick={() => onAct(action)}
    >
      <span aria-hidden="true">{action.sign}</span>
    </Button>
  ));
}
