import { request } from 'node:http';
import { z } from 'zod';
import { cookieName } from './security/session-tokens.ts';
import { readServerFile, type ServerEntry } from './server-file.ts';

/** A server that does not answer within so many milliseconds is not there. */
const PATIENCE_MS = 3000;

/** A server that is running already. */
export interface FoundServer {
  readonly port: number;
  readonly pid: number;
  /** A new link that lets one browser in. */
  readonly link: string;
}

/**
 * The server that a workspace has, if it still answers.
 *
 * @example const { link } = (await findServer('.echotrain')) ?? (await startServer(store));
 */
export async function findServer(workspace: string): Promise<FoundServer | undefined> {
  const entry = readServerFile(workspace);
  const link = entry && (await askForLink(entry).catch(() => undefined));
  return entry && link !== undefined ? { port: entry.port, pid: entry.pid, link } : undefined;
}

const answer = z.object({ link: z.url() });

function askForLink({ port, token }: ServerEntry): Promise<string> {
  const options = {
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: '/api/links',
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { Cookie: `${cookieName(port)}=${token}` },
  };
  return new Promise((resolve, reject) => {
    const call = request(options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const said = answer.safeParse(parsed(Buffer.concat(parts).toString()));
        if (said.success) resolve(said.data.link);
        else reject(new Error('another program listens there'));
      });
    });
    call.on('error', reject).end();
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
