import { check } from '../../util/errors.ts';
import type { ArrayFile } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import { checkBlock } from '../array/flat-values.ts';
import { splitName } from '../bytes/file-name.ts';
import { printable } from '../bytes/printable.ts';
import type { ByteSource } from '../bytes/source.ts';
import { type CsvOptions, readCsv } from './read.ts';
import type { CsvTable } from './table.ts';

/** How many names of columns are shown. */
const MOST_NAMES = 40;

/** More cells than that are not read: each takes some eighty bytes of memory. */
const MOST_CELLS = 1 << 22;

/** What stands for a value that is missing, in lower case: R's, pandas's and BIDS's ways. */
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null']);

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/;

/** How pandas writes a value beyond what was measured. */
const INFINITE: ReadonlyMap<string, number> = new Map([
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

/**
 * A table as an array: its numeric columns as float64, [item, field]. A column is numeric where every cell is a decimal
 * number, inf, or missing (empty, NA, NaN, n/a), which becomes NaN; the other columns are named in the essentials. The
 * delimiter is the one of `,`, `;` and tab that the header has most of. {@link readCsv} gives the whole table.
 */
export const csv: ArrayFormat = {
  name: 'csv',
  recognizes: (head, { name }) => ['csv', 'tsv'].includes(splitName(name).ending) && !head.includes(0),
  open: async (source) => openCsv(source),
};

function openCsv(source: ByteSource): ArrayFile {
  const bytes = source.read(0, source.size);
  source.finish?.();
  const delimiter = sniffDelimiter(bytes);
  checkCells(bytes, delimiter, source.name);
  const table = readCsv(bytes, { where: source.name, delimiter });
  const columns = table.header.map((name, at) => ({
    name,
    numbers: numbersIn(table.rows.map((row) => row[at] ?? '')),
  }));
  const numeric = columns.flatMap(({ name, numbers }) => (numbers ? [{ name, numbers }] : []));
  check(numeric.length > 0 && table.rows.length > 0, () => ({
    where: source.name,
    expected: 'a table with a column of numbers',
    received: `${table.rows.length} rows, and in columns: ${namesOf(table.header)}`,
    remedy: 'Labels alone are read with the images that they belong to.',
  }));
  const others = columns.filter(({ numbers }) => !numbers).map(({ name }) => name);
  return {
    format: 'csv',
    shape: [table.rows.length, numeric.length],
    axes: ['item', 'field'],
    dtype: 'float64',
    order: 'row-major',
    acquisition: {},
    essentials: [
      ['numeric columns', namesOf(numeric.map(({ name }) => name))],
      ...(others.length > 0 ? [['other columns', namesOf(others)] as const] : []),
      ['delimiter', delimiter === '\t' ? 'tab' : delimiter],
    ],
    blockCount: 1,
    readBlock: async (block) => {
      checkBlock(block, 1, source.name);
      return rowMajor(
        numeric.map(({ numbers }) => numbers),
        table,
      );
    },
    close: () => undefined,
  };
}

function namesOf(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return printable(names.slice(0, MOST_NAMES).join(', ')) + more;
}

/** The most frequent in the first line, outside quotes; the comma where none is. */
function sniffDelimiter(bytes: Uint8Array): NonNullable<CsvOptions['delimiter']> {
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

/** A column's numbers, with NaN for missing ones; undefined where it holds something else, or nothing. */
function numbersIn(cells: readonly string[]): Float64Array | undefined {
  const numbers = new Float64Array(cells.length);
  let found = false;
  for (const [row, cell] of cells.entries()) {
    const text = cell.trim().toLowerCase();
    const number = DECIMAL.test(text) ? Number(text) : (INFINITE.get(text) ?? Number.NaN);
    if (Number.isNaN(number) && !MISSING.has(text)) return undefined;
    numbers[row] = number;
    found ||= !Number.isNaN(number);
  }
  return found ? numbers : undefined;
}

function rowMajor(columns: readonly Float64Array[], { rows }: CsvTable): Float64Array {
  const values = new Float64Array(rows.length * columns.length);
  for (const [field, column] of columns.entries()) {
    for (const [row, value] of column.entries()) values[row * columns.length + field] = value;
  }
  return values;
}
