import { normalCdf } from '../../evaluate/distributions.ts';
import { sum } from '../../util/arrays.ts';

/** How often values of two kinds meet. */
export interface Contingency {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** [row, column] */
  readonly counts: readonly (readonly number[])[];
  /** How much one says of the other: 0 nothing, 1 all. Cramér's V, corrected for its bias in small samples. */
  readonly association: number;
  /** How often chance alone would give as much. */
  readonly pValue: number;
}

/**
 * Counts pairs, and tests whether one value says something of the other: Pearson's chi-square, its tail by Wilson and
 * Hilferty's cube root.
 *
 * Source: Bergsma, J. Korean Stat. Soc. 42:323 (2013), for the corrected V; Wilson and Hilferty, Proc. Natl. Acad. Sci.
 * 17:684 (1931).
 */
export function contingency(pairs: readonly (readonly [row: string, column: string])[]): Contingency {
  const rows = [...new Set(pairs.map(([row]) => row))].sort();
  const columns = [...new Set(pairs.map(([, column]) => column))].sort();
  const counts = rows.map(() => columns.map(() => 0));
  const [rowAt, columnAt] = [indexOf(rows), indexOf(columns)];
  for (const [row, column] of pairs) {
    const line = counts[rowAt.get(row) ?? 0];
    const at = columnAt.get(column) ?? 0;
    if (line) line[at] = (line[at] ?? 0) + 1;
  }
  return { rows, columns, counts, ...test(counts, pairs.length) };
}

function indexOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, at) => [name, at]));
}

function test(counts: readonly (readonly number[])[], total: number) {
  const [r, c] = [counts.length, counts[0]?.length ?? 0];
  if (r < 2 || c < 2 || total < 2) return { association: 0, pValue: 1 };
  const inRow = counts.map(sum);
  const inColumn = counts[0]?.map((_, at) => sum(counts.map((line) => line[at] ?? 0))) ?? [];
  let chiSquare = 0;
  for (const [row, line] of counts.entries()) {
    for (const [column, observed] of line.entries()) {
      const expected = ((inRow[row] ?? 0) * (inColumn[column] ?? 0)) / total;
      chiSquare += (observed - expected) ** 2 / expected;
    }
  }
  const freedom = (r - 1) * (c - 1);
  const phi = Math.max(0, chiSquare / total - freedom / (total - 1));
  const [fewerRows, fewerColumns] = [r, c].map((n) => n - (n - 1) ** 2 / (total - 1));
  const most = Math.min(fewerRows ?? 0, fewerColumns ?? 0) - 1;
  return {
    association: most > 0 ? Math.min(1, Math.sqrt(phi / most)) : 0,
    pValue: chiSquareTail(chiSquare, freedom),
  };
}

function chiSquareTail(x: number, freedom: number): number {
  const variance = 2 / (9 * freedom);
  return normalCdf((1 - variance - Math.cbrt(x / freedom)) / Math.sqrt(variance));
}
