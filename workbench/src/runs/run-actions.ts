import type { Run, RunStatus } from 'echotrain/store';
import { api, said } from '../api/client.ts';

/** Something that one can do with a run's process. */
export interface RunAction {
  readonly name: 'pause' | 'continue' | 'stop' | 'resume' | 'rerun';
  readonly label: string;
  /** In place of the label, where there is little room. */
  readonly sign: string;
  readonly key: string;
  readonly what: string;
  /** Of runs that stand so. */
  readonly statuses: readonly RunStatus[];
}

/** All that one can do with a run's process. */
export const runActions: readonly RunAction[] = [
  { name: 'pause', label: 'Pause', sign: '❚❚', key: 'p', what: 'Pause', statuses: ['running'] },
  { name: 'continue', label: 'Continue', sign: '▶', key: 'p', what: 'Continue', statuses: ['paused'] },
  {
    ...{ name: 'stop', label: 'Stop', sign: '■', key: 's' },
    what: 'Stop after this step, and report what is finished',
    statuses: ['queued', 'running', 'paused'],
  },
  {
    ...{ name: 'resume', label: 'Resume', sign: '▶', key: 'u' },
    what: 'Go on from the last checkpoint',
    statuses: ['stopped', 'failed', 'lost'],
  },
  {
    ...{ name: 'rerun', label: 'Rerun', sign: '↻', key: 'r' },
    what: 'Run the same study once more',
    statuses: ['finished', 'stopped', 'failed', 'lost'],
  },
];

/** What one can do with the process of a run. */
export function actionsOf({ status, isTrashed }: Run): readonly RunAction[] {
  return isTrashed ? [] : runActions.filter(({ statuses }) => statuses.includes(status));
}

/**
 * Does something with a run.
 *
 * @returns the number of the run that it concerns, of a rerun a new one
 */
export async function act(name: RunAction['name'], id: number): Promise<number> {
  const run = api.runs[':run'];
  const which = { param: { run: String(id) } };
  if (name === 'rerun') return (await said(run.rerun.$post(which))).run;
  await said(run[name].$post(which));
  return id;
}
