import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';

/** One time that a run opened a test part. */
export interface TestOpening {
  /** The hash of the split whose test part it was. */
  readonly split: string;
  readonly purpose: string;
}

/** Notes that a run has opened test parts. */
export async function addOpenings(
  queries: Kysely<Schema>,
  run: number,
  openings: readonly TestOpening[],
): Promise<void> {
  if (openings.length === 0) return;
  const opened_at = Date.now();
  const rows = openings.map(({ split, purpose }) => ({ run_id: run, test_hash: split, purpose, opened_at }));
  await queries.insertInto('openings').values(rows).execute();
}

/** The test parts that a run has opened. */
export async function listOpenings(queries: Kysely<Schema>, run: number): Promise<TestOpening[]> {
  return queries
    .selectFrom('openings')
    .where('run_id', '=', run)
    .select(['test_hash as split', 'purpose'])
    .orderBy('id')
    .execute();
}
