import type { Run } from 'echotrain/store';
import { useEffect, useState } from 'react';
import { api, said } from '../api/client.ts';
import { useEvent } from '../api/use-events.ts';
import { type Query, useQuery } from '../api/use-query.ts';

/** All runs, or those in the trash, the newest first, as they are now. */
export function useRuns(isTrash: boolean): Query<readonly Run[]> {
  const query = useQuery(`runs ${isTrash}`, async () => {
    const { runs } = await said(api.runs.$get({ query: { trashed: isTrash } }));
    return { runs, isTrash };
  });
  const [now, setNow] = useState<readonly Run[]>();
  useEffect(
    () => setNow(query.value?.isTrash === isTrash ? query.value.runs : undefined),
    [query.value, isTrash],
  );
  useEvent('runs', ({ runs, gone }) => {
    setNow((before) => before && merged(before, runs, new Set(gone), isTrash));
  });
  useEvent('all', query.refresh);
  useEvent('again', query.refresh);
  return { ...query, value: now };
}

/** Runs with those in place that have changed; of these only what belongs to the list. */
function merged(
  before: readonly Run[],
  changed: readonly Run[],
  gone: ReadonlySet<number>,
  isTrash: boolean,
): readonly Run[] {
  const isChanged = new Set(changed.map(({ id }) => id));
  const others = before.filter(({ id }) => !isChanged.has(id) && !gone.has(id));
  const ours = changed.filter((run) => run.isTrashed === isTrash);
  return [...others, ...ours].sort((a, b) => b.id - a.id);
}
