import { type Kysely, sql } from 'kysely';
import type { Schema } from '../database/schema.ts';

/** A series as it is drawn: least and largest values over runs of steps, or, where there are few, its points. */
export interface Curve {
  /** Whether these are the points themselves; `low` and `high` are then the same. */
  readonly exact: boolean;
  /** The last step of each. */
  readonly steps: Float64Array;
  /** NaN where no value was finite. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Which part of a series, and how finely. */
export interface CurveOptions {
  /** From this step on; from the first by default. */
  readonly from?: number;
  /** Up to this step; to the last by default. */
  readonly to?: number;
  /** At most so many; 2,000 by default. */
  readonly most?: number;
}

interface Place {
  readonly series: number;
  readonly from: number;
  readonly to: number;
  readonly most: number;
}

/** Reads a series for drawing, in time that does not grow with its points. */
export async function readCurve(
  queries: Kysely<Schema>,
  series: number,
  { from = 0, to = Number.MAX_SAFE_INTEGER, most = 2000 }: CurveOptions = {},
): Promise<Curve> {
  const place = { series, from, to, most };
  const { points, ranges } = await sizeOf(queries, place);
  return points <= most ? exactly(queries, place) : summarized(queries, place, ranges);
}

async function sizeOf(queries: Kysely<Schema>, { series, from, to }: Place) {
  const { points, ranges } = await queries
    .selectFrom('ranges')
    .where('series_id', '=', series)
    .where('last_step', '>=', from)
    .where('first_step', '<=', to)
    .select(({ fn }) => [fn.sum<number | null>('points').as('points'), fn.countAll<number>().as('ranges')])
    .executeTakeFirstOrThrow();
  return { points: points ?? 0, ranges };
}

async function exactly(queries: Kysely<Schema>, { series, from, to }: Place): Promise<Curve> {
  const rows = await queries
    .selectFrom('points')
    .where('series_id', '=', series)
    .where('step', '>=', from)
    .where('step', '<=', to)
    .orderBy('step')
    .select(['step', 'value'])
    .execute();
  const values = Float64Array.from(rows, ({ value }) => value ?? Number.NaN);
  return { exact: true, steps: Float64Array.from(rows, ({ step }) => step), low: values, high: values };
}

async function summarized(
  queries: Kysely<Schema>,
  { series, from, to, most }: Place,
  ranges: number,
): Promise<Curve> {
  const together = Math.ceil(ranges / most);
  const rows = await queries
    .selectFrom('ranges')
    .where('series_id', '=', series)
    .where('last_step', '>=', from)
    .where('first_step', '<=', to)
    .groupBy(sql`bucket / ${sql.lit(together)}`)
    .orderBy(sql`max(last_step)`)
    .select(({ fn }) => [fn.max('last_step').as('step'), fn.min('low').as('low'), fn.max('high').as('high')])
    .execute();
  return {
    exact: false,
    steps: Float64Array.from(rows, ({ step }) => step),
    low: Float64Array.from(rows, ({ low }) => low ?? Number.NaN),
    high: Float64Array.from(rows, ({ high }) => high ?? Number.NaN),
  };
}
