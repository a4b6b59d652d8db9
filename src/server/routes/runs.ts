import { Hono } from 'hono';
import { z } from 'zod';
import { runStatuses } from '../../store/index.ts';
import type { ServerContext } from '../context.ts';
import { runNumber, withBody, withQuery } from './input.ts';

const filter = z.object({
  study: z.string().optional(),
  status: z.enum(runStatuses).optional(),
  tag: z.string().optional(),
  trashed: z.stringbool().optional(),
});

const change = z.strictObject({
  note: z.string().max(100_000).optional(),
  tag: z.array(z.string()).max(100).optional(),
  untag: z.array(z.string()).max(100).optional(),
});

/** `/api/runs`: what was run, and what people say of it. */
export function runsRoutes({ store, queue }: ServerContext) {
  return new Hono()
    .get('/', withQuery(filter), async (context) => {
      const { study, status, tag, trashed } = context.req.valid('query');
      const wanted = { ...(study && { study }), ...(status && { status }), ...(tag && { tag }) };
      return context.json({ runs: await store.runs.list({ ...wanted, trashed: trashed ?? false }) });
    })
    .get('/:run', async (context) => {
      const id = runNumber(context.req.param('run'));
      const [run, recipe, artifacts, openings, series] = await Promise.all([
        store.runs.get(id),
        store.runs.recipe(id),
        store.artifacts(id),
        store.openings(id),
        store.series(id),
      ]);
      const { progress = null } = store.processes.notes(id);
      const waiting = run.status === 'queued' ? (queue.reasonToWait(id) ?? null) : null;
      return context.json({ run, ...recipe, artifacts, openings, series, progress, waiting });
    })
    .patch('/:run', withBody(change), async (context) => {
      const id = runNumber(context.req.param('run'));
      const { note, tag = [], untag = [] } = context.req.valid('json');
      // Tags may be refused: then nothing is changed.
      await store.runs.tag(id, tag);
      await store.runs.untag(id, untag);
      if (note !== undefined) await store.runs.change(id, { note });
      return context.json({ run: await store.runs.get(id) });
    });
}
