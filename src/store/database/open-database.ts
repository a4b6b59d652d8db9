import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { check, InputError, messageOf } from '../../util/errors.ts';
import { nodeDialect } from './dialect.ts';
import { migrate, STORE_VERSION } from './migrate.ts';
import { networkDisk } from './network-disk.ts';
import { pragma } from './pragma.ts';
import type { Schema } from './schema.ts';
import { isDamage } from './store-error.ts';

/** By which a store of ours is known: "Runs" in ASCII (SQLite's application_id). */
const APPLICATION_ID = 0x52756e73;

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
  if (!existsSync(path)) await make(path);
  const database = open(path);
  try {
    const damage = prepare(database, path);
    const queries = queriesOf(database);
    if (damage === undefined) await upToDate(queries, database, path);
    return { database, queries, damage };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Makes a new one whole before it is seen: others may do the same at the same moment, and the first one counts. */
async function make(path: string): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    const database = open(part);
    try {
      prepare(database, part);
      await upToDate(queriesOf(database), database, path);
    } finally {
      database.close();
    }
    publish(part, path);
  } finally {
    rmSync(part, { force: true });
  }
}

/** Gives a file its name, unless another has that by now. */
function publish(part: string, path: string): void {
  try {
    linkSync(part, path);
  } catch {
    // A disk without links, where nobody was faster.
    if (!existsSync(path)) renameSync(part, path);
  }
}

function queriesOf(database: DatabaseSync): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: nodeDialect(database) });
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
function prepare(database: DatabaseSync, path: string): string | undefined {
  try {
    const isEmpty = pragma(database, 'page_count') === 0;
    if (!isEmpty) checkKind(database, path);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    if (isEmpty) database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
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
  check(pragma(database, 'application_id') === APPLICATION_ID, () => ({
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

async function upToDate(queries: Kysely<Schema>, database: DatabaseSync, path: string): Promise<void> {
  try {
    await migrate(queries, database);
  } catch (error) {
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
}
