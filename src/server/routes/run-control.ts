import { dirname } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import { orderOfRun } from '../../runner/index.ts';
import type { ServerContext } from '../context.ts';
import { inside } from '../security/inside.ts';
import { runNumber, withBody } from './input.ts';

const start = z.strictObject({
  /** The study file's text. */
  study: z.string().max(1_000_000),
  /** Where its relative paths begin; the folder that the workspace is in by default. */
  folder: z.string().optional(),
  device: z.string().max(100).default('auto'),
  threads: z.int().min(1).max(4096).optional(),
  /** What the process may take, in bytes. */
  memory: z
    .int()
    .min(2 ** 20)
    .optional(),
});

/** `/api/runs`, as far as it starts runs and stops them. */
export function runControlRoutes({ store, queue, folders }: ServerContext) {
  const from = dirname(store.folder);
  return new Hono()
    .post('/', withBody(start), async (context) => {
      const { study, folder = from, device, threads, memory } = context.req.valid('json');
      const limits = { ...(threads && { threads }), ...(memory && { memory }) };
      const order = { text: study, folder: inside(folders, folder), from, device, ...limits };
      return context.json({ run: await queue.enqueue(order) });
    })
    .post('/:run/pause', ({ req, json }) => {
      queue.pause(runNumber(req.param('run')));
      return json({});
    })
    .post('/:run/continue', ({ req, json }) => {
      queue.continue(runNumber(req.param('run')));
      return json({});
    })
    .post('/:run/stop', ({ req, json }) => {
      queue.stop(runNumber(req.param('run')));
      return json({});
    })
    .post('/:run/resume', async ({ req, json }) => {
      await queue.resume(runNumber(req.param('run')));
      return json({});
    })
    .post('/:run/rerun', async ({ req, json }) => {
      const { out: _out, ...order } = await orderOfRun(store, runNumber(req.param('run')));
      return json({ run: await queue.enqueue({ ...order, from }) });
    });
}
