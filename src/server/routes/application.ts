import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { Hono } from 'hono';
import type { ServerContext } from '../context.ts';

/** Where the built application lies, beside the sources and in the package. */
const BUILT = join(import.meta.dirname, '../../../workbench/dist');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** The browser application, and ONNX Runtime for it. Every address that is not a file is a page of the application. */
export function applicationRoutes({ application = BUILT }: ServerContext) {
  const runtime = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
  return new Hono()
    .get('/assets/:file{[\\w.-]+}', ({ req }) => fileAnswer(join(application, 'assets', req.param('file'))))
    .get('/ort/:file{ort-wasm[\\w.-]+}', ({ req }) => fileAnswer(join(runtime, req.param('file'))))
    .get('*', () => fileAnswer(join(application, 'index.html'), 'no-cache'));
}

async function fileAnswer(path: string, caching = 'private, max-age=31536000, immutable'): Promise<Response> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return new Response('Not found.', { status: 404 });
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  return new Response(new Uint8Array(bytes), { headers: { 'Content-Type': type, 'Cache-Control': caching } });
}
