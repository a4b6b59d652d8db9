import type { Run } from 'echotrain/store';
import { useState } from 'react';
import { api, said } from '../api/client.ts';
import { act, type RunAction } from './run-actions.ts';
import type { TagChange } from './tags-dialog.tsx';
import { bytesText, runCount } from './words.ts';

/** What came of the last thing that was done with runs. */
export interface Outcome {
  readonly kind: 'info' | 'error';
  readonly text: string;
  /** What can be taken back from the trash. */
  readonly restorable?: readonly number[];
  /** A run that has come of it. */
  readonly run?: number;
}

/** What one can do with runs, and what came of it. What changes comes back from the server as an event. */
export function useRunCommands(onTrashEmptied: () => void) {
  const [outcome, setOutcome] = useState<Outcome>();
  const attempt = async (work: () => Promise<Outcome | undefined>) => {
    try {
      setOutcome(await work());
    } catch (error) {
      setOutcome({ kind: 'error', text: error instanceof Error ? error.message : String(error) });
    }
  };
  const restore = (runs: readonly number[]) =>
    attempt(async () => {
      await said(api.trash.restore.$post({ json: { runs: [...runs] } }));
      return { kind: 'info', text: `Restored ${runCount(runs.length)}.` };
    });
  return {
    outcome,
    forget: () => setOutcome(undefined),
    restore,
    act: (action: RunAction, runs: readonly Run[]) =>
      attempt(async () => {
        const ids: number[] = [];
        for (const { id } of runs) ids.push(await act(action.name, id));
        const [run] = ids;
        if (action.name !== 'rerun' || run === undefined) return undefined;
        return {
          kind: 'info',
          text: `In the queue as ${ids.length === 1 ? 'run' : 'runs'} ${ids.join(', ')}.`,
          run,
        };
      }),
    trash: (runs: readonly Run[]) =>
      attempt(async () => {
        const ids = runs.map(({ id }) => id);
        const { bytes } = await said(api.trash.$post({ json: { runs: ids } }));
        const text = `Moved ${runCount(ids.length)} to the trash: ${bytesText(bytes)}.`;
        return { kind: 'info', text, restorable: ids };
      }),
    emptyTrash: () =>
      attempt(async () => {
        const { runs, bytes } = await said(api.trash.$delete());
        onTrashEmptied();
        return { kind: 'info', text: `Removed ${runCount(runs)}: ${bytesText(bytes)} are free.` };
      }),
    change: (runs: readonly Run[], change: Partial<TagChange> & { readonly note?: string }) =>
      attempt(async () => {
        for (const { id } of runs) {
          const { tag, untag, note } = change;
          const json = {
            ...(note !== undefined && { note }),
            ...(tag && { tag: [...tag] }),
            ...(untag && { untag: [...untag] }),
          };
          await said(api.runs[':run'].$patch({ param: { run: String(id) }, json }));
        }
        return undefined;
      }),
  };
}
