import type { DatabaseSync } from 'node:sqlite';

/**
 * Does several writes as one: all of them are kept, or none. What writes is not asynchronous, so that nothing of
 * another task comes between.
 *
 * @example atomically(database, () => steps.forEach((step) => insert.run(step)));
 */
export function atomically<T>(database: DatabaseSync, write: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = write();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
