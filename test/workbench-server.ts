import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { type RunningServer, type ServerOptions, startServer } from '../src/server/index.ts';
import { Store } from '../src/store/index.ts';
import { temporaryFolder } from './dataset-folder.ts';

/** A server on a workspace of its own, until it is closed. */
export interface WorkbenchServer extends RunningServer {
  readonly store: Store;
  /** The folder that the workspace is in. */
  readonly folder: string;
  /** The cookie of someone who was let in. */
  readonly cookie: string;
}

/** Starts a server on a workspace of its own, and lets the caller in. */
export async function workbenchServer(
  options: ServerOptions = {},
  folder = temporaryFolder(),
): Promise<WorkbenchServer> {
  const store = await Store.open(join(folder, '.echotrain'));
  const server = await startServer(store, options);
  const { headers } = await ask(server.port, 'GET', new URL(server.link()).pathname);
  const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const close = async () => {
    await server.close();
    store.close();
  };
  return { ...server, close, store, folder, cookie };
}

/** Connections that serve several questions, as a browser's do. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** An answer of a server. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks a server on loopback, with any headers, be they ones that a browser would not let a page send. */
export function ask(
  port: number,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    call.on('error', reject).end(body);
  });
}
