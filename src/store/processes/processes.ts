import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { check, InputError } from '../../util/errors.ts';
import { atomically } from '../database/atomically.ts';
import { isAlive, type ProcessId } from './process-id.ts';

/** What a run's process can be asked. */
export const runRequests = ['pause', 'continue', 'stop'] as const;

/** What a run's process can be asked. */
export type RunRequest = (typeof runRequests)[number];

/** A run that has a process, or waits for one. */
export interface ActiveRun {
  readonly run: number;
  readonly status: 'queued' | 'running' | 'paused';
  /** That carries it out, or waits with it. */
  readonly process: ProcessId | undefined;
  /** Whether it stays in the queue when the process that waits with it ends. */
  readonly waitsOn: boolean;
  /** How it is to be carried out: JSON. */
  readonly order: string | undefined;
  /** What its process takes, in bytes. */
  readonly memory: number | undefined;
}

/** What a run's process says of itself. */
export interface SignOfLife {
  /** How far the run is: JSON. */
  readonly progress?: string | undefined;
  /** What the process takes, in bytes. */
  readonly memory?: number | undefined;
}

const COLUMNS = 'id, status, pid, pid_start, waits_on, order_json, memory';

/** The processes of a store's runs: who waits, who runs, what they are asked and what they tell. */
export class Processes {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Puts a run at the end of the queue.
   *
   * @param order how it is to be carried out: JSON
   * @param owner the process that waits with it
   * @param waitsOn whether it stays in the queue when that process ends
   * @throws InputError where it is in the queue, runs, has finished, or is not there.
   */
  enqueue(run: number, order: string, owner: ProcessId, waitsOn = false, now = Date.now()): void {
    const changed = this.#change(
      `UPDATE runs SET status = 'queued', order_json = ?, pid = ?, pid_start = ?, waits_on = ?,
         queued_at = max(?, (SELECT coalesce(max(queued_at), 0) + 1 FROM runs WHERE status = 'queued')),
         request = NULL, message = NULL
       WHERE id = ? AND trashed_at IS NULL
         AND (status IN ('stopped', 'failed', 'lost') OR (status = 'queued' AND queued_at IS NULL))`,
      [order, owner.pid, owner.start ?? null, Number(waitsOn), now, run],
    );
    if (!changed) throw this.#unfit(run, 'one that was stopped, failed or lost');
  }

  /** All runs that run, and then all that wait, in the order in which they may start. */
  active(): ActiveRun[] {
    return this.#database
      .prepare(
        `SELECT ${COLUMNS} FROM runs
         WHERE status IN ('running', 'paused')
           OR (status = 'queued' AND queued_at IS NOT NULL AND trashed_at IS NULL)
         ORDER BY status = 'queued', queued_at, id`,
      )
      .all()
      .map(activeOf);
  }

  /**
   * Lets a waiting run start, unless `refuse` gives a reason against it; nothing of other processes comes between.
   *
   * @returns the reason; nothing where the run is now running, by the process that asks.
   * @throws InputError where it does not wait any more.
   */
  admit<Reason>(
    run: number,
    owner: ProcessId,
    refuse: (active: readonly ActiveRun[]) => Reason | undefined,
    now = Date.now(),
  ): Reason | undefined {
    return atomically(this.#database, () => {
      const active = this.active();
      const waits = active.some((one) => one.run === run && one.status === 'queued');
      if (!waits) throw this.#unfit(run, 'one that waits in the queue');
      const reason = refuse(active);
      if (reason === undefined) this.#begin(run, owner, now);
      return reason;
    });
  }

  /**
   * Hands a run that `from` was let start to the process that carries it out.
   *
   * @throws InputError where another has it.
   */
  take(run: number, from: number, by: ProcessId): void {
    const changed = this.#change(
      `UPDATE runs SET pid = ?, pid_start = ? WHERE id = ? AND status = 'running' AND pid = ?`,
      [by.pid, by.start ?? null, run, from],
    );
    if (!changed) throw this.#unfit(run, 'one that may start');
  }

  /**
   * Notes how a run has ended whose process could not do so itself.
   *
   * @param of numbers of the processes that had it; where another has it by now, it goes on
   */
  end(
    run: number,
    status: 'failed' | 'lost',
    message: string,
    of: readonly number[],
    now = Date.now(),
  ): void {
    this.#change(
      `UPDATE runs SET status = ?, message = ?, ended_at = ? WHERE id = ? AND status IN ('running', 'paused')
         AND pid IN (${of.map(() => '?').join()})`,
      [status, message, now, run, ...of],
    );
  }

  /** Takes a run out of the queue that cannot be carried out. */
  refuse(run: number, message: string, now = Date.now()): void {
    this.#change(
      "UPDATE runs SET status = 'failed', message = ?, ended_at = ? WHERE id = ? AND status = 'queued'",
      [message, now, run],
    );
  }

  /** Takes a run out of the queue. @returns whether it was in it */
  cancel(run: number, now = Date.now()): boolean {
    return this.#change(
      "UPDATE runs SET status = 'stopped', ended_at = ? WHERE id = ? AND status = 'queued'",
      [now, run],
    );
  }

  /** Takes over runs that stay in the queue and whose process has ended. @returns which */
  adopt(owner: ProcessId): number[] {
    const orphans = this.active().filter(
      ({ status, waitsOn, process }) => status === 'queued' && waitsOn && !(process && isAlive(process)),
    );
    const adopted = orphans.filter(({ run, process }) =>
      this.#change("UPDATE runs SET pid = ?, pid_start = ? WHERE id = ? AND status = 'queued' AND pid IS ?", [
        owner.pid,
        owner.start ?? null,
        run,
        process?.pid ?? null,
      ]),
    );
    return adopted.map(({ run }) => run);
  }

  /**
   * Asks a run's process for something.
   *
   * @throws InputError where the run has none.
   */
  request(run: number, request: RunRequest): void {
    const changed = this.#change(
      "UPDATE runs SET request = ? WHERE id = ? AND status IN ('running', 'paused')",
      [request, run],
    );
    if (!changed) throw this.#unfit(run, 'one that is running or paused');
  }

  /** What a run is asked. */
  requested(run: number): RunRequest | undefined {
    const row = this.#database.prepare('SELECT request FROM runs WHERE id = ?').get(run);
    return runRequests.find((one) => one === row?.request);
  }

  /** Notes that a request has been heeded. */
  heeded(run: number, request: RunRequest): void {
    this.#change('UPDATE runs SET request = NULL WHERE id = ? AND request = ?', [run, request]);
  }

  /** Notes that a run waits between two steps, or no longer. */
  pause(run: number, isPaused: boolean): void {
    const [from, to] = isPaused ? ['running', 'paused'] : ['paused', 'running'];
    this.#change('UPDATE runs SET status = ? WHERE id = ? AND status = ?', [to, run, from]);
  }

  /**
   * Notes that a run's process is alive, and what it says. One that was taken for lost, as after the machine has slept, runs
   * again, unless another process has it by now.
   *
   * @param by the process that says so
   */
  beat(run: number, { progress, memory }: SignOfLife = {}, now = Date.now(), by = process.pid): void {
    this.#change(
      `UPDATE runs SET heartbeat_at = ?, progress_json = coalesce(?, progress_json), memory = coalesce(?, memory),
         ended_at = CASE status WHEN 'lost' THEN NULL ELSE ended_at END,
         status = CASE status WHEN 'lost' THEN 'running' ELSE status END
       WHERE id = ? AND (status IN ('running', 'paused') OR (status = 'lost' AND pid = ?))`,
      [now, progress ?? null, memory ?? null, run, by],
    );
  }

  /** How a run is to be carried out, and how far it said it was: both JSON. */
  notes(run: number): { readonly order: string | undefined; readonly progress: string | undefined } {
    const row = this.#database.prepare('SELECT order_json, progress_json FROM runs WHERE id = ?').get(run);
    return { order: textOf(row?.order_json), progress: textOf(row?.progress_json) };
  }

  #begin(run: number, { pid, start }: ProcessId, now: number): void {
    this.#change(
      `UPDATE runs SET status = 'running', started_at = ?, heartbeat_at = ?, ended_at = NULL, message = NULL,
         request = NULL, progress_json = NULL, memory = NULL, pid = ?, pid_start = ? WHERE id = ?`,
      [now, now, pid, start ?? null, run],
    );
  }

  /** Carries out a statement. @returns whether it changed a row */
  #change(statement: string, values: readonly (string | number | null)[]): boolean {
    return Number(this.#database.prepare(statement).run(...values).changes) > 0;
  }

  #unfit(run: number, expected: string): InputError {
    const row = this.#database.prepare('SELECT status, trashed_at FROM runs WHERE id = ?').get(run);
    const isTrashed = row !== undefined && row.trashed_at !== null;
    const received = row ? `one that is ${isTrashed ? 'in the trash' : row.status}` : 'none of that number';
    return new InputError({ where: `run ${run}`, expected, received });
  }
}

function activeOf(row: Record<string, SQLOutputValue>): ActiveRun {
  const status = (['queued', 'running', 'paused'] as const).find((one) => one === row.status);
  check(status !== undefined, () => ({
    where: `run ${row.id}`,
    expected: 'an active run',
    received: String(row.status),
  }));
  return {
    run: Number(row.id),
    status,
    process: row.pid === null ? undefined : { pid: Number(row.pid), start: textOf(row.pid_start) },
    waitsOn: row.waits_on === 1,
    order: textOf(row.order_json),
    memory: row.memory === null ? undefined : Number(row.memory),
  };
}

function textOf(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
