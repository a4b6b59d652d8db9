import { Hono } from 'hono';
import { z } from 'zod';
import { sum } from '../../util/arrays.ts';
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
      const thrown = await store.trash.addAll(context.req.valid('json').runs);
      return context.json({ bytes: sum(thrown.map(({ bytes }) => bytes)) });
    })
    .post('/restore', withBody(runs), async (context) => {
      await store.trash.restoreAll(context.req.valid('json').runs);
      return context.json({});
    })
    .delete('/', async ({ json }) => json(await store.trash.empty()));
}
