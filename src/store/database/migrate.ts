import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { runs } from './migrations/0001-runs.ts';
import { processes } from './migrations/0002-processes.ts';
import { monitoring } from './migrations/0003-monitoring.ts';
import { checkpointFiles } from './migrations/0004-checkpoint-files.ts';
import { pragma } from './pragma.ts';
import type { Schema } from './schema.ts';

/** In their order; the number of them is the store's version (SQLite's user_version). */
const migrations = {
  '0001-runs': runs,
  '0002-processes': processes,
  '0003-monitoring': monitoring,
  '0004-checkpoint-files': checkpointFiles,
};

/** What this version of echotrain reads and writes. */
export const STORE_VERSION = Object.keys(migrations).length;

/**
 * Brings a database to the present version, as a whole or not at all. Who else wants that at the same moment waits, and
 * then finds it done.
 */
export async function migrate(queries: Kysely<Schema>, database: DatabaseSync): Promise<void> {
  if (pragma(database, 'user_version') === STORE_VERSION) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    if (pragma(database, 'user_version') < STORE_VERSION) await migrateAll(queries, database);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

async function migrateAll(queries: Kysely<Schema>, database: DatabaseSync): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const migrator = new Migrator({ db: queries, provider, disableTransactions: true });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  database.exec(`PRAGMA user_version = ${STORE_VERSION}`);
}
