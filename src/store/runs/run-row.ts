import { z } from 'zod';
import { InputError } from '../../util/errors.ts';
import { type Run, runStatuses } from './run.ts';
import type { RunRow } from './runs.ts';

/** Of scores that are not finite, JSON has null: they are left out. */
const scoresSchema = z
  .record(z.string(), z.number().nullable())
  .transform((scores): Run['scores'] =>
    Object.fromEntries(
      Object.entries(scores).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ),
  );

/** A row of the database as a run. */
export function runOf(row: RunRow, tags: readonly string[]): Run {
  const where = `run ${row.id}`;
  return {
    id: row.id,
    name: row.name,
    study: row.study,
    status: statusOf(row.status, where),
    createdAt: row.created_at,
    startedAt: row.started_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    heartbeatAt: row.heartbeat_at ?? undefined,
    pid: row.pid ?? undefined,
    scores: parseStored(scoresSchema, row.scores_json, `${where}, scores`),
    message: row.message ?? undefined,
    note: row.note,
    tags,
    isTrashed: row.trashed_at !== null,
  };
}

function statusOf(text: string, where: string): Run['status'] {
  const status = runStatuses.find((one) => one === text);
  if (status) return status;
  throw new InputError({ where, expected: runStatuses.join(', '), received: JSON.stringify(text) });
}

/** What the database holds as JSON. */
export function parseStored<T>(schema: z.ZodType<T>, text: string, where: string): T {
  const parsed = schema.safeParse(jsonOf(text, where));
  if (parsed.success) return parsed.data;
  const received = parsed.error.issues[0]?.message ?? 'something else';
  throw new InputError({ where, expected: 'what the store has written', received });
}

function jsonOf(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const complaint = { where, expected: 'JSON', received: JSON.stringify(text.slice(0, 40)) };
    throw new InputError(complaint, { cause: error });
  }
}
