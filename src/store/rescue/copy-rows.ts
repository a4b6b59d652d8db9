import type { DatabaseSync } from 'node:sqlite';
import { type Row, type Rows, readableRows } from './readable-rows.ts';

/** The tables of a store, each after those that it refers to; what is measured comes apart. */
const TABLES: readonly Rows[] = [
  { table: 'studies', key: 'id' },
  { table: 'runs', key: 'id' },
  { table: 'tags', key: 'run_id' },
  { table: 'artifacts', key: 'run_id' },
  { table: 'openings', key: 'id' },
  { table: 'histograms', key: 'run_id' },
];

/** Copies the rows that can be read from a damaged store into an empty one. What belongs to no run is left out. */
export function copyRows(from: DatabaseSync, to: DatabaseSync): void {
  to.exec('PRAGMA foreign_keys = ON; BEGIN');
  for (const rows of TABLES) {
    for (const row of readableRows(from, rows)) {
      if (rows.table === 'runs') addUnreadableStudy(to, Number(row.study_id));
      insert(to, rows.table, readable(row));
    }
  }
  to.exec("UPDATE runs SET status = 'lost' WHERE status IN ('running', 'paused', 'queued'); COMMIT");
}

/** Stands for a study that cannot be read. */
function addUnreadableStudy(to: DatabaseSync, id: number): void {
  to.prepare('INSERT OR IGNORE INTO studies (id, name, hash, text, created_at) VALUES (?, ?, ?, ?, 0)').run(
    ...[id, 'study that could not be read', `unreadable ${id}`, ''],
  );
}

/** Stands for a run whose row cannot be read, so that its curves and files stay. */
export function addUnreadableRun(to: DatabaseSync, id: number): void {
  addUnreadableStudy(to, 0);
  to.prepare(
    `INSERT OR IGNORE INTO runs (id, study_id, name, status, created_at, record_json, scores_json, note)
     VALUES (?, 0, 'run that could not be read', 'lost', 0, '{}', '{}', '')`,
  ).run(id);
}

/** A row, with nothing in the place of JSON that is none any more. */
function readable(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      name.endsWith('_json') && value !== null && !isJson(value) ? '{}' : value,
    ]),
  );
}

function isJson(value: unknown): boolean {
  try {
    JSON.parse(String(value));
    return true;
  } catch {
    return false;
  }
}

function insert(to: DatabaseSync, table: string, row: Row): void {
  const names = Object.keys(row);
  const places = names.map(() => '?').join(', ');
  try {
    to.prepare(`INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${places})`).run(
      ...Object.values(row),
    );
  } catch {
    // A row that no longer holds what its table asks for, or refers to one that is lost.
  }
}
