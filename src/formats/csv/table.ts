import { check } from '../../util/errors.ts';
import type { CsvRecord } from './records.ts';

/** A table read from a CSV file: named columns of text, some of which hold numbers. */
export class CsvTable {
  readonly header: readonly string[];
  /** The rows below the header, each with one cell for each column. */
  readonly rows: readonly (readonly string[])[];
  readonly #where: string;
  /** The line of the file on which each row begins. */
  readonly #lines: readonly number[];

  /** Made by {@link readCsv}. */
  constructor(records: readonly CsvRecord[], where: string) {
    const [header, ...rows] = records;
    this.#where = where;
    this.header = checkedHeader(header, where);
    this.rows = rows.map(({ cells }) => cells);
    this.#lines = rows.map(({ line }) => line);
    for (const row of rows) this.#checkWidth(row);
  }

  /**
   * A column's cells, row by row.
   *
   * @throws InputError when there is no such column.
   */
  column(name: string): readonly string[] {
    const at = this.#columnIndex(name);
    return this.rows.map((row) => row[at] ?? '');
  }

  /**
   * A column's numbers, row by row.
   *
   * @throws InputError when there is no such column, or where a cell is no decimal number: with line and column.
   */
  numbers(name: string): Float64Array {
    const at = this.#columnIndex(name);
    return Float64Array.from(this.column(name), (cell, row) => {
      check(decimal.test(cell), () => ({
        where: `${this.#where}, line ${this.#lines[row]}, column ${at + 1} (${name})`,
        expected: 'a decimal number',
        received: cell === '' ? 'an empty cell' : JSON.stringify(cell),
      }));
      return Number(cell);
    });
  }

  /** The line of the file on which a row begins, counted from 1. */
  lineOf(row: number): number {
    return this.#lines[row] ?? Number.NaN;
  }

  #columnIndex(name: string): number {
    const at = this.header.indexOf(name);
    check(at >= 0, () => ({
      where: this.#where,
      expected: `a column named ${JSON.stringify(name)}`,
      received: this.header.join(', '),
    }));
    return at;
  }

  #checkWidth({ cells, line }: CsvRecord): void {
    check(cells.length === this.header.length, () => ({
      where: `${this.#where}, line ${line}`,
      expected: `${this.header.length} cells, as in the header`,
      received: cells.join('') === '' ? 'an empty line' : `${cells.length}`,
    }));
  }
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function checkedHeader(header: CsvRecord | undefined, where: string): readonly string[] {
  const names = header?.cells ?? [''];
  check(!names.includes(''), () => ({
    where,
    expected: 'a header that names every column',
    received: names.length > 1 ? names.join(', ') : 'none',
  }));
  const seen = new Set<string>();
  const doubled = names.find((name) => seen.size === seen.add(name).size);
  check(doubled === undefined, () => ({
    where,
    expected: 'one column a name',
    received: `${doubled} twice`,
  }));
  return names;
}
