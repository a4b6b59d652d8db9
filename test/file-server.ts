import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** How the server treats one request. */
export type Conduct =
  | 'fine'
  /** Sends everything, whatever part was asked for. */
  | 'ignores ranges'
  /** Sends another part than was asked for. */
  | 'wrong range'
  /** Does not say how long the file is. */
  | 'no length'
  /** Ends the connection in the middle. */
  | 'cuts off'
  /** Sends as many bytes as the file has, but others. */
  | 'wrong bytes'
  /** Sends a page of its own instead, as networks do that want a login. */
  | 'own page'
  /** Sends without end. */
  | 'endless'
  /** Sends half, and then nothing more. */
  | 'falls silent'
  /** Answers, and then sends nothing. */
  | 'sends nothing'
  /** Sends a little at a time. */
  | 'slow'
  /** Refuses with this status. */
  | number;

/** A server on this machine with files, its address, and what it was asked. */
export interface FileServer extends AsyncDisposable {
  readonly url: string;
  /** Path and range of each request so far. */
  readonly requests: readonly string[];
  /** Breaks all connections. */
  hangUp(): void;
}

/**
 * Serves files by path over HTTP on the loopback interface. Each request is treated as the next of `conducts` says;
 * the last one goes on for good.
 */
export async function serveFiles(
  files: Readonly<Record<string, Uint8Array>>,
  conducts: readonly Conduct[] = ['fine'],
): Promise<FileServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const conduct = conducts[Math.min(requests.length, conducts.length - 1)] ?? 'fine';
    requests.push([request.url, request.headers.range].filter(Boolean).join(' '));
    answer(request, response, files[request.url ?? ''], conduct);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    hangUp: () => server.closeAllConnections(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  file: Uint8Array | undefined,
  conduct: Conduct,
): void {
  if (typeof conduct === 'number') response.writeHead(conduct).end('sorry');
  else if (!file) response.writeHead(404).end('no such file');
  else if (conduct === 'own page') response.writeHead(200, { 'content-length': 5 }).end('login');
  else if (conduct === 'endless') sendEndlessly(response);
  else send(request, response, file, conduct);
}

function send(request: IncomingMessage, response: ServerResponse, file: Uint8Array, conduct: Conduct): void {
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const start = asked && conduct !== 'ignores ranges' ? Number(asked[1]) : 0;
  if (start >= file.length) {
    response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end();
    return;
  }
  const rest =
    conduct === 'wrong bytes' ? file.subarray(start).map((byte) => byte ^ 1) : file.subarray(start);
  const first = conduct === 'wrong range' ? start + 1 : start;
  response.writeHead(start > 0 ? 206 : 200, {
    ...(start > 0 && { 'content-range': `bytes ${first}-${file.length - 1}/${file.length}` }),
    ...(conduct !== 'no length' && { 'content-length': rest.length }),
  });
  const half = rest.subarray(0, Math.ceil(rest.length / 2));
  if (conduct === 'cuts off') response.write(half, () => response.destroy());
  else if (conduct === 'falls silent') response.write(half);
  else if (conduct === 'sends nothing') response.flushHeaders();
  else if (conduct === 'slow') sendSlowly(response, rest);
  else response.end(rest);
}

function sendSlowly(response: ServerResponse, bytes: Uint8Array): void {
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + bytes.length / 10));
    sent += bytes.length / 10;
    if (sent < bytes.length) return;
    response.end();
    clearInterval(timer);
  }, 20);
  response.on('close', () => clearInterval(timer));
}

function sendEndlessly(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(new Uint8Array(2 ** 16)));
  };
  response.on('drain', more);
  more();
}
