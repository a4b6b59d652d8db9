import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

/** A row, by the names of its columns. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** Which rows of a damaged database are wanted. */
export interface Rows {
  readonly table: string;
  /** A column of integers by which the rows lie in the file. */
  readonly key: string;
  /** A condition besides, such as `series_id = 7`. */
  readonly where?: string;
}

/** So many questions about a table may fail before the rest of it is given up. */
const PATIENCE = 300;

const LEAST = 0;
const MOST = Number.MAX_SAFE_INTEGER;

/**
 * The rows of a damaged table that can be read: forward up to the damage, backward down to it, and then the halves of
 * what lies between. Rows that have their key in common with others may come twice.
 */
export function* readableRows(database: DatabaseSync, rows: Rows): Generator<Row> {
  let patience = PATIENCE;
  const stretches: [first: number, last: number][] = [[LEAST, MOST]];
  for (let next = stretches.pop(); next; next = stretches.pop()) {
    let [first, last] = next;
    const up = read(database, rows, next, 'ASC');
    for (const row of up.rows) yield row;
    if (up.isWhole) continue;
    first = Number(up.rows.at(-1)?.[rows.key] ?? first - 1) + 1;
    const down = read(database, rows, [first, last], 'DESC');
    for (const row of down.rows) yield row;
    last = Number(down.rows.at(-1)?.[rows.key] ?? last + 1) - 1;
    if (down.isWhole || first >= last || --patience <= 0) continue;
    const middle = Math.floor((first + last) / 2);
    stretches.push([first, middle], [middle + 1, last]);
  }
}

/** The rows of a stretch in one direction, as far as they can be read. */
function read(
  database: DatabaseSync,
  { table, key, where = 'TRUE' }: Rows,
  [first, last]: readonly [number, number],
  direction: 'ASC' | 'DESC',
): { readonly rows: readonly Row[]; readonly isWhole: boolean } {
  const rows: Row[] = [];
  try {
    const question = `SELECT * FROM ${table} NOT INDEXED WHERE ${where} AND ${key} BETWEEN ? AND ? ORDER BY ${key} ${direction}`;
    for (const row of database.prepare(question).iterate(first, last)) rows.push(row);
    return { rows, isWhole: true };
  } catch {
    return { rows, isWhole: false };
  }
}
