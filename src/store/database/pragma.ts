import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const numbers = z.record(z.string(), z.number());

/** What SQLite says of a database in a number: `user_version`, `page_count`. */
export function pragma(database: DatabaseSync, name: string): number {
  const row = numbers.parse({ ...database.prepare(`PRAGMA ${name}`).get() });
  return row[name] ?? 0;
}
