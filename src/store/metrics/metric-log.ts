import type { DatabaseSync } from 'node:sqlite';
import { atomically } from '../database/atomically.ts';
import { BUCKET } from './bucket.ts';
import { addHistogram, type NamedHistogram } from './histograms.ts';

/** One measured value. */
export interface MetricPoint {
  /** Steps taken. */
  readonly step: number;
  /** Epochs finished, with the fraction of the current one. */
  readonly epoch: number;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** NaN and infinities are kept as not finite. */
  readonly value: number;
}

/** Least and largest value of a bucket, as far as they are not yet in the database. */
interface Range {
  first: number;
  last: number;
  low: number | null;
  high: number | null;
  points: number;
}

/**
 * Writes what a run measures, many points at a time: what is added waits until {@link flush}, which whoever logs calls
 * every second or so.
 *
 * @example log.add('train/loss', { step: 120, epoch: 1.5, at: Date.now(), value: 0.25 }); log.flush();
 */
export class MetricLog {
  readonly #database: DatabaseSync;
  readonly #run: number;
  readonly #series = new Map<string, number>();
  #waiting: [string, MetricPoint][] = [];
  #histograms: NamedHistogram[] = [];

  constructor(database: DatabaseSync, run: number) {
    this.#database = database;
    this.#run = run;
  }

  add(name: string, point: MetricPoint): void {
    this.#waiting.push([name, point]);
  }

  addHistogram(histogram: NamedHistogram): void {
    this.#histograms.push(histogram);
  }

  /** Writes what waits. Where that fails, it waits on, and the next call tries again. */
  flush(): void {
    if (this.#waiting.length + this.#histograms.length === 0) return;
    try {
      atomically(this.#database, () => this.#write());
    } catch (error) {
      // Numbers of series that were new are not theirs any more.
      this.#series.clear();
      throw error;
    }
    [this.#waiting, this.#histograms] = [[], []];
  }

  #write(): void {
    const insert = this.#database.prepare(
      'INSERT OR REPLACE INTO points (series_id, step, epoch, at, value) VALUES (?, ?, ?, ?, ?)',
    );
    for (const [name, { step, epoch, at, value }] of this.#waiting) {
      insert.run(this.#idOf(name), step, epoch, at, Number.isFinite(value) ? value : null);
    }
    for (const [name, ranges] of rangesOf(this.#waiting)) this.#widen(this.#idOf(name), ranges);
    for (const histogram of this.#histograms) addHistogram(this.#database, this.#run, histogram);
  }

  #idOf(name: string): number {
    const known = this.#series.get(name);
    if (known !== undefined) return known;
    this.#database.prepare('INSERT OR IGNORE INTO series (run_id, name) VALUES (?, ?)').run(this.#run, name);
    const row = this.#database
      .prepare('SELECT id FROM series WHERE run_id = ? AND name = ?')
      .get(this.#run, name);
    const id = Number(row?.id);
    this.#series.set(name, id);
    return id;
  }

  #widen(series: number, ranges: ReadonlyMap<number, Range>): void {
    const widen = this.#database.prepare(
      `INSERT INTO ranges (series_id, bucket, first_step, last_step, low, high, points) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         first_step = min(first_step, excluded.first_step),
         last_step = max(last_step, excluded.last_step),
         low = coalesce(min(low, excluded.low), low, excluded.low),
         high = coalesce(max(high, excluded.high), high, excluded.high),
         points = points + excluded.points`,
    );
    for (const [bucket, { first, last, low, high, points }] of ranges) {
      widen.run(series, bucket, first, last, low, high, points);
    }
  }
}

function rangesOf(points: readonly [string, MetricPoint][]): Map<string, Map<number, Range>> {
  const all = new Map<string, Map<number, Range>>();
  for (const [name, { step, value }] of points) {
    const ranges = all.get(name) ?? new Map<number, Range>();
    all.set(name, ranges);
    const bucket = Math.floor(step / BUCKET);
    const range = ranges.get(bucket) ?? { first: step, last: step, low: null, high: null, points: 0 };
    ranges.set(bucket, range);
    range.first = Math.min(range.first, step);
    range.last = Math.max(range.last, step);
    range.points++;
    if (!Number.isFinite(value)) continue;
    range.low = Math.min(range.low ?? value, value);
    range.high = Math.max(range.high ?? value, value);
  }
  return all;
}
