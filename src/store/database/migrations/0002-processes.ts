import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How runs are carried out: their orders, the queue, their processes, and what these are asked and tell. */
export const processes: Migration = {
  async up(db) {
    for (const column of COLUMNS) await sql.raw(`ALTER TABLE runs ADD COLUMN ${column}`).execute(db);
  },
};

const COLUMNS = [
  'order_json TEXT',
  'queued_at INTEGER',
  'waits_on INTEGER NOT NULL DEFAULT 0',
  'pid_start TEXT',
  'request TEXT',
  'progress_json TEXT',
  'memory INTEGER',
];
