import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { InputError } from '../util/errors.ts';
import { CheckpointFolder } from './checkpoints/checkpoint-folder.ts';
import type { Retention } from './checkpoints/retention.ts';
import { type OpenDatabaseOptions, openDatabase } from './database/open-database.ts';
import type { Schema } from './database/schema.ts';
import { type Curve, type CurveOptions, readCurve } from './metrics/curve.ts';
import { forgetAfter } from './metrics/forget-after.ts';
import { listHistograms, type NamedHistogram } from './metrics/histograms.ts';
import { MetricLog, type MetricPoint } from './metrics/metric-log.ts';
import { Processes } from './processes/processes.ts';
import { type Artifact, addArtifact, listArtifacts } from './runs/artifacts.ts';
import { findLost } from './runs/find-lost.ts';
import { addOpenings, listOpenings, type TestOpening } from './runs/openings.ts';
import { RunWatch } from './runs/run-watch.ts';
import { Runs } from './runs/runs.ts';
import { folderSize, Trash } from './runs/trash.ts';

/** The database's file in a workspace. */
const DATABASE = 'runs.sqlite';

/** A measured value, and of what. */
export interface SeriesPoint extends MetricPoint {
  readonly name: string;
}

/** Of which training, and which of them stay. */
export interface CheckpointOptions extends Retention {
  readonly name?: string | undefined;
}

/**
 * Runs on disk: a workspace folder with a database of studies, runs and metrics, and a folder of files for each run.
 * Several processes may have it open.
 *
 * @example const store = await Store.open('.echotrain');
 */
export class Store {
  /** The workspace folder. */
  readonly folder: string;
  /** Why nothing can be written, where the database is damaged. */
  readonly damage: string | undefined;
  readonly runs: Runs;
  readonly trash: Trash;
  readonly processes: Processes;
  readonly #database: DatabaseSync;
  readonly #queries: Kysely<Schema>;

  private constructor(
    folder: string,
    database: DatabaseSync,
    queries: Kysely<Schema>,
    damage: string | undefined,
  ) {
    this.folder = folder;
    this.damage = damage;
    this.runs = new Runs(database, queries);
    this.trash = new Trash(this.runs, {
      kept: (run) => this.folderOf(run),
      trashed: (run) => join(folder, 'trash', String(run)),
      trash: join(folder, 'trash'),
    });
    this.processes = new Processes(database);
    this.#database = database;
    this.#queries = queries;
  }

  /**
   * Opens the store of a workspace, or makes it.
   *
   * @throws InputError on a network disk, for a store of a newer version, or a file that is something else.
   */
  static async open(folder: string, options: OpenDatabaseOptions = {}): Promise<Store> {
    const whole = resolve(folder);
    mkdirSync(whole, { recursive: true, mode: 0o700 });
    const { database, queries, damage } = await openDatabase(join(whole, DATABASE), options);
    return new Store(whole, database, queries, damage);
  }

  /** Where the files of a run are. */
  folderOf(run: number): string {
    return join(this.folder, 'runs', String(run));
  }

  /** The bytes of a run's files. */
  sizeOf(run: number): number {
    return folderSize(this.folderOf(run));
  }

  /** Notes a file that a run has left. `name` is its path from the run's folder, or an absolute one. */
  async addArtifact(run: number, name: string, kind: string): Promise<void> {
    await addArtifact(this.#queries, run, { name, kind, path: resolve(this.folderOf(run), name) });
  }

  /** The files that a run has left, by name. */
  artifacts(run: number): Promise<Artifact[]> {
    return listArtifacts(this.#queries, run);
  }

  /** Notes that a run has opened test parts. */
  async addOpenings(run: number, openings: readonly TestOpening[]): Promise<void> {
    await addOpenings(this.#queries, run, openings);
  }

  /** The test parts that a run has opened. */
  openings(run: number): Promise<TestOpening[]> {
    return listOpenings(this.#queries, run);
  }

  /** Where a run keeps its checkpoints; each of several trainings, by its name, its own. */
  checkpoints(run: number, { name = '', ...retention }: CheckpointOptions = {}): CheckpointFolder {
    return new CheckpointFolder(this.trainingFolder(run, 'checkpoints', name), retention);
  }

  /** Where a run keeps files of one of its trainings; a run of one training has no name for it. */
  trainingFolder(run: number, what: 'checkpoints' | 'examples' | 'cases', training = ''): string {
    return join(this.folderOf(run), what, fileName(training));
  }

  /** Writes what a run measures. */
  log(run: number): MetricLog {
    return new MetricLog(this.#database, run);
  }

  /** What is measured in a run. */
  async series(run: number): Promise<string[]> {
    const rows = await this.#queries
      .selectFrom('series')
      .where('run_id', '=', run)
      .select('name')
      .orderBy('name')
      .execute();
    return rows.map(({ name }) => name);
  }

  /** How what a run has measured was distributed, all of it or what has a name, in the order of names and steps. */
  histograms(run: number, name?: string): Promise<NamedHistogram[]> {
    return listHistograms(this.#queries, run, name);
  }

  /** Everything that a run has measured, series by series; NaN where it was not finite. */
  async points(run: number): Promise<SeriesPoint[]> {
    const rows = await this.#queries
      .selectFrom('points')
      .innerJoin('series', 'series.id', 'points.series_id')
      .where('series.run_id', '=', run)
      .select(['series.name', 'points.step', 'points.epoch', 'points.at', 'points.value'])
      .orderBy('series.name')
      .orderBy('points.step')
      .execute();
    return rows.map(({ value, ...point }) => ({ ...point, value: value ?? Number.NaN }));
  }

  /** A series of a run for drawing. @throws InputError where the run has none of that name. */
  async curve(run: number, name: string, options: CurveOptions = {}): Promise<Curve> {
    const row = await this.#queries
      .selectFrom('series')
      .where('run_id', '=', run)
      .where('name', '=', name)
      .select('id')
      .executeTakeFirst();
    if (row) return readCurve(this.#queries, row.id, options);
    const known = await this.series(run);
    throw new InputError({
      where: `run ${run}`,
      expected: known.length > 0 ? `one of ${known.join(', ')}` : 'something that it has measured',
      received: name,
    });
  }

  /** Removes what a run measured after a step, in series whose names begin so, before it goes on from there. */
  forgetAfter(run: number, step: number, prefix = ''): void {
    forgetAfter(this.#database, run, step, prefix);
  }

  /** Marks runs as lost whose processes have ended without a word. @returns how many */
  findLost(): number {
    return this.damage === undefined ? findLost(this.#database) : 0;
  }

  /** Notices what changes from now on. */
  watch(): RunWatch {
    return new RunWatch(this.#database);
  }

  /** What SQLite finds wrong in the whole database; nothing in one that is sound. */
  faults(): string[] {
    const rows = this.#database.prepare('PRAGMA integrity_check').all();
    return rows.map(({ integrity_check }) => String(integrity_check)).filter((text) => text !== 'ok');
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/** A name as a file may be called on any system. */
function fileName(name: string): string {
  return name.replaceAll(/[^\w-]+/g, '-');
}
