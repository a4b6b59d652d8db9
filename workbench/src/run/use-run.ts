import type { RunMessage } from 'echotrain/runner';
import type { InferResponseType } from 'hono/client';
import { useMemo, useState } from 'react';
import { api, said } from '../api/client.ts';
import { useEvent } from '../api/use-events.ts';
import { type Query, useQuery } from '../api/use-query.ts';
import { isActive } from '../runs/words.ts';

/** All that the store knows of a run. */
export type RunDetails = InferResponseType<(typeof api.runs)[':run']['$get'], 200>;

/** While a run is at work, what it has measured and left is asked for so often at most, in milliseconds. */
const REFRESH_MS = 2000;

/** A run with its recipe, its series and its files, as they are now. */
export function useRun(id: number): Query<RunDetails> {
  const query = useQuery(`run ${id}`, () => said(api.runs[':run'].$get({ param: { run: String(id) } })));
  const { refresh } = query;
  const [asked, setAsked] = useState(0);
  useEvent('runs', ({ runs }) => {
    if (runs.some((run) => run.id === id)) refresh();
  });
  useEvent('waiting', ({ run }) => {
    if (run === id) refresh();
  });
  useEvent('all', refresh);
  useEvent('again', refresh);
  useEvent('measured', ({ runs }) => {
    const now = Date.now();
    if (!runs.includes(id) || now - asked < REFRESH_MS) return;
    setAsked(now);
    refresh();
  });
  return query;
}

/** What a run's process told last; nothing of one that is not at work. */
export function useRunMessage({ run, progress }: RunDetails): RunMessage | undefined {
  const [told, setTold] = useState<string>();
  useEvent('progress', ({ run: id, progress: latest }) => {
    if (id === run.id) setTold(latest);
  });
  const text = told ?? progress;
  return useMemo(() => {
    if (!isActive(run.status) || run.status === 'queued' || text === null) return undefined;
    return JSON.parse(text);
  }, [run.status, text]);
}
