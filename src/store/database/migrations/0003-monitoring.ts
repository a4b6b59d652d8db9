import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How values are distributed: weights of layers after epochs. */
export const monitoring: Migration = {
  async up(db) {
    await sql.raw(TABLE).execute(db);
  },
};

const TABLE = `CREATE TABLE histograms (
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  step INTEGER NOT NULL,
  epoch REAL NOT NULL,
  at INTEGER NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL,
  counts_json TEXT NOT NULL,
  PRIMARY KEY (run_id, name, step)
) STRICT, WITHOUT ROWID`;
