import { openAsBlob } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { Hono } from 'hono';
import type { Store } from '../../store/index.ts';
import type { ServerContext } from '../context.ts';
import { inside } from '../security/inside.ts';
import { reportPolicy } from '../security/report-policy.ts';
import { runNumber } from './input.ts';

/** So much of the end of a log is shown. */
const LOG_BYTES = 256 * 1024;

/** What may be shown in the browser; everything else is saved. */
const SHOWN: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.json': 'application/json',
  '.yaml': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
};

/** `/api/runs/RUN/files/NAME` and `/api/runs/RUN/log`: what a run has left. */
export function runFilesRoutes({ store, folders }: ServerContext) {
  return new Hono()
    .get('/:run/files/:name{.+}', async (context) => {
      const [run, name] = [runNumber(context.req.param('run')), context.req.param('name')];
      if (!(await store.artifacts(run)).some((artifact) => artifact.name === name)) {
        return context.json({ message: `Run ${run} has left no file of this name.` }, 404);
      }
      const path = inside([store.folder, ...folders], resolve(store.folderOf(run), name));
      return fileAnswer(name, path);
    })
    .get('/:run/log', async (context) => {
      const run = runNumber(context.req.param('run'));
      return context.json({ ...(await endOfLog(store, run)) });
    });
}

/** A file as the browser may have it: a report within a sandbox, nothing that could run. */
async function fileAnswer(name: string, path: string): Promise<Response> {
  const ending = extname(name).toLowerCase();
  if (ending === '.html') {
    const html = await readFile(path, 'utf8');
    const policy = reportPolicy(html);
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy };
    return new Response(html, { headers: { ...headers, 'Cache-Control': 'no-cache' } });
  }
  const type = SHOWN[ending];
  const saved = `attachment; filename*=UTF-8''${encodeURIComponent(basename(name))}`;
  // Read while it is sent: models may be larger than what fits into memory.
  return new Response(await openAsBlob(path), {
    headers: {
      'Content-Type': type ?? 'application/octet-stream',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'no-cache',
      ...(type === undefined && { 'Content-Disposition': saved }),
    },
  });
}

/** The end of what a run's process wrote; nothing where it wrote nothing. */
async function endOfLog(store: Store, run: number) {
  const file = await open(join(store.folderOf(run), 'log.txt')).catch(() => undefined);
  if (!file) return { text: '', bytes: 0, isWhole: true };
  try {
    const { size } = await file.stat();
    const length = Math.min(size, LOG_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return {
      text: buffer.subarray(0, bytesRead).toString('utf8'),
      bytes: size,
      isWhole: length === size,
    };
  } finally {
    await file.close();
  }
}
