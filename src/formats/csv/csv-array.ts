import { check } from '../../util/errors.ts';
import type { ArrayFile } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import { checkBlock } from '../array/flat-values.ts';
import { splitName } from '../bytes/file-name.ts';
import { printable } from '../bytes/printable.ts';
import type { ByteSource } from '../bytes/source.ts';
import { numericColumn } from './column.ts';
import { readTable } from './read-table.ts';
import type { CsvTable } from './table.ts';

/** How many names of columns are shown. */
const MOST_NAMES = 40;

/**
 * A table as an array: its numeric columns as float64, [item, field]. A column is numeric where every cell is a decimal
 * number, inf, or missing (empty, NA, NaN, n/a), which becomes NaN; the other columns are named in the essentials. The
 * delimiter is the one of `,`, `;` and tab that the header has most of. {@link readTable} gives the whole table.
 */
export const csv: ArrayFormat = {
  name: 'csv',
  recognizes: (head, { name }) => ['csv', 'tsv'].includes(splitName(name).ending) && !head.includes(0),
  open: async (source) => openCsv(source),
};

function openCsv(source: ByteSource): ArrayFile {
  const bytes = source.read(0, source.size);
  source.finish?.();
  const { table, delimiter } = readTable(bytes, source.name);
  const columns = table.header.map((name, at) => ({
    name,
    numbers: numericColumn(table.rows.map((row) => row[at] ?? '')),
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

function rowMajor(columns: readonly Float64Array[], { rows }: CsvTable): Float64Array {
  const values = new Float64Array(rows.length * columns.length);
  for (const [field, column] of columns.entries()) {
    for (const [row, value] of column.entries()) values[row * columns.length + field] = value;
  }
  return values;
}
