import { Hono } from 'hono';
import { z } from 'zod';
import type { ServerContext } from '../context.ts';
import { withBody } from './input.ts';

const runs = z.strictObject({ runs: z.array(z.int().positive()).min(1).max(10_000) });

/** `/api/trash`: runs that were thrown away, until it is emptied. */
export function trashRoutes({ store }: ServerContext) {
  return new Hono()
    .get('/', async ({ json }) =>
      json({ runs: await store.runs.list({ trashed: true }), bytes: store.trash.size() }),
    )
    .post('/', withBody(runs), async (context) => {
      const { runs: all } = context.req.valid('json');
      let bytes = 0;
      // Where one may not be thrown away, none is.
      for (const run of all) await store.trash.check(run);
      for (const run of all) bytes += await store.trash.add(run);
      return context.json({ bytes });
    })
    .post('/restore', withBody(runs), async (context) => {
      const { runs: all } = context.req.valid('json');
      for (const run of all) await store.runs.get(run);
      for (const run of all) await store.trash.restore(run);
      return context.json({});
    })
    .delete('/', async ({ json }) => json(await store.trash.empty()));
}
