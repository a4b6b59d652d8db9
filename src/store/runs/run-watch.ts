import type { DatabaseSync } from 'node:sqlite';

/** What has changed in a store, by this process or another. */
export interface StoreChange {
  /** Runs that are new, gone, or not as they were. */
  readonly runs: readonly number[];
  /** Runs whose processes are at work: they may have measured something. */
  readonly active: readonly number[];
}

/** Everything about a run that people see in a list, as one text. */
const STATES = `
  SELECT id, json_array(
    name, status, started_at, ended_at, heartbeat_at, pid, scores_json, message, note, trashed_at, progress_json,
    (SELECT json_group_array(tag) FROM tags WHERE run_id = id)
  ) AS state, status IN ('running', 'paused') AS active
  FROM runs`;

/**
 * Notices what changes in a store, whichever process changes it; where nothing did, it costs two questions to SQLite.
 *
 * @example
 * const watch = store.watch();
 * setInterval(() => console.log(watch.look()?.runs), 500);
 */
export class RunWatch {
  readonly #database: DatabaseSync;
  #version: string;
  #states: ReadonlyMap<number, string>;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#version = this.#readVersion();
    this.#states = this.#readStates().states;
  }

  /** What has changed since the last look; nothing where nothing did. */
  look(): StoreChange | undefined {
    const version = this.#readVersion();
    if (version === this.#version) return undefined;
    const before = this.#states;
    const { states, active } = this.#readStates();
    [this.#version, this.#states] = [version, states];
    const gone = [...before.keys()].filter((id) => !states.has(id));
    const changed = [...states].flatMap(([id, state]) => (before.get(id) === state ? [] : [id]));
    return { runs: [...gone, ...changed], active };
  }

  /** Changes with what others commit (data_version) and with what this connection changes (total_changes). */
  #readVersion(): string {
    const row = this.#database
      .prepare('SELECT data_version AS others, total_changes() AS own FROM pragma_data_version')
      .get();
    return `${row?.others} ${row?.own}`;
  }

  #readStates(): { readonly states: ReadonlyMap<number, string>; readonly active: readonly number[] } {
    const rows = this.#database.prepare(STATES).all();
    const active = rows.filter((row) => row.active === 1).map(({ id }) => Number(id));
    return { states: new Map(rows.map(({ id, state }) => [Number(id), String(state)])), active };
  }
}
