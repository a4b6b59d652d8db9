import { availableParallelism, totalmem } from 'node:os';
import { Hono } from 'hono';
import { packageVersion } from '../../study/index.ts';
import type { ServerContext } from '../context.ts';

/** `/api/workspace`: where we are, and what the machine has. */
export function workspaceRoute({ store, folders }: ServerContext) {
  return new Hono().get('/', ({ json }) =>
    json({
      folder: store.folder,
      /** Folders that may be looked into. */
      folders,
      version: packageVersion(),
      /** Why nothing can be written, where that is so. */
      damage: store.damage ?? null,
      threads: availableParallelism(),
      /** In bytes. */
      memory: totalmem(),
    }),
  );
}
