import type { Updateable } from 'kysely';
import type { RunTable } from '../database/schema.ts';
import type { RunRecord, RunStatus, Scores } from './run.ts';

/** What can be said of a run while it lasts. */
export interface RunChange {
  readonly status?: RunStatus;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly heartbeatAt?: number;
  readonly pid?: number;
  readonly scores?: Scores;
  readonly message?: string;
  readonly note?: string;
  readonly trashedAt?: number | null;
  readonly record?: RunRecord;
}

/** The columns that a change sets. */
export function columnsOf(change: RunChange): Updateable<RunTable> {
  const { status, startedAt, endedAt, heartbeatAt, pid, scores, message, note, trashedAt, record } = change;
  const columns = {
    status,
    started_at: startedAt,
    ended_at: endedAt,
    heartbeat_at: heartbeatAt,
    pid,
    scores_json: scores && JSON.stringify(scores),
    message,
    note,
    trashed_at: trashedAt,
    record_json: record && JSON.stringify(record),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
