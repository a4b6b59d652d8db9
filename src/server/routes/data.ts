import { Hono } from 'hono';
import type { ServerContext } from '../context.ts';
import { auditsRoutes } from './data/audits.ts';
import { datasetsRoutes } from './data/datasets.ts';
import { foldersRoutes } from './data/folders.ts';
import { imagesRoutes } from './data/images.ts';
import { tablesRoutes } from './data/tables.ts';

/** `/api/data`: folders, datasets, images, tables and audits. */
export function dataRoutes(context: Pick<ServerContext, 'folders' | 'data'>) {
  const { data } = context;
  return new Hono()
    .route('/folders', foldersRoutes(context, data))
    .route('/datasets', datasetsRoutes(context, data))
    .route('/images', imagesRoutes(context, data))
    .route('/tables', tablesRoutes(context, data))
    .route('/audits', auditsRoutes(context, data));
}
