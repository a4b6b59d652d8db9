import { realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Store } from '../store/index.ts';
import { present } from '../util/errors.ts';
import { createApp } from './app.ts';
import { SessionTokens } from './security/session-tokens.ts';

/** How a server is started. */
export interface ServerOptions {
  /** Where it listens, on loopback; any free port by default. */
  readonly port?: number;
  /** Folders that may be read for people, besides the one that the workspace is in. */
  readonly folders?: readonly string[];
}

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** A link that lets one browser in, once. */
  link(): string;
  close(): Promise<void>;
}

/**
 * Starts the server of a workspace, on loopback.
 *
 * @example const server = await startServer(await Store.open('.echotrain'));
 */
export async function startServer(
  store: Store,
  { port = 0, folders = [] }: ServerOptions = {},
): Promise<RunningServer> {
  const server = createServer();
  await listening(server, port);
  const bound = portOf(server);
  const tokens = new SessionTokens(() => bound);
  const readable = [dirname(store.folder), ...folders].map((folder) => realpathSync(folder));
  const app = createApp({ store, folders: readable }, tokens, () => bound);
  const respond = getRequestListener(app.fetch);
  server.on('request', (request, response) => void respond(request, response));
  return {
    port: bound,
    link: () => `http://127.0.0.1:${bound}/open/${tokens.issueKey()}`,
    close: () => closed(server),
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return present(typeof address === 'object' ? address?.port : undefined, 'the port of a server');
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve()).closeAllConnections();
  });
}
