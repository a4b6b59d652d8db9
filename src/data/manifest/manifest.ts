import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { check, InputError, messageOf } from '../../util/errors.ts';
import { type Card, readCard } from './card.ts';
import type { Item } from './item.ts';
import { itemOf } from './item-row.ts';
import { manifestHash } from './manifest-hash.ts';
import { type ManifestSummary, summaryOf } from './summary.ts';

/** The file of a dataset that has one row an item. */
export const MANIFEST = 'manifest.sqlite';
/** The file of a dataset that describes it for people. */
export const CARD = 'dataset.yaml';
/** By which a manifest of ours is known: "Echo" in ASCII (SQLite's application_id). */
export const APPLICATION_ID = 0x4563686f;
/** What this version of echotrain reads and writes (SQLite's user_version). */
export const MANIFEST_VERSION = 1;

/** A dataset's manifest, open for reading; its items come in the order of their ids. */
export class Manifest {
  /** The dataset's folder. */
  readonly folder: string;
  readonly count: number;
  readonly #database: DatabaseSync;

  /** Made by {@link openManifest}. */
  constructor(folder: string, database: DatabaseSync) {
    this.folder = folder;
    this.#database = database;
    this.count = z
      .object({ n: z.number() })
      .parse(database.prepare('SELECT count(*) AS n FROM items').get()).n;
  }

  /** One item after the other, not all in memory. */
  *items(): Generator<Item, void, void> {
    for (const row of this.#database.prepare('SELECT * FROM items ORDER BY id').iterate()) yield itemOf(row);
  }

  /** The item of that id, if there is one. */
  item(id: string): Item | undefined {
    const row = this.#database.prepare('SELECT * FROM items WHERE id = ?').get(id);
    return row && itemOf(row);
  }

  /** Counts of everything. */
  summary(): ManifestSummary {
    return summaryOf(this.#database);
  }

  /** The card beside it. */
  card(): Card {
    return readCard(join(this.folder, CARD));
  }

  /** The hash of all items: see {@link manifestHash}. */
  hash(): string {
    return manifestHash(this.items());
  }

  /** The absolute paths of an item's files; of its label map's, where `what` says so. */
  pathsOf(item: Item, what: 'source' | 'target' = 'source'): readonly string[] {
    return (item[what]?.files ?? []).map((file) => resolve(this.folder, file));
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/**
 * Opens the manifest of a dataset that `echotrain data import` has made.
 *
 * @example
 * using manifest = openManifest('datasets/knees');
 * for (const item of manifest.items()) ...
 * @throws InputError where there is none, or one of another version.
 */
export function openManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  check(existsSync(path), () => ({
    where: folder,
    expected: `a dataset: a folder with ${MANIFEST}`,
    received: existsSync(folder) ? 'a folder without one' : 'nothing of that name',
    remedy: `Make one: echotrain data import SOURCE --out ${folder}`,
  }));
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    checkVersion(path, database);
    return new Manifest(folder, database);
  } catch (error) {
    database.close();
    if (error instanceof InputError) throw error;
    throw damaged(path, error);
  }
}

function checkVersion(path: string, database: DatabaseSync): void {
  const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  check(pragma('application_id') === APPLICATION_ID, () => ({
    where: path,
    expected: "the manifest of a dataset of echotrain's",
    received: 'another SQLite database',
  }));
  const version = pragma('user_version');
  check(version === MANIFEST_VERSION, () => ({
    where: path,
    expected: `a manifest of version ${MANIFEST_VERSION}`,
    received: `version ${version}`,
    remedy: 'Import the dataset again, or use the echotrain that made it.',
  }));
}

function damaged(path: string, error: unknown): InputError {
  const received = messageOf(error).replaceAll(/\s+/g, ' ');
  const complaint = {
    where: path,
    expected: 'a whole manifest',
    received,
    remedy: 'Import the dataset again.',
  };
  return new InputError(complaint, { cause: error });
}
