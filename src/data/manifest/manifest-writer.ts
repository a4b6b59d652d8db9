import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Item } from './item.ts';
import { COLUMNS, itemOf, rowOf, TABLE } from './item-row.ts';
import { APPLICATION_ID, MANIFEST_VERSION } from './manifest.ts';
import { manifestHash } from './manifest-hash.ts';
import { type ManifestSummary, summaryOf } from './summary.ts';

/**
 * A manifest in the making. Its items lie in a nameless temporary file, which the system removes whatever happens,
 * until the whole is written.
 */
export class ManifestWriter {
  // An empty name is SQLite's for a temporary database on the disk.
  readonly #database = new DatabaseSync('');
  readonly #insert: StatementSync;

  constructor() {
    this.#database.exec(
      `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MANIFEST_VERSION}`,
    );
    this.#database.exec(`${TABLE}; BEGIN`);
    const places = COLUMNS.map(() => '?').join(', ');
    this.#insert = this.#database.prepare(`INSERT INTO items VALUES (${places})`);
  }

  /** Adds an item; its id must be new. */
  add(item: Item): void {
    this.#insert.run(...rowOf(item));
  }

  /** All items so far, in the order of their ids. */
  *items(): Generator<Item, void, void> {
    for (const row of this.#database.prepare('SELECT * FROM items ORDER BY id').iterate()) yield itemOf(row);
  }

  summary(): ManifestSummary {
    return summaryOf(this.#database);
  }

  hash(): string {
    return manifestHash(this.items());
  }

  /** Writes the manifest as a new file. */
  writeTo(path: string): void {
    this.#database.exec('COMMIT');
    this.#database.prepare('VACUUM INTO ?').run(path);
    this.#database.exec('BEGIN');
  }

  close(): void {
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
