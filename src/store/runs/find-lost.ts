import type { DatabaseSync } from 'node:sqlite';

/** A process that gave no sign of life for so long is no longer that of the run: its number belongs to another. */
const SILENCE_MS = 10 * 60_000;

/** Marks runs as lost whose processes have ended without a word. @returns how many */
export function findLost(database: DatabaseSync, now = Date.now(), isAlive = isProcess): number {
  const rows = database.prepare("SELECT id, pid, heartbeat_at FROM runs WHERE status = 'running'").all();
  const lost = rows.filter(
    ({ pid, heartbeat_at }) => now - Number(heartbeat_at ?? 0) > SILENCE_MS || !isAlive(Number(pid)),
  );
  const mark = database.prepare(
    "UPDATE runs SET status = 'lost', ended_at = heartbeat_at WHERE id = ? AND status = 'running'",
  );
  for (const { id } of lost) mark.run(Number(id));
  return lost.length;
}

/** Whether there is a process of that number, of whomever. */
function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
