import type { DatabaseSync } from 'node:sqlite';
import { isAlive, type ProcessId } from '../processes/process-id.ts';

/**
 * Where the system does not tell when a process was started, one that gave no sign of life for so long is no longer that
 * of the run: its number belongs to another.
 */
const SILENCE_MS = 10 * 60_000;

/**
 * Marks runs as lost whose processes have ended without a word, those that wait in a terminal included. Others stay in
 * the queue until someone takes them over.
 *
 * @returns how many
 */
export function findLost(database: DatabaseSync, now = Date.now(), lives = isAlive): number {
  const rows = database
    .prepare(
      `SELECT id, status, pid, pid_start, heartbeat_at FROM runs
       WHERE status IN ('running', 'paused') OR (status = 'queued' AND pid IS NOT NULL AND waits_on = 0)`,
    )
    .all();
  const lost = rows.filter(({ status, pid, pid_start, heartbeat_at }) => {
    const process: ProcessId = {
      pid: Number(pid),
      start: typeof pid_start === 'string' ? pid_start : undefined,
    };
    const isSilent = status !== 'queued' && now - Number(heartbeat_at ?? 0) > SILENCE_MS;
    return (process.start === undefined && isSilent) || !lives(process);
  });
  const mark = database.prepare(
    `UPDATE runs SET status = 'lost', ended_at = coalesce(heartbeat_at, queued_at)
     WHERE id = ? AND status = ? AND pid IS ?`,
  );
  for (const { id, status, pid } of lost) mark.run(Number(id), String(status), Number(pid));
  return lost.length;
}
