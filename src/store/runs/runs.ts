import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Kysely, Selectable } from 'kysely';
import { check, InputError } from '../../util/errors.ts';
import { atomically } from '../database/atomically.ts';
import type { RunTable, Schema } from '../database/schema.ts';
import { type Run, type RunRecord, type RunStatus, runRecordSchema } from './run.ts';
import { columnsOf, type RunChange } from './run-change.ts';
import { parseStored, runOf } from './run-row.ts';

/** What a new run is. */
export interface NewRun {
  readonly name: string;
  readonly study: { readonly name: string; readonly text: string };
  readonly record: RunRecord;
}

/** Which runs are wanted. */
export interface RunFilter {
  readonly study?: string;
  readonly status?: RunStatus;
  readonly tag?: string;
  /** Those in the trash instead of all others. */
  readonly trashed?: boolean;
}

/** The runs of a store. */
export class Runs {
  readonly #database: DatabaseSync;
  readonly #queries: Kysely<Schema>;

  constructor(database: DatabaseSync, queries: Kysely<Schema>) {
    this.#database = database;
    this.#queries = queries;
  }

  /** Notes a new run, queued, and gives its number. */
  create({ name, study, record }: NewRun, now = Date.now()): number {
    const hash = createHash('sha256').update(study.text).digest('hex');
    return atomically(this.#database, () => {
      this.#database
        .prepare('INSERT OR IGNORE INTO studies (name, hash, text, created_at) VALUES (?, ?, ?, ?)')
        .run(study.name, hash, study.text, now);
      const { lastInsertRowid } = this.#database
        .prepare(
          `INSERT INTO runs (study_id, name, status, created_at, record_json, scores_json, note)
           SELECT id, ?, 'queued', ?, ?, '{}', '' FROM studies WHERE hash = ?`,
        )
        .run(name, now, JSON.stringify(record), hash);
      return Number(lastInsertRowid);
    });
  }

  /** The newest first. */
  async list({ study, status, tag, trashed = false }: RunFilter = {}): Promise<Run[]> {
    let query = this.#select().where('runs.trashed_at', trashed ? 'is not' : 'is', null);
    if (study !== undefined) query = query.where('studies.name', '=', study);
    if (status !== undefined) query = query.where('runs.status', '=', status);
    if (tag !== undefined) {
      const tagged = this.#queries.selectFrom('tags').where('tag', '=', tag).select('run_id');
      query = query.where('runs.id', 'in', tagged);
    }
    const rows = await query.orderBy('runs.id', 'desc').execute();
    const tags = await this.#tags();
    return rows.map((row) => runOf(row, tags.get(row.id) ?? []));
  }

  /** @throws InputError where there is none of that number. */
  async get(id: number): Promise<Run> {
    const row = await this.#select().where('runs.id', '=', id).executeTakeFirst();
    if (row === undefined) throw missing(id);
    const tags = await this.#queries.selectFrom('tags').where('run_id', '=', id).select('tag').execute();
    return runOf(
      row,
      tags.map(({ tag }) => tag),
    );
  }

  /** The study file that a run carries out, and what else repeats it. */
  async recipe(id: number): Promise<{ readonly study: string; readonly record: RunRecord }> {
    const row = await this.#queries
      .selectFrom('runs')
      .innerJoin('studies', 'studies.id', 'runs.study_id')
      .where('runs.id', '=', id)
      .select(['studies.text', 'runs.record_json'])
      .executeTakeFirst();
    if (row === undefined) throw missing(id);
    return { study: row.text, record: parseStored(runRecordSchema, row.record_json, `run ${id}, record`) };
  }

  /** @throws InputError where there is none of that number. */
  async change(id: number, change: RunChange): Promise<void> {
    const { numUpdatedRows } = await this.#queries
      .updateTable('runs')
      .set(columnsOf(change))
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw missing(id);
  }

  /** Gives a run words by which it is found. */
  async tag(id: number, tags: readonly string[]): Promise<void> {
    await this.get(id);
    for (const tag of tags) checkTag(tag);
    const rows = tags.map((tag) => ({ run_id: id, tag }));
    if (rows.length === 0) return;
    await this.#queries.insertInto('tags').orIgnore().values(rows).execute();
  }

  async untag(id: number, tags: readonly string[]): Promise<void> {
    await this.#queries
      .deleteFrom('tags')
      .where('run_id', '=', id)
      .where('tag', 'in', [...tags])
      .execute();
  }

  /** Marks a run as thrown away, unless it is running by then. @returns whether it is */
  async throwAway(id: number, now: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#queries
      .updateTable('runs')
      .set({ trashed_at: now })
      .where('id', '=', id)
      .where('status', 'not in', ['running', 'paused'])
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  /** Forgets a run with all that it has measured. */
  async forget(id: number): Promise<void> {
    await this.#queries.deleteFrom('runs').where('id', '=', id).execute();
  }

  #select() {
    return this.#queries
      .selectFrom('runs')
      .innerJoin('studies', 'studies.id', 'runs.study_id')
      .selectAll('runs')
      .select('studies.name as study');
  }

  async #tags(): Promise<Map<number, string[]>> {
    const rows = await this.#queries.selectFrom('tags').selectAll().execute();
    const tags = new Map<number, string[]>();
    for (const { run_id, tag } of rows) tags.set(run_id, [...(tags.get(run_id) ?? []), tag]);
    return tags;
  }
}

/** A run's row with the name of its study. */
export type RunRow = Selectable<RunTable> & { readonly study: string };

function checkTag(tag: string): void {
  check(/^[^\s,]{1,64}$/u.test(tag), () => ({
    where: 'tag',
    expected: 'a word of up to 64 letters, without blanks and commas',
    received: JSON.stringify(tag.slice(0, 80)),
  }));
}

function missing(id: number): InputError {
  return new InputError({
    where: `run ${id}`,
    expected: 'the number of a run',
    received: 'one that is not in the store',
    remedy: 'List them with echotrain runs.',
  });
}
