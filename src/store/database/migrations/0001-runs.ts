import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Studies, runs and what they measure and leave. */
export const runs: Migration = {
  async up(db) {
    for (const statement of TABLES) await sql.raw(statement).execute(db);
  },
};

const TABLES = [
  `CREATE TABLE studies (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    study_id INTEGER NOT NULL REFERENCES studies (id),
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    heartbeat_at INTEGER,
    pid INTEGER,
    record_json TEXT NOT NULL,
    scores_json TEXT NOT NULL,
    message TEXT,
    note TEXT NOT NULL,
    trashed_at INTEGER
  ) STRICT`,
  'CREATE INDEX runs_by_study ON runs (study_id)',
  'CREATE INDEX runs_by_status ON runs (status)',
  `CREATE TABLE tags (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (run_id, tag)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (run_id, name)
  ) STRICT`,
  `CREATE TABLE points (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    epoch REAL NOT NULL,
    at INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY (series_id, step)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE ranges (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    bucket INTEGER NOT NULL,
    first_step INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    low REAL,
    high REAL,
    points INTEGER NOT NULL,
    PRIMARY KEY (series_id, bucket)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE checkpoints (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    file TEXT NOT NULL,
    step INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (run_id, file)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE artifacts (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (run_id, name)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE openings (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    test_hash TEXT NOT NULL,
    purpose TEXT NOT NULL,
    opened_at INTEGER NOT NULL
  ) STRICT`,
];
