import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { Schema } from '../database/schema.ts';

/** A series as it is drawn: its points, or, where they are many, stretches of them, each by its last point and its range. */
export interface Curve {
  /** Whether these are the points themselves; `low`, `high` and `values` are then the same. */
  readonly exact: boolean;
  /** The last step of each. */
  readonly steps: Float64Array;
  /** Epochs finished at that step, with the fraction of the current one. */
  readonly epochs: Float64Array;
  /** When that was, in milliseconds since 1970. */
  readonly times: Float64Array;
  /** The value at that step; NaN where it was not finite. */
  readonly values: Float64Array;
  /** The least and largest value of each; NaN where no value was finite. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Which part of a series, and how finely. */
export interface CurveOptions {
  /** From this step on; from the first by default. */
  readonly from?: number | undefined;
  /** Up to this step; to the last by default. */
  readonly to?: number | undefined;
  /** At most so many; 2,000 by default. */
  readonly most?: number | undefined;
}

/** So many points are summarized one by one; of more, whole rows of least and largest values serve. */
const FEW_POINTS = 200_000;

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
  const { points, ranges, first, last } = await sizeOf(queries, place);
  if (points <= most) return exactly(queries, place);
  if (ranges >= most || points > FEW_POINTS) {
    return lastOfEach(queries, series, ofRanges(queries, place, powerOfTwo(ranges / most)));
  }
  const steps = Math.min(to, last) - Math.max(from, first) + 1;
  return lastOfEach(queries, series, ofPoints(queries, place, powerOfTwo(steps / most)));
}

/**
 * The next power of two. Stretches are so wide and begin at multiples of that: they stay the same while a series grows
 * and whichever part of it is asked for, until they are joined in pairs.
 */
function powerOfTwo(least: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(least)));
}

async function sizeOf(queries: Kysely<Schema>, { series, from, to }: Place) {
  const { points, first, last, ranges } = await queries
    .selectFrom('ranges')
    .where('series_id', '=', series)
    .where('last_step', '>=', from)
    .where('first_step', '<=', to)
    .select(({ fn }) => [
      fn.sum<number | null>('points').as('points'),
      fn.min<number | null>('first_step').as('first'),
      fn.max<number | null>('last_step').as('last'),
      fn.countAll<number>().as('ranges'),
    ])
    .executeTakeFirstOrThrow();
  return { points: points ?? 0, first: first ?? 0, last: last ?? 0, ranges };
}

async function exactly(queries: Kysely<Schema>, place: Place): Promise<Curve> {
  const rows = await pointsOf(queries, place)
    .orderBy('step')
    .select(['step', 'epoch', 'at', 'value'])
    .execute();
  const values = columnOf(rows, ({ value }) => value);
  return { exact: true, ...whenOf(rows), values, low: values, high: values };
}

function pointsOf(queries: Kysely<Schema>, { series, from, to }: Place) {
  return queries
    .selectFrom('points')
    .where('series_id', '=', series)
    .where('step', '>=', from)
    .where('step', '<=', to);
}

/** A stretch of a series. */
interface Stretch {
  readonly last: number;
  readonly low: number | null;
  readonly high: number | null;
}

type Stretches = SelectQueryBuilder<Schema, 'points' | 'ranges', Stretch>;

function ofRanges(queries: Kysely<Schema>, { series, from, to }: Place, together: number): Stretches {
  return queries
    .selectFrom('ranges')
    .where('series_id', '=', series)
    .where('last_step', '>=', from)
    .where('first_step', '<=', to)
    .groupBy(sql`bucket / ${sql.lit(together)}`)
    .select(({ fn }) => [
      fn.max<number>('last_step').as('last'),
      fn.min<number | null>('low').as('low'),
      fn.max<number | null>('high').as('high'),
    ]);
}

function ofPoints(queries: Kysely<Schema>, place: Place, width: number): Stretches {
  return pointsOf(queries, place)
    .groupBy(sql`step / ${sql.lit(width)}`)
    .select(({ fn }) => [
      fn.max<number>('step').as('last'),
      fn.min<number | null>('value').as('low'),
      fn.max<number | null>('value').as('high'),
    ]);
}

/** Stretches with their last points. */
async function lastOfEach(queries: Kysely<Schema>, series: number, stretches: Stretches): Promise<Curve> {
  const rows = await queries
    .selectFrom(stretches.as('stretches'))
    .crossJoin('points')
    .where('points.series_id', '=', series)
    .whereRef('points.step', '=', 'stretches.last')
    .orderBy('stretches.last')
    .select(['step', 'epoch', 'at', 'value', 'low', 'high'])
    .execute();
  return {
    exact: false,
    ...whenOf(rows),
    values: columnOf(rows, ({ value }) => value),
    low: columnOf(rows, ({ low }) => low),
    high: columnOf(rows, ({ high }) => high),
  };
}

function whenOf(rows: readonly { readonly step: number; readonly epoch: number; readonly at: number }[]) {
  return {
    steps: columnOf(rows, ({ step }) => step),
    epochs: columnOf(rows, ({ epoch }) => epoch),
    times: columnOf(rows, ({ at }) => at),
  };
}

function columnOf<Row>(rows: readonly Row[], of: (row: Row) => number | null): Float64Array {
  return Float64Array.from(rows, (row) => of(row) ?? Number.NaN);
}
