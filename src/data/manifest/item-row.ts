import type { SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import type { ArrayDtype, AxisName, FormatName } from '../../formats/index.ts';
import type { Item, ItemSource } from './item.ts';

/** The columns of an item, in the order of the table. */
export const COLUMNS = [
  'id',
  'subject',
  'session',
  'series',
  'site',
  'scanner',
  'date',
  'label',
  'part',
  'format',
  'shape',
  'dtype',
  'spacing',
  'orientation',
  'min',
  'max',
  'mean',
  'deviation',
  'hash',
  'source',
  'rest',
] as const;

/** The statement that makes the table; `rest` is JSON, as are `shape` and `spacing`. */
export const TABLE = `CREATE TABLE items (
  ${COLUMNS.map((name) => `"${name}" ${typeOf(name)}`).join(',\n  ')}
) STRICT`;

function typeOf(column: (typeof COLUMNS)[number]): string {
  if (column === 'id') return 'TEXT PRIMARY KEY';
  return ['min', 'max', 'mean', 'deviation'].includes(column) ? 'REAL' : 'TEXT';
}

/** An item as a row: one value for each column. */
export function rowOf(item: Item): (string | number | null)[] {
  const { id, subject, session, series, site, scanner, date, label, part, format, dtype } = item;
  const { shape, spacing, orientation, statistics, hash, source, subjectKnown, axes, unit } = item;
  const { min, max, mean, deviation, nonFinite } = statistics;
  const { target, acquisition } = item;
  const rest = { subjectKnown, axes, unit, nonFinite, source, target, acquisition };
  const plain = [id, subject, session, series, site, scanner, date, label, part, format];
  return [
    ...plain.map((value) => value ?? null),
    ...[JSON.stringify(shape), dtype, spacing ? JSON.stringify(spacing) : null, orientation ?? null],
    ...[min, max, mean, deviation].map((value) => (Number.isFinite(value) ? value : null)),
    ...[hash, source.files[0] ?? '', JSON.stringify(rest)],
  ];
}

/** The item of a row. */
export function itemOf(row: Record<string, SQLOutputValue>): Item {
  const { rest, ...columns } = rowSchema.parse(row);
  const { nonFinite, subjectKnown, axes, source, acquisition, unit, target } = rest;
  const { min, max, mean, deviation, id, subject, format, shape, dtype, hash, ...optional } = columns;
  const known = Object.entries({ ...optional, unit, target }).filter(([, value]) => value != null);
  return {
    ...{ id, subject, subjectKnown, format, shape, axes, dtype, hash, source, acquisition },
    ...Object.fromEntries(known),
    statistics: { min, max, mean, deviation, nonFinite },
  };
}

const text = z.string().nullable();
const number = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);
const word = <T extends string>() => z.custom<T>((value) => typeof value === 'string');

/** Text that holds JSON. */
function json<T>(schema: z.ZodType<T>) {
  return z
    .string()
    .transform((value, context): unknown => {
      try {
        return JSON.parse(value);
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(schema);
}

const source: z.ZodType<ItemSource> = z.object({
  files: z.array(z.string()),
  member: z.string().exactOptional(),
  index: z.number().exactOptional(),
  bytes: z.number(),
  modified: z.number(),
});

const rest = z.object({
  subjectKnown: z.boolean(),
  axes: z.array(word<AxisName>()),
  unit: z.string().optional(),
  nonFinite: z.number(),
  source,
  target: source.optional(),
  acquisition: z.custom<Item['acquisition']>((value) => typeof value === 'object' && value !== null),
});

const rowSchema = z.object({
  id: z.string(),
  subject: z.string(),
  session: text,
  series: text,
  site: text,
  scanner: text,
  date: text,
  label: text,
  part: z.enum(['train', 'validation', 'test']).nullable(),
  format: word<FormatName>(),
  shape: json(z.array(z.number())),
  dtype: word<ArrayDtype>(),
  spacing: z
    .string()
    .nullable()
    .transform((value) => value ?? undefined)
    .pipe(json(z.array(z.number())).optional()),
  orientation: text,
  min: number,
  max: number,
  mean: number,
  deviation: number,
  hash: z.string(),
  rest: json(rest),
});
