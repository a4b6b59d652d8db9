import { basename, dirname } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import { isWithin } from '../../../data/reading/file-source.ts';
import type { ServerContext } from '../../context.ts';
import type { DataServices } from '../../data/data-services.ts';
import { placeInside } from '../../data/file-place.ts';
import { listFolder } from '../../data/folder-listing.ts';
import { withQuery } from '../input.ts';

const wanted = z.object({
  path: z.string(),
  text: z.string().optional(),
  first: z.coerce.number().int().nonnegative().default(0),
  count: z.coerce.number().int().positive().max(1000).default(200),
});

/** `/api/data/folders`: the folders that may be read, what is in them, and the series of DICOM files there. */
export function foldersRoutes({ folders }: Pick<ServerContext, 'folders'>, { series }: DataServices) {
  return new Hono()
    .get('/', (context) => context.json({ folders: folders.map((path) => ({ path, name: basename(path) })) }))
    .get('/entries', withQuery(wanted), async (context) => {
      const { path, ...part } = context.req.valid('query');
      const place = placeInside(folders, path);
      const listing = await listFolder(place.path, { ...part, text: part.text ?? '' });
      return context.json({ ...listing, path: place.path, above: above(place.path, place.root) });
    })
    .get('/series', withQuery(z.object({ path: z.string() })), async (context) => {
      const { volumes, ...rest } = await series.of(placeInside(folders, context.req.valid('query').path));
      const named = volumes.map(({ files, ...volume }, number) => ({
        ...volume,
        number,
        slices: files.length,
      }));
      return context.json({ ...rest, volumes: named });
    });
}

/** The folders above one, from the readable one on. */
function above(path: string, root: string): { readonly path: string; readonly name: string }[] {
  const folders: { path: string; name: string }[] = [];
  for (let at = path; isWithin(at, root); at = dirname(at)) {
    folders.unshift({ path: at, name: basename(at) });
    if (at === root) break;
  }
  return folders;
}
