import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { z } from 'zod';
import { check, InputError, messageOf } from '../../util/errors.ts';
import { isDamage } from './damage.ts';
import { nodeDialect } from './dialect.ts';
import { runs } from './migrations/0001-runs.ts';
import { processes } from './migrations/0002-processes.ts';
import { monitoring } from './migrations/0003-monitoring.ts';
import { networkDisk } from './network-disk.ts';
import type { Schema } from './schema.ts';

/** By which a store of ours is known: "Runs" in ASCII (SQLite's application_id). */
const APPLICATION_ID = 0x52756e73;

/** In their order; the number of them is the store's version (SQLite's user_version). */
const migrations = { '0001-runs': runs, '0002-processes': processes, '0003-monitoring': monitoring };

/** What this version of echotrain reads and writes. */
const STORE_VERSION = Object.keys(migrations).length;

/** A store's database, open. */
export interface OpenDatabase {
  readonly database: DatabaseSync;
  readonly queries: Kysely<Schema>;
  /** Why nothing can be written, where that is so. */
  readonly damage: string | undefined;
}

/** How a database is opened. */
export interface OpenDatabaseOptions {
  /** What kind of network disk a folder is on, if it is on one; asks the system by default. */
  readonly networkDiskOf?: (folder: string) => string | undefined;
}

/**
 * Opens the database of a store, or makes it, and brings it to the present version. One that is damaged is opened for
 * reading.
 *
 * @throws InputError on a network disk, for a file that is something else, or of a newer version.
 */
export async function openDatabase(
  path: string,
  { networkDiskOf = networkDisk }: OpenDatabaseOptions = {},
): Promise<OpenDatabase> {
  const disk = networkDiskOf(dirname(path));
  check(disk === undefined, () => ({
    where: path,
    expected: 'a disk of this machine',
    received: `a network disk (${disk}), which cannot lock as SQLite needs it`,
    remedy: 'Choose a local folder with --workspace.',
  }));
  const isNew = !existsSync(path);
  const database = open(path);
  try {
    const damage = prepare(database, path, isNew);
    const queries = new Kysely<Schema>({ dialect: nodeDialect(database) });
    if (damage === undefined) await migrate(queries, database, path);
    return { database, queries, damage };
  } catch (error) {
    database.close();
    throw error;
  }
}

function open(path: string): DatabaseSync {
  try {
    // SQLite gives its other files the permissions of this one.
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
    return new DatabaseSync(path, { timeout: 10_000 });
  } catch (error) {
    throw new InputError(
      { where: path, expected: 'a store that can be opened', received: messageOf(error) },
      { cause: error },
    );
  }
}

/** Checks what the file is; gives the damage where it cannot be read as a whole. */
function prepare(database: DatabaseSync, path: string, isNew: boolean): string | undefined {
  try {
    if (!isNew) checkKind(database, path);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    if (isNew) database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    return undefined;
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (!isDamage(error)) {
      const received = messageOf(error);
      throw new InputError(
        { where: path, expected: 'a store that can be written', received },
        { cause: error },
      );
    }
    database.exec('PRAGMA query_only = ON');
    return messageOf(error);
  }
}

function checkKind(database: DatabaseSync, path: string): void {
  const id = pragma(database, 'application_id');
  check(id === APPLICATION_ID || (id === 0 && pragma(database, 'page_count') === 0), () => ({
    where: path,
    expected: 'a store of echotrain',
    received: 'a database of something else',
  }));
  const version = pragma(database, 'user_version');
  check(version <= STORE_VERSION, () => ({
    where: path,
    expected: `a store of version ${STORE_VERSION} or older`,
    received: `version ${version}, written by a newer echotrain`,
    remedy: 'Use that, or another folder with --workspace. Nothing was changed.',
  }));
}

async function migrate(queries: Kysely<Schema>, database: DatabaseSync, path: string): Promise<void> {
  if (pragma(database, 'user_version') === STORE_VERSION) return;
  const migrator = new Migrator({
    db: queries,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new InputError(
      {
        where: path,
        expected: `a store that can be brought to version ${STORE_VERSION}`,
        received: messageOf(error),
        remedy: 'Nothing was changed.',
      },
      { cause: error },
    );
  }
  database.exec(`PRAGMA user_version = ${STORE_VERSION}`);
}

const numbers = z.record(z.string(), z.number());

function pragma(database: DatabaseSync, name: string): number {
  const row = numbers.parse({ ...database.prepare(`PRAGMA ${name}`).get() });
  return row[name] ?? 0;
}
