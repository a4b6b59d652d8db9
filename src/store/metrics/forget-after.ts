import type { DatabaseSync } from 'node:sqlite';
import { atomically } from '../database/atomically.ts';
import { BUCKET } from './bucket.ts';

/** Removes what a run measured after a step, in series whose names begin so. */
export function forgetAfter(database: DatabaseSync, run: number, step: number, prefix: string): void {
  const chosen = 'series_id IN (SELECT id FROM series WHERE run_id = ? AND substr(name, 1, ?) = ?)';
  const series = [run, prefix.length, prefix] as const;
  const bucket = Math.floor(step / BUCKET);
  atomically(database, () => {
    database
      .prepare('DELETE FROM histograms WHERE run_id = ? AND substr(name, 1, ?) = ? AND step > ?')
      .run(...series, step);
    database.prepare(`DELETE FROM points WHERE ${chosen} AND step > ?`).run(...series, step);
    database.prepare(`DELETE FROM ranges WHERE ${chosen} AND bucket >= ?`).run(...series, bucket);
    database
      .prepare(
        `INSERT INTO ranges (series_id, bucket, first_step, last_step, low, high, points)
         SELECT series_id, ?, min(step), max(step), min(value), max(value), count(*)
         FROM points WHERE ${chosen} AND step >= ? GROUP BY series_id`,
      )
      .run(bucket, ...series, bucket * BUCKET);
  });
}
