import type { Program } from '../training/program.ts';
import { summaryOf, type TableSummary } from './columns.ts';
import { tableIn } from './read-file.ts';

/** Says what the columns of a file hold. */
export const run: Program<{ readonly file: File }, TableSummary> = async ({ file }, host) => {
  host.tell(summaryOf(await tableIn(file)));
  return undefined;
};
