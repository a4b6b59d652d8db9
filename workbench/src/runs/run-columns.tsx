import { formatDuration } from 'echotrain/report';
import type { Run } from 'echotrain/store';
import type { Column } from '../controls/data-table/column.ts';
import type { RunAction } from './run-actions.ts';
import { Name, RowActions, ShownScores, Status, Tags } from './run-cells.tsx';
import { ageText, dayText, mainScores, scoreName, secondsOf } from './words.ts';

/** What the table of runs shows besides the runs. */
export interface RunColumnsOptions {
  readonly now: number;
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
export function runColumns({ now, score, hasNames, onAct }: RunColumnsOptions): readonly Column<Run>[] {
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
      cell: (run) => <Status run={run} />,
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

function only(scores: Run['scores'], name: string): ReturnType<typeof mainScores> {
  const value = scores[name];
  return value === undefined ? [] : [[name, value]];
}

function durationText(run: Run, now: number): string {
  const seconds = secondsOf(run, now);
  return seconds === undefined ? '' : formatDuration(seconds);
}
