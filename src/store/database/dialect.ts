import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { SqliteDialect } from 'kysely';

/** Kysely's dialect for SQLite over the one that Node brings. */
export function nodeDialect(database: DatabaseSync): SqliteDialect {
  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare: (text) => {
        const statement = database.prepare(text);
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...parameters.map(inputValue)),
          run: (parameters) => statement.run(...parameters.map(inputValue)),
          iterate: (parameters) => statement.iterate(...parameters.map(inputValue)),
        };
      },
    },
  });
}

function inputValue(value: unknown): SQLInputValue {
  if (value === null || value instanceof Uint8Array) return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return value;
  throw new TypeError(`internal: SQLite takes no ${typeof value}`);
}
