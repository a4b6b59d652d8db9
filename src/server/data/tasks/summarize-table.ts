import { z } from 'zod';
import { readTable } from '../../../data/reading/read-table.ts';
import { defineReaderTask } from '../../../data/reading/reader-task.ts';
import { check } from '../../../util/errors.ts';

const binned = z.object({
  kind: z.literal('numbers'),
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  deviation: z.number(),
  missing: z.number(),
  /** How many values lie in each of equal intervals from the least to the greatest. */
  bins: z.array(z.number()),
});
const words = z.object({
  kind: z.literal('words'),
  distinct: z.number(),
  missing: z.number(),
  /** The most frequent ones. */
  counts: z.array(z.object({ value: z.string(), rows: z.number() })),
});
const tableSummary = z.object({
  rowCount: z.number(),
  columns: z.array(z.object({ name: z.string(), values: z.discriminatedUnion('kind', [binned, words]) })),
  first: z.number(),
  rows: z.array(z.array(z.string())),
});

/** A table in numbers, and some of its rows. */
export type TableSummary = z.infer<typeof tableSummary>;

/** What the values of a column are like. */
export type ColumnSummary = TableSummary['columns'][number]['values'];

const [BINS, MOST_WORDS, MOST_CELL, MOST_COLUMNS, MOST_BYTES] = [20, 12, 500, 500, 2 ** 27];

/** Reads a CSV table: how the values of each column are distributed, and some rows. */
export const summarizeTable = defineReaderTask({
  name: 'summarize-table',
  argument: z.object({
    path: z.string(),
    root: z.string().optional(),
    first: z.number().int().nonnegative(),
    count: z.number().int().positive().max(1000),
  }),
  result: tableSummary,
  async run({ first, count, ...place }, context): Promise<TableSummary> {
    const { size } = context.open(place);
    check(size <= MOST_BYTES, () => ({
      where: place.path,
      expected: `a table of at most ${MOST_BYTES / 2 ** 20} MiB`,
      received: `one of ${Math.round(size / 2 ** 20)}`,
    }));
    context.allow(20 * size);
    const { header, rows } = await readTable.run(place, context);
    context.progress();
    return {
      rowCount: rows.length,
      columns: header.slice(0, MOST_COLUMNS).map((name, at) => ({
        name,
        values: summaryOf(rows.map((row) => row[at] ?? '')),
      })),
      first,
      rows: rows
        .slice(first, first + count)
        .map((row) => row.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, MOST_CELL))),
    };
  },
});

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const MISSING = /^(|na|nan|n\/a|null|none|\?)$/i;

/** More different numbers than this are a quantity; whole numbers up to here may be codes of classes. */
const MOST_CODES = 10;

function summaryOf(cells: readonly string[]): ColumnSummary {
  const present = cells.map((cell) => cell.trim()).filter((cell) => !MISSING.test(cell));
  const missing = cells.length - present.length;
  const isNumber = (cell: string) => NUMBER.test(cell) && Number.isFinite(Number(cell));
  const isNumeric = present.length > 0 && present.every(isNumber);
  const distinct = new Set(present);
  const areCodes = distinct.size <= MOST_CODES && [...distinct].every((cell) => /^-?\d+$/.test(cell));
  return isNumeric && !areCodes ? numbersOf(present.map(Number), missing) : wordsOf(present, missing);
}

/** In units of the largest magnitude, so that no sum or square is beyond what numbers can be. */
function numbersOf(values: readonly number[], missing: number): ColumnSummary {
  const unit = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  let [min, max, total, squares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    total += value / unit;
  }
  const mean = total / values.length;
  for (const value of values) squares += (value / unit - mean) ** 2;
  const bins = new Array<number>(BINS).fill(0);
  const width = max / unit - min / unit || 1;
  for (const value of values) {
    const bin = Math.min(BINS - 1, Math.floor(((value / unit - min / unit) / width) * BINS)) || 0;
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  const most = Number.MAX_VALUE;
  return {
    kind: 'numbers',
    ...{ min, max, missing, bins },
    mean: Math.max(-most, Math.min(most, mean * unit)),
    deviation: Math.min(most, deviation * unit),
  };
}

function wordsOf(values: readonly string[], missing: number): ColumnSummary {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].toSorted((a, b) => b[1] - a[1]);
  return {
    kind: 'words',
    distinct: counts.size,
    missing,
    counts: sorted.slice(0, MOST_WORDS).map(([value, rows]) => ({ value: value.slice(0, MOST_CELL), rows })),
  };
}
