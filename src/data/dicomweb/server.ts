import { setTimeout as sleep } from 'node:timers/promises';
import { Silence } from '../download/silence.ts';
import { connectionFailure, RequestFailure, statusFailure } from './request-failure.ts';

/** How a server is asked. */
export interface ServerOptions {
  /** The root of the DICOMweb service, as `serverRoot` gives it. */
  readonly root: string;
  /** The header that says who asks: `Basic ...` or `Bearer ...`. */
  readonly authorization?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How often to try each request: 5 by default. */
  readonly attempts?: number | undefined;
  /** The pause before the second attempt, in ms; each further one is twice as long. 500 by default. */
  readonly pauseMs?: number | undefined;
  /** How long the server may send nothing, in ms; 60,000 by default. */
  readonly patienceMs?: number | undefined;
}

/** What to do with an answer; `heard` is to be called whenever some of it has come. */
type Use<T> = (response: Response, heard: () => void) => Promise<T>;

const LONGEST_PAUSE_MS = 30_000;
/** A server that asks for a longer pause than this is not waited for. */
const LONGEST_WAIT_MS = 300_000;
const MOST_REDIRECTS = 5;

/** A DICOMweb server (PS3.18), asked with patience: trouble that may pass is met by trying again. */
export class DicomWebServer {
  readonly #options: ServerOptions;
  /** Whether it has ever answered. */
  #reached = false;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /**
   * Gets what lies at a path below the root.
   *
   * @throws RequestFailure where it fails for good; the signal's reason when stopped.
   */
  async get<T>(path: string, accept: string, use: Use<T>): Promise<T> {
    const { attempts = 5, pauseMs = 500 } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(path, accept, use);
      } catch (error) {
        if (!(error instanceof RequestFailure) || !error.passing || attempt >= attempts) throw error;
        await this.#pause(error.waitMs ?? Math.min(LONGEST_PAUSE_MS, pauseMs * 2 ** (attempt - 1)), error);
      }
    }
  }

  async #pause(ms: number, failure: RequestFailure): Promise<void> {
    if (ms > LONGEST_WAIT_MS) throw failure;
    const { signal } = this.#options;
    await sleep(ms, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
  }

  async #attempt<T>(path: string, accept: string, use: Use<T>): Promise<T> {
    const { signal, patienceMs = 60_000 } = this.#options;
    signal?.throwIfAborted();
    const silence = new Silence(
      patienceMs,
      new RequestFailure(`nothing came for ${patienceMs / 1000} s`, {
        passing: this.#reached,
        everywhere: true,
      }),
    );
    try {
      const both = AbortSignal.any(signal ? [signal, silence.signal] : [silence.signal]);
      const response = await this.#request(path, accept, both);
      silence.interrupt();
      if (!response.ok) throw statusFailure(response, Date.now());
      this.#reached = true;
      return await use(response, () => silence.interrupt());
    } catch (error) {
      signal?.throwIfAborted();
      throw isNetworkTrouble(error) ? connectionFailure(error, this.#reached) : error;
    } finally {
      silence.end();
    }
  }

  /** Redirects are followed on the same server only: the password and the question go nowhere else. */
  async #request(path: string, accept: string, signal: AbortSignal): Promise<Response> {
    const { root, authorization } = this.#options;
    const headers = { accept, 'accept-encoding': 'identity', ...(authorization && { authorization }) };
    let url = new URL(`${root}${path}`);
    for (let redirects = 0; ; redirects++) {
      const response = await fetch(url, { headers, signal, redirect: 'manual' });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) return response;
      await response.body?.cancel();
      url = redirected(url, location, redirects);
    }
  }
}

function redirected(from: URL, location: string, redirects: number): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (to?.origin === from.origin && redirects < MOST_REDIRECTS) return to;
  const where =
    to === undefined || to.origin === from.origin ? 'in circles' : `to ${to.origin}, another server`;
  throw new RequestFailure(`the server sends us ${where}`, {
    everywhere: true,
    remedy: 'Nothing but the named server is asked; where it has moved, name its new address.',
  });
}

/** Whether fetch or a stream of it failed, rather than we or the disk. */
function isNetworkTrouble(error: unknown): boolean {
  return error instanceof TypeError;
}
