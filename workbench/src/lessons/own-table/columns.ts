import { type CsvTable, isMissing, numberIn, numericColumn } from 'echotrain/formats';

/** A column of somebody's table, for people. */
export interface ColumnSummary {
  readonly name: string;
  readonly kind: 'numbers' | 'words';
  /** How many of its cells are missing: empty, NA, NaN, n/a or null. */
  readonly missing: number;
  /** How many different values it has. */
  readonly distinct: number;
  /** Its range, or its most frequent words. */
  readonly summary: string;
  /** Whether it only counts the rows, one by one: nothing to learn from. */
  readonly isNumbering: boolean;
  /** Where most cells are numbers: the first that is not. */
  readonly odd: string | undefined;
}

/** A table, for people. */
export interface TableSummary {
  readonly rows: number;
  readonly columns: readonly ColumnSummary[];
}

/** What the columns of a table hold. */
export function summaryOf(table: CsvTable): TableSummary {
  return { rows: table.rows.length, columns: table.header.map((name) => columnSummary(table, name)) };
}

function columnSummary(table: CsvTable, name: string): ColumnSummary {
  const cells = table.column(name);
  const numbers = numericColumn(cells);
  const counts = countsOf(cells);
  const missing = cells.filter(isMissing).length;
  return {
    name,
    kind: numbers ? 'numbers' : 'words',
    missing,
    distinct: counts.size,
    summary: numbers ? rangeOf(numbers) : frequentOf(counts),
    isNumbering: numbers?.every((number, row) => number === row + (numbers[0] ?? 0)) ?? false,
    odd: numbers ? undefined : oddCell(table, name, cells),
  };
}

/** How often each value occurs, missing ones aside. */
export function countsOf(cells: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    if (!isMissing(cell)) counts.set(cell.trim(), (counts.get(cell.trim()) ?? 0) + 1);
  }
  return counts;
}

function rangeOf(numbers: Float64Array): string {
  let [low, high, sum, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const number of numbers) {
    if (Number.isNaN(number)) continue;
    low = Math.min(low, number);
    high = Math.max(high, number);
    sum += number;
    count++;
  }
  const short = (number: number) => `${Number(number.toPrecision(4))}`;
  return `${short(low)} to ${short(high)}, mean ${short(sum / count)}`;
}

/** How many words are shown, and how many letters of each. */
const SHOWN = { words: 4, letters: 24 } as const;

function frequentOf(counts: ReadonlyMap<string, number>): string {
  const most = [...counts].toSorted(([, a], [, b]) => b - a);
  const words = most
    .slice(0, SHOWN.words)
    .map(([word, count]) => `${word.slice(0, SHOWN.letters)} (${count})`);
  return [...words, ...(most.length > SHOWN.words ? ['…'] : [])].join(', ');
}

/** The first cell that is no number, in a column where nine of ten are. */
function oddCell(table: CsvTable, name: string, cells: readonly string[]): string | undefined {
  const odd = cells.flatMap((cell, row) => (numberIn(cell) === undefined ? [row] : []));
  const [first] = odd;
  if (first === undefined || odd.length > cells.length / 10) return undefined;
  return `no number in line ${table.lineOf(first)}, column ${table.header.indexOf(name) + 1}: "${(cells[first] ?? '').slice(0, SHOWN.letters)}"`;
}
