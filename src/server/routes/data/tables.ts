import { Hono } from 'hono';
import { z } from 'zod';
import type { ServerContext } from '../../context.ts';
import type { DataServices } from '../../data/data-services.ts';
import { placeInside } from '../../data/file-place.ts';
import { summarizeTable } from '../../data/tasks/summarize-table.ts';
import { withQuery } from '../input.ts';

const wanted = z.object({
  path: z.string(),
  first: z.coerce.number().int().nonnegative().default(0),
  count: z.coerce.number().int().positive().max(1000).default(200),
});

/** `/api/data/tables`: what a CSV table holds. */
export function tablesRoutes({ folders }: Pick<ServerContext, 'folders'>, { readers }: DataServices) {
  return new Hono().get('/', withQuery(wanted), async ({ req, json }) => {
    const { path, first, count } = req.valid('query');
    const place = placeInside(folders, path);
    return json(await readers.run(summarizeTable, { ...place, first, count }, place.path, req.raw.signal));
  });
}
