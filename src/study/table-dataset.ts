import { Dataset, type Targets } from '../data/index.ts';
import type { CsvTable } from '../formats/index.ts';
import { check } from '../util/errors.ts';
import type { DataSettings } from './settings/data.ts';

/** What each column of a table is for. */
export type TableColumns = Omit<NonNullable<DataSettings['csv']>, 'file' | 'delimiter'> & {
  readonly file: string;
};

/**
 * A table as a dataset: a row for each item, features in columns. Classes are ordered by name.
 *
 * @throws InputError for columns that are not there, cells that are no numbers, and tables without rows.
 */
export function tableDataset(table: CsvTable, columns: TableColumns): Dataset {
  const { file, target, task, group, features = others(table, columns) } = columns;
  check(table.rows.length > 0 && features.length > 0, () => ({
    where: file,
    expected: 'rows below the header, and columns to predict from',
    received: `${table.rows.length} rows, ${features.length} such columns`,
  }));
  check(!features.includes(target), () => ({
    where: `${file}, features`,
    expected: 'columns other than the target',
    received: `"${target}" among them`,
    remedy: 'A network that is told the answer learns nothing else.',
  }));
  return new Dataset({
    name: file,
    inputs: interleaved(features.map((name) => table.numbers(name))),
    inputShape: [features.length],
    targets: task === 'classification' ? classes(table.column(target)) : values(table.numbers(target)),
    featureNames: features,
    groups: group === undefined ? undefined : table.column(group),
  });
}

function others({ header }: CsvTable, { target, group }: TableColumns): string[] {
  return header.filter((name) => name !== target && name !== group);
}

/** Column after column to row after row. */
function interleaved(columns: readonly Float64Array[]): Float32Array {
  const rows = columns[0]?.length ?? 0;
  return Float32Array.from(
    { length: rows * columns.length },
    (_, i) => columns[i % columns.length]?.[Math.floor(i / columns.length)] ?? Number.NaN,
  );
}

function classes(cells: readonly string[]): Targets {
  const classNames = [...new Set(cells)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const indices = new Map(classNames.map((name, index) => [name, index]));
  const data = Int32Array.from(cells, (cell) => indices.get(cell) ?? 0);
  return { kind: 'classes', data, shape: [], classNames };
}

function values(numbers: Float64Array): Targets {
  return { kind: 'values', data: Float32Array.from(numbers), shape: [1] };
}
