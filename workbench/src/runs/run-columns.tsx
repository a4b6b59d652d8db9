import { formatDuration, formatNumber } from 'echotrain/report';
import type { Run } from 'echotrain/store';
import { Button } from '../controls/button.tsx';
import type { Column } from '../controls/data-table/column.ts';
import { ProgressBar } from '../controls/progress-bar.tsx';
import { StatusBadge } from '../controls/status-badge.tsx';
import { Link } from '../navigation/link.tsx';
import { actionsOf, type RunAction } from './run-actions.ts';
import styles from './runs-page.module.css';
import type { Progress } from './use-progress.ts';
import { ageText, coarse, dayText, isActive, mainScores, scoreName, secondsOf } from './words.ts';

/** What the table of runs shows besides the runs. */
export interface RunColumnsOptions {
  readonly now: number;
  readonly progress: ReadonlyMap<number, Progress>;
  /** The score that is shown; the main ones where it is empty. */
  readonly score: string;
  /** Whether runs have names of their own, and not those of their studies. */
  readonly hasNames: boolean;
  /** Nothing where runs are only read. */
  readonly onAct: ((action: RunAction, run: Run) => void) | undefined;
}

const STUDY: Column<Run> = {
  ...{ key: 'study', title: 'Study', width: '12%' },
  value: ({ study }) => study,
  cell: ({ study }) => <span title={study}>{study}</span>,
};

/** The columns of the table of runs. */
export function runColumns({
  now,
  progress,
  score,
  hasNames,
  onAct,
}: RunColumnsOptions): readonly Column<Run>[] {
  return [
    {
      ...{ key: 'number', title: 'Run', width: '4.3em', isNumber: true, isDescendingFirst: true },
      value: ({ id }) => id,
      cell: ({ id }) => id,
    },
    {
      ...{ key: 'name', title: 'Name' },
      value: ({ name }) => name,
      cell: (run) => <Name run={run} />,
    },
    ...(hasNames ? [STUDY] : []),
    {
      ...{ key: 'status', title: 'Status', width: '16em' },
      value: ({ status }) => status,
      cell: (run) => <Status run={run} progress={progress.get(run.id)} />,
    },
    {
      ...{ key: 'scores', title: score ? scoreName(score) : 'Scores', width: '20%', isDescendingFirst: true },
      value: ({ scores }) => (score ? scores[score] : mainScores(scores)[0]?.[1]),
      cell: ({ scores }) => <ShownScores scores={score ? only(scores, score) : mainScores(scores)} />,
    },
    {
      ...{ key: 'started', title: 'Started', width: '7.8em', isDescendingFirst: true },
      value: ({ startedAt, createdAt }) => startedAt ?? createdAt,
      cell: ({ startedAt }) =>
        startedAt !== undefined && <span title={dayText(startedAt)}>{ageText(startedAt, now)}</span>,
    },
    {
      ...{ key: 'duration', title: 'Took', width: '6.6em', isNumber: true, isDescendingFirst: true },
      value: (run) => secondsOf(run, now),
      cell: (run) => durationText(run, now),
    },
    {
      ...{ key: 'tags', title: 'Tags', width: '8%' },
      value: ({ tags }) => tags.join(' ') || undefined,
      cell: ({ tags }) => <Tags tags={tags} />,
    },
    {
      ...{ key: 'actions', title: 'Actions', width: '5.8em' },
      cell: (run) => onAct && <RowActions run={run} onAct={(action) => onAct(action, run)} />,
    },
  ];
}

function Name({ run: { id, name, note } }: { readonly run: Run }) {
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

function Status({ run, progress }: { readonly run: Run; readonly progress: Progress | undefined }) {
  const isShown = progress && isActive(run.status) && run.status !== 'queued';
  const left = progress?.secondsLeft;
  const text = left === undefined ? progress?.text : `${formatDuration(coarse(left))} left`;
  return (
    <span className={styles.status} title={isShown ? `${progress.text}, ${text}` : run.message}>
      <StatusBadge status={run.status} />
      {isShown && (
        <ProgressBar
          label={`Progress of run ${run.id}`}
          share={progress.share}
          text={run.status === 'paused' ? '' : (text ?? '')}
        />
      )}
      {!isShown && run.message && <span className={styles.note}>{run.message}</span>}
    </span>
  );
}

function ShownScores({ scores }: { readonly scores: ReturnType<typeof mainScores> }) {
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

function only(scores: Run['scores'], name: string): ReturnType<typeof mainScores> {
  const value = scores[name];
  return value === undefined ? [] : [[name, value]];
}

function Tags({ tags }: { readonly tags: readonly string[] }) {
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

function RowActions({ run, onAct }: { readonly run: Run; readonly onAct: (action: RunAction) => void }) {
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

function durationText(run: Run, now: number): string {
  const seconds = secondsOf(run, now);
  return seconds === undefined ? '' : formatDuration(seconds);
}
