import { existsSync } from 'node:fs';
import type { Run } from '../../store/index.ts';
import { textTable } from '../text-table.ts';
import type { ListOptions } from './list.ts';
import { ageText, lastedText, scoresText, statusText } from './run-words.ts';
import { withStore, workspaceFolder } from './workspace.ts';

/** `echotrain runs list` */
export async function listRuns({ study, status, tag, json, ...options }: ListOptions): Promise<void> {
  const filter = { ...(study && { study }), ...(status && { status }), ...(tag && { tag }) };
  const runs = existsSync(workspaceFolder(options))
    ? await withStore(options, (store) => {
        store.findLost();
        return store.runs.list(filter);
      })
    : [];
  if (json) {
    for (const run of runs) process.stdout.write(`${JSON.stringify(run)}\n`);
    return;
  }
  process.stdout.write(runs.length === 0 ? `${nothing(filter)}\n` : `${tableOf(runs)}\n`);
}

function nothing(filter: object): string {
  return Object.keys(filter).length > 0 ? 'No run is like that.' : 'Nothing has been run yet.';
}

function tableOf(runs: readonly Run[]): string {
  const head = ['run', 'study', 'status', 'begun', 'took', 'scores', 'tags'];
  const rows = runs.map((run) => [
    String(run.id),
    run.name,
    statusText(run),
    ageText(run.startedAt ?? run.createdAt),
    lastedText(run),
    scoresText(run.scores),
    run.tags.join(' '),
  ]);
  return textTable([head, ...rows], [0, 4]);
}
