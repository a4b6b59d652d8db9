import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** How the server treats one retrieval. */
export type Conduct =
  | 'fine'
  /** Sends the file as it is, without parts. */
  | 'bare'
  /** Sends a boundary that it then does not use. */
  | 'wrong boundary'
  /** Says that it sends parts, but not what separates them. */
  | 'no boundary'
  /** Sends two parts. */
  | 'two parts'
  /** Sends noise in place of parts. */
  | 'garbage'
  /** Sends a part that is no DICOM file. */
  | 'no dicom'
  /** Sends a page of its own. */
  | 'page'
  /** Ends the connection in the middle. */
  | 'cuts off'
  /** Ends the answer, properly, in the middle of the part. */
  | 'ends early'
  /** Sends without end. */
  | 'endless'
  /** Sends headers without end. */
  | 'huge headers'
  /** Sends half, and then nothing more. */
  | 'falls silent'
  /** Sends the client to another address. */
  | `to ${string}`
  /** Refuses with this status. */
  | number;

/** What the server has, and how it behaves. */
export interface ArchiveOptions {
  /** How many instances its one series has. */
  readonly instances?: number;
  /** How each retrieval is treated, in turn; the last goes on for good. */
  readonly conducts?: readonly Conduct[];
  /** What a search is answered in place of results. */
  readonly searchAnswer?: (response: ServerResponse) => void;
  /** The most results that it sends at a time, whatever is asked for. */
  readonly pageSize?: number;
  /** The seconds to wait that it names when it refuses. */
  readonly retryAfter?: string;
  /** What it calls the study, series and patient. */
  readonly study?: string;
  readonly patient?: string;
}

/** An archive that misbehaves, and what it was asked. */
export interface Archive extends AsyncDisposable {
  readonly url: string;
  /** The addresses of all requests so far, below the root. */
  readonly requests: readonly string[];
}

const BOUNDARY = 'a "boundary"'.replaceAll('"', "'");

/** The bytes that the archive has under a number. */
export function instanceBytes(number: number): Buffer {
  const bytes = Buffer.alloc(5000 + number, number);
  bytes.write('DICM', 128, 'latin1');
  bytes.write(`\r\n--${BOUNDARY}x`.slice(0, -2), 1000, 'latin1');
  return bytes;
}

/** Serves a small archive over HTTP on the loopback interface. */
export async function serveArchive(options: ArchiveOptions = {}): Promise<Archive> {
  const requests: string[] = [];
  const { conducts = ['fine'] } = options;
  let retrievals = 0;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').replace('/dicom-web', '');
    requests.push(path);
    const retrieved = /instances\/1\.2\.3\.(\d+)$/.exec(path);
    if (retrieved) {
      const conduct = conducts[Math.min(retrievals++, conducts.length - 1)] ?? 'fine';
      retrieve(request, response, instanceBytes(Number(retrieved[1])), conduct, options);
    } else if (options.searchAnswer) options.searchAnswer(response);
    else search(path, response, options);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/dicom-web`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function search(path: string, response: ServerResponse, options: ArchiveOptions): void {
  const { study = '1.2', patient = 'P1', instances = 3, pageSize = 1000 } = options;
  const url = new URL(path, 'http://localhost');
  const attribute = (vr: string, value: string) => ({ vr, Value: [value] });
  const ofStudy = { '0020000D': attribute('UI', study), '00100020': attribute('LO', patient) };
  const level = url.pathname.split('/').length;
  const all = Array.from({ length: level > 4 ? instances : 1 }, (_, i) => ({
    ...ofStudy,
    ...(level > 2 && { '0020000E': attribute('UI', '1.2.3'), '00080060': attribute('CS', 'CT') }),
    ...(level > 4 && { '00080018': attribute('UI', `1.2.3.${i + 1}`) }),
  }));
  const [offset, limit] = [Number(url.searchParams.get('offset')), Number(url.searchParams.get('limit'))];
  const page = all.slice(offset, offset + Math.min(limit, pageSize));
  response.writeHead(200, { 'content-type': 'application/dicom+json' }).end(JSON.stringify(page));
}

function retrieve(
  request: IncomingMessage,
  response: ServerResponse,
  file: Buffer,
  conduct: Conduct,
  { retryAfter }: ArchiveOptions,
): void {
  if (typeof conduct === 'number') {
    response.writeHead(conduct, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end('sorry');
  } else if (conduct.startsWith('to ')) {
    response.writeHead(302, { location: conduct.slice(3) || request.url }).end();
  } else if (conduct === 'bare') response.writeHead(200, { 'content-type': 'application/dicom' }).end(file);
  else if (conduct === 'page')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>');
  else if (conduct === 'huge headers') {
    request.socket.write(`HTTP/1.1 200 OK\r\n${`${'x: '.padEnd(1000, 'y')}\r\n`.repeat(100)}`);
  } else sendParts(response, file, conduct);
}

function sendParts(response: ServerResponse, file: Buffer, conduct: Conduct): void {
  const named = conduct === 'no boundary' ? '' : `; boundary="${BOUNDARY}"`;
  response.writeHead(200, { 'content-type': `multipart/related; type="application/dicom"${named}` });
  const used = conduct === 'wrong boundary' ? 'another' : BOUNDARY;
  const head = Buffer.from(`before\r\n--${used}\r\nContent-Type: application/dicom\r\n\r\n`);
  const whole = Buffer.concat([head, conduct === 'no dicom' ? Buffer.alloc(3000) : file]);
  const half = whole.subarray(0, 3000);
  const end = `\r\n--${used}--\r\n`;
  if (conduct === 'cuts off') response.write(half, () => response.destroy());
  else if (conduct === 'ends early') response.end(half);
  else if (conduct === 'falls silent') response.write(half);
  else if (conduct === 'garbage') response.end(Buffer.alloc(100_000, 'noise'));
  else if (conduct === 'endless') sendEndlessly(response, whole);
  else if (conduct === 'two parts')
    response.end(Buffer.concat([whole, Buffer.from(`\r\n--${used}\r\n\r\nmore${end}`)]));
  else sendInPieces(response, Buffer.concat([whole, Buffer.from(end)]));
}

/** In pieces that cut the delimiter, too. */
function sendInPieces(response: ServerResponse, bytes: Buffer): void {
  const cut = bytes.length - 9;
  response.write(bytes.subarray(0, 1010));
  setTimeout(() => {
    response.write(bytes.subarray(1010, cut));
    setTimeout(() => response.end(bytes.subarray(cut)), 2);
  }, 2);
}

function sendEndlessly(response: ServerResponse, bytes: Buffer): void {
  response.write(bytes);
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(2 ** 16)));
  };
  response.on('drain', more);
  more();
}
