import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What there is to know of a checkpoint is in the name of its file: a table of them was never filled. */
export const checkpointFiles: Migration = {
  async up(db) {
    await sql`DROP TABLE checkpoints`.execute(db);
  },
};
