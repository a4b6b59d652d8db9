/** What stands for a value that is missing, in lower case: R's, pandas's and BIDS's ways. */
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null']);

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/;

/** How pandas writes a value beyond what was measured. */
const INFINITE: ReadonlyMap<string, number> = new Map([
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

/** Whether a cell stands for a value that is missing: empty, NA, NaN, n/a or null. */
export function isMissing(cell: string): boolean {
  return MISSING.has(cell.trim().toLowerCase());
}

/** A cell's number; NaN for one that is missing, undefined for what is no number. */
export function numberIn(cell: string): number | undefined {
  const text = cell.trim().toLowerCase();
  if (DECIMAL.test(text)) return Number(text);
  return INFINITE.get(text) ?? (MISSING.has(text) ? Number.NaN : undefined);
}

/** A column's numbers, with NaN for missing ones; undefined where it holds something else, or nothing. */
export function numericColumn(cells: readonly string[]): Float64Array | undefined {
  const numbers = new Float64Array(cells.length);
  let found = false;
  for (const [row, cell] of cells.entries()) {
    const number = numberIn(cell);
    if (number === undefined) return undefined;
    numbers[row] = number;
    found ||= !Number.isNaN(number);
  }
  return found ? numbers : undefined;
}
