import type { DatabaseSync } from 'node:sqlite';
import { atomically } from '../database/atomically.ts';
import { BUCKET } from './bucket.ts';

/** Removes what a run measured after a step, before it goes on from there. */
export function forgetAfter(database: DatabaseSync, run: number, step: number): void {
  const ofRun = 'series_id IN (SELECT id FROM series WHERE run_id = ?)';
  const bucket = Math.floor(step / BUCKET);
  atomically(database, () => {
    database.prepare(`DELETE FROM points WHERE ${ofRun} AND step > ?`).run(run, step);
    database.prepare(`DELETE FROM ranges WHERE ${ofRun} AND bucket >= ?`).run(run, bucket);
    database
      .prepare(
        `INSERT INTO ranges (series_id, bucket, first_step, last_step, low, high, points)
         SELECT series_id, ?, min(step), max(step), min(value), max(value), count(*)
         FROM points WHERE ${ofRun} AND step >= ? GROUP BY series_id`,
      )
      .run(bucket, run, bucket * BUCKET);
  });
}
