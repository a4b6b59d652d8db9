import { Hono } from 'hono';
import { z } from 'zod';
import type { ServerContext } from '../../context.ts';
import type { DataServices } from '../../data/data-services.ts';
import { placeInside } from '../../data/file-place.ts';
import { withBody, withQuery } from '../input.ts';

const folder = z.object({ path: z.string() });

/** `/api/data/audits`: what is wrong with a dataset, as far as an audit has looked. */
export function auditsRoutes(
  { folders }: Pick<ServerContext, 'folders'>,
  { datasets, audits }: DataServices,
) {
  const load = (path: string) => datasets.load(placeInside(folders, path).path);
  return new Hono()
    .get('/', withQuery(folder), async (context) =>
      context.json(await audits.state(await load(context.req.valid('query').path))),
    )
    .post('/', withBody(folder), async (context) => {
      const dataset = await load(context.req.valid('json').path);
      await audits.start(dataset);
      return context.json(await audits.state(dataset));
    });
}
