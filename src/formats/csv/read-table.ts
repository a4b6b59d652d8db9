import { check } from '../../util/errors.ts';
import { type CsvOptions, readCsv } from './read.ts';
import type { CsvTable } from './table.ts';

/** More cells than that are not read: each takes some eighty bytes of memory. */
const MOST_CELLS = 1 << 22;

/** A table, and what its cells are divided by. */
export interface DelimitedTable {
  readonly table: CsvTable;
  readonly delimiter: NonNullable<CsvOptions['delimiter']>;
}

/**
 * Reads a table whose delimiter is the one of `,`, `;` and tab that its header has most of.
 *
 * @param where what to call it in errors
 * @throws InputError as {@link readCsv} does, and for one that would fill the memory.
 * @example const { table } = readTable(bytes, 'patients.csv');
 */
export function readTable(bytes: Uint8Array, where: string): DelimitedTable {
  const delimiter = sniffDelimiter(bytes);
  checkCells(bytes, delimiter, where);
  return { table: readCsv(bytes, { where, delimiter }), delimiter };
}

/** The most frequent in the first line, outside quotes; the comma where none is. */
function sniffDelimiter(bytes: Uint8Array): DelimitedTable['delimiter'] {
  const end = bytes.indexOf(10);
  const line = new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)).replaceAll(/"[^"]*"/g, '');
  const candidates = [',', ';', '\t'] as const;
  const count = (delimiter: string) => line.split(delimiter).length;
  return candidates.reduce((best, next) => (count(next) > count(best) ? next : best));
}

function checkCells(bytes: Uint8Array, delimiter: string, where: string): void {
  const mark = delimiter.charCodeAt(0);
  let cells = 0;
  for (const byte of bytes) if (byte === mark || byte === 10) cells++;
  check(cells <= MOST_CELLS, () => ({
    where,
    expected: `a table of at most ${MOST_CELLS} cells`,
    received: `${cells}`,
    remedy: 'Save numbers of that many as npy or HDF5.',
  }));
}
