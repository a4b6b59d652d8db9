import { realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Queue } from '../runner/index.ts';
import type { Store } from '../store/index.ts';
import { InputError, messageOf, present } from '../util/errors.ts';
import { createApp } from './app.ts';
import { DataServices } from './data/data-services.ts';
import { EventFeed } from './event-feed.ts';
import { linkTo } from './routes/links.ts';
import { SessionTokens } from './security/session-tokens.ts';
import { type ServerEntry, writeServerFile } from './server-file.ts';

/** How a server is started. */
export interface ServerOptions {
  /** Where it listens, on loopback; any free port by default. */
  readonly port?: number;
  /** Folders that may be read for people, besides the one that the workspace is in. */
  readonly folders?: readonly string[];
  /** Where the built application lies; beside the sources by default. */
  readonly application?: string;
}

/** A server that listens. */
export interface RunningServer {
  /** Every address that it answers at, as its router has them. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** A new link that lets one browser in, once. */
  link(): string;
  close(): Promise<void>;
}

/**
 * Starts the server of a workspace, on loopback.
 *
 * @throws InputError where the port is in use, or a folder is not there.
 * @example
 * const server = await startServer(await Store.open('.echotrain'));
 * console.log(server.link());
 */
export async function startServer(
  store: Store,
  { port: wanted = 0, folders = [], application }: ServerOptions = {},
): Promise<RunningServer> {
  const readable = [dirname(store.folder), ...folders].map(realFolder);
  const server = createServer();
  const port = await listen(server, wanted);
  const tokens = new SessionTokens();
  const forget = await noted(store.folder, server, { pid: process.pid, port, token: tokens.token });
  const queue = new Queue(store);
  const feed = new EventFeed(store, queue);
  const data = new DataServices(store.folder);
  const app = createApp({ store, queue, feed, data, folders: readable, application }, tokens, port);
  const respond = getRequestListener(app.fetch, { errorHandler: refused });
  server.on('request', (request, response) => void respond(request, response));
  return {
    port,
    addresses: [...new Set(app.routes.map(({ path }) => path))],
    link: () => linkTo(port, tokens),
    close: async () => {
      forget();
      feed.close();
      data.close();
      queue.close();
      await closed(server);
    },
  };
}

/** Notes a server that listens; where that cannot be written, it listens no longer. */
async function noted(workspace: string, server: Server, entry: ServerEntry): Promise<() => void> {
  try {
    return writeServerFile(workspace, entry);
  } catch (error) {
    await closed(server);
    const complaint = {
      where: workspace,
      expected: 'a folder that can be written to',
      received: messageOf(error),
    };
    throw new InputError(complaint, { cause: error });
  }
}

/** For what cannot even be read as a request to us, such as one with a host that is none. */
function refused(): Response {
  return new Response('Not a request to this server.', { status: 403 });
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    throw new InputError(
      { where: folder, expected: 'a folder that is there', received: messageOf(error) },
      { cause: error },
    );
  }
}

/** Listens on loopback, and gives the port. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    // Also later errors are heard: a connection that cannot be taken, for want of files, must not end the server.
    server.on('error', (error) => reject(refusedPort(port, error)));
    server.listen(port, '127.0.0.1', () => resolve(portOf(server)));
  });
}

function refusedPort(port: number, error: Error): InputError {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return new InputError(
    {
      where: `port ${port}`,
      expected: 'one that is free',
      received: isTaken ? 'one that another program listens on' : messageOf(error),
      remedy: 'Choose another with --port, or leave that out for any free one.',
    },
    { cause: error },
  );
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
