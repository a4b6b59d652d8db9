import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { rolldown } from 'rolldown';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

const html = '<!doctype html><title>echotrain</title><link rel="icon" href="data:,">';

/** A page on loopback, until it is closed. */
export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Bundles a script and serves a page that loads it, at `/ort/` the files of onnxruntime-web, and image codecs.
 *
 * @param isolated whether the page is cross-origin isolated, as threads need it.
 */
export async function servePage(script: string, { isolated }: { isolated: boolean }): Promise<ServedPage> {
  const files = await bundled(script);
  files.set('/', `${html}<script type="module" src="/${basename(script, '.ts')}.js"></script>`);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    }
    void respond(response, path, files);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve()).closeAllConnections();
      }),
  };
}

async function bundled(script: string): Promise<Map<string, string | Uint8Array>> {
  const bundle = await rolldown({ input: script, platform: 'browser' });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  return new Map(
    output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  );
}

async function respond(
  response: ServerResponse,
  path: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<void> {
  const body = files.get(path) ?? (await ofPackages(path));
  response.setHeader('Content-Type', types[extname(path) || '.html'] ?? 'application/octet-stream');
  response.statusCode = body === undefined ? 404 : 200;
  response.end(body);
}

/** WebAssembly of image codecs lies beside the bundle. */
const codecs: Readonly<Record<string, string>> = {
  '/libjpegturbowasm_decode.wasm': '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
  '/openjpegwasm_decode.wasm': '@cornerstonejs/codec-openjpeg/decodewasm',
  '/openjphjs.wasm': '@cornerstonejs/codec-openjph/wasm',
};

async function ofPackages(path: string): Promise<Uint8Array | undefined> {
  if (path.startsWith('/ort/')) return ofRuntime(basename(path));
  const codec = codecs[path];
  return codec === undefined ? undefined : readFile(createRequire(import.meta.url).resolve(codec));
}

function ofRuntime(file: string): Promise<Uint8Array | undefined> {
  const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
  return readFile(join(folder, file)).catch(() => undefined);
}
