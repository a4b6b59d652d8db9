import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { range } from '../../util/arrays.ts';
import type { Schema } from '../database/schema.ts';
import { parseStored } from '../runs/run-row.ts';

/** How values are distributed at a step, in bins of one width. */
export interface Histogram {
  /** Steps taken. */
  readonly step: number;
  /** Epochs finished. */
  readonly epoch: number;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** Where bins begin and end, one more than there are bins. */
  readonly edges: readonly number[];
  /** How many values are in each bin. */
  readonly counts: readonly number[];
}

/** A histogram with the name of what is distributed. */
export interface NamedHistogram extends Histogram {
  readonly name: string;
}

const countsSchema = z.array(z.number()).min(1);

/** Notes a histogram; one of the same name and step is replaced. */
export function addHistogram(database: DatabaseSync, run: number, histogram: NamedHistogram): void {
  const { name, step, epoch, at, edges, counts } = histogram;
  database
    .prepare(
      `INSERT OR REPLACE INTO histograms (run_id, name, step, epoch, at, low, high, counts_json)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(run, name, step, epoch, at, edges[0] ?? 0, edges.at(-1) ?? 0, JSON.stringify(counts));
}

/** The histograms of a run, or those of one name, in the order of names and steps. */
export async function listHistograms(
  queries: Kysely<Schema>,
  run: number,
  name?: string,
): Promise<NamedHistogram[]> {
  const all = queries.selectFrom('histograms').where('run_id', '=', run);
  const rows = await (name === undefined ? all : all.where('name', '=', name))
    .select(['name', 'step', 'epoch', 'at', 'low', 'high', 'counts_json'])
    .orderBy('name')
    .orderBy('step')
    .execute();
  return rows.map(({ low, high, counts_json, ...when }) => {
    const counts = parseStored(countsSchema, counts_json, `run ${run}, histogram ${when.name}`);
    return { ...when, edges: edgesBetween(low, high, counts.length), counts };
  });
}

function edgesBetween(low: number, high: number, bins: number): number[] {
  return range(bins + 1).map((i) => low + ((high - low) * i) / bins);
}
