import { basename } from 'node:path';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { type Item, openManifest, SplitRegister } from '../../../data/node.ts';
import { closingNow } from '../../../util/closing.ts';
import { messageOf } from '../../../util/errors.ts';
import type { ServerContext } from '../../context.ts';
import type { DataServices } from '../../data/data-services.ts';
import type { LoadedDataset } from '../../data/dataset/datasets.ts';
import { type Division, partNames } from '../../data/dataset/divisions.ts';
import { findDatasets } from '../../data/dataset/find-datasets.ts';
import { classCounts, listItems } from '../../data/dataset/list-items.ts';
import { placeInside } from '../../data/file-place.ts';
import { withBody, withQuery } from '../input.ts';

const folder = z.object({ path: z.string(), division: z.string().optional() });

const query = folder.extend({
  part: z.enum(partNames).optional(),
  label: z.string().optional(),
  text: z.string().max(200).optional(),
  first: z.coerce.number().int().nonnegative().default(0),
  count: z.coerce.number().int().positive().max(100_000).default(100),
});

const opening = z.strictObject({
  path: z.string(),
  division: z.string(),
  purpose: z.string().trim().min(1).max(500),
});

/** `/api/data/datasets`: datasets, their items, their parts. */
export function datasetsRoutes({ folders }: Pick<ServerContext, 'folders'>, { datasets }: DataServices) {
  const load = (path: string) => datasets.load(placeInside(folders, path).path);
  return new Hono()
    .get('/', async (context) => context.json({ datasets: (await findDatasets(folders)).map(inBrief) }))
    .get('/one', withQuery(folder), async (context) => {
      const { path, division } = context.req.valid('query');
      const dataset = await load(path);
      const counts = await new SplitRegister(dataset.folder).openings();
      return context.json({
        ...inBrief(dataset.folder),
        items: dataset.items.length,
        subjects: new Set(dataset.items.map(({ subject }) => subject)).size,
        divisions: dataset.divisions.map((one) => ({
          ...told(one),
          isOpen: datasets.isOpen(one),
          openings: counts.get(one.test) ?? 0,
        })),
        ...classCounts(dataset, division),
      });
    })
    .get('/items', withQuery(query), async (context) => {
      const { path, first, count, ...wanted } = context.req.valid('query');
      const rows = listItems(await load(path), wanted);
      return context.json({ total: rows.length, first, rows: rows.slice(first, first + count) });
    })
    .get('/item', withQuery(folder.extend({ item: z.string() })), async (context) => {
      const { path, item: id } = context.req.valid('query');
      const dataset = await load(path);
      const at = dataset.items.findIndex((one) => one.id === id);
      const item = dataset.items[at];
      if (!item) throw new HTTPException(404, { message: `There is no item ${id} in this dataset.` });
      return context.json({
        item: dataset.sealed.has(id) ? sealedItem(item) : item,
        isSealed: dataset.sealed.has(id),
        divisions: partsOf(dataset, id),
        previous: dataset.items[at - 1]?.id,
        next: dataset.items[at + 1]?.id,
        position: at + 1,
        count: dataset.items.length,
      });
    })
    .post('/openings', withBody(opening), async (context) => {
      const { path, division, purpose } = context.req.valid('json');
      const place = placeInside(folders, path);
      return context.json({ openings: await datasets.open(place.path, division, purpose) });
    });
}

/** What a list shows of a dataset; one that is damaged is named, too. */
function inBrief(path: string) {
  const name = basename(path);
  try {
    return closingNow(openManifest(path), (manifest) => {
      const { name: called, made } = manifest.card();
      return { path, name: called, made, itemCount: manifest.count };
    });
  } catch (error) {
    return { path, name, trouble: messageOf(error) };
  }
}

function told({ partOf, ...division }: Division) {
  return { ...division, isKnown: partOf !== undefined };
}

/** In which part an item is, in every division of which that is known. */
function partsOf({ divisions }: LoadedDataset, id: string) {
  return divisions.flatMap(({ key, how, test, partOf }) => {
    const part = partOf?.get(id);
    return part ? [{ key, how, test, part }] : [];
  });
}

/** What may be told of an item of a sealed test part: what identifies it. */
function sealedItem({
  id,
  subject,
  subjectKnown,
  format,
  shape,
  axes,
  dtype,
}: Item): Partial<Item> & Pick<Item, 'id'> {
  return { id, subject, subjectKnown, format, shape, axes, dtype };
}
