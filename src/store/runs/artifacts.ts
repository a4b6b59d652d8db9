import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';

/** A file that a run has left, in its folder or elsewhere. */
export interface Artifact {
  /** Its path from the run's folder, or an absolute one. */
  readonly name: string;
  /** What it is: `figure`, `model`, `report` ... */
  readonly kind: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Notes a file of a run, or what it has become. */
export async function addArtifact(
  queries: Kysely<Schema>,
  run: number,
  { name, kind, path }: { readonly name: string; readonly kind: string; readonly path: string },
): Promise<void> {
  const content = readFileSync(path);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const what = { kind, bytes: content.length, sha256, created_at: Date.now() };
  await queries
    .insertInto('artifacts')
    .values({ run_id: run, name, ...what })
    .onConflict((conflict) => conflict.columns(['run_id', 'name']).doUpdateSet(what))
    .execute();
}

/** The files that a run has left, by name. */
export async function listArtifacts(queries: Kysely<Schema>, run: number): Promise<Artifact[]> {
  return queries
    .selectFrom('artifacts')
    .where('run_id', '=', run)
    .select(['name', 'kind', 'bytes', 'sha256'])
    .orderBy('name')
    .execute();
}
