import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { check, InputError } from '../../util/errors.ts';
import {
  codeOf,
  jsonOf,
  type MlflowAnswer,
  refusalError,
  silenceError,
  strangerError,
} from './mlflow-refusal.ts';

/** Which server, and how patiently. */
export interface MlflowServerOptions {
  /** Its root: `http://127.0.0.1:5000`. */
  readonly url: string;
  /** What goes with every request as a bearer token. It is never told. */
  readonly token?: string | undefined;
  /** How long it waits before the second try, in milliseconds, and twice as long before each one after; 500 by default. */
  readonly firstWaitMs?: number;
  readonly signal?: AbortSignal;
}

interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** From the server's root, with its query. */
  readonly path: string;
  readonly body?: Blob | string;
}

const TRIES = 5;
const LONGEST_WAIT_MS = 30_000;
const TIMEOUT_MS = 60_000;
/** Answers tell of runs and their settings; what is longer is something else. */
const LONGEST_ANSWER = 16 * 2 ** 20;
/** Too many requests, and what passes by itself. */
const PASSING = new Set([429, 500, 502, 503, 504]);

/** An MLflow tracking server, by its REST API. What may pass is tried again, a few times. */
export class MlflowServer {
  readonly url: string;
  readonly #options: MlflowServerOptions;

  /** @throws InputError for an address that is none. */
  constructor(options: MlflowServerOptions) {
    const { url, token } = options;
    const isAddress = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
    check(isAddress && new URL(url).username === '', () => ({
      where: '--url',
      expected: 'the address of an MLflow server, such as http://127.0.0.1:5000',
      received: isAddress ? 'one with a name and password in it' : JSON.stringify(url),
    }));
    check(token === undefined || /^[\x21-\x7e]*$/.test(token), () => ({
      where: 'MLFLOW_TRACKING_TOKEN',
      expected: 'letters, digits and signs',
      received: 'blanks or others in it',
    }));
    const { origin, pathname } = new URL(url);
    this.url = `${origin}${pathname.replace(/\/+$/, '')}`;
    this.#options = options;
  }

  /**
   * Calls a method of the API and reads its answer.
   *
   * @throws InputError where nothing answers, or nothing that is MLflow, or MLflow refuses.
   */
  async call<T>(schema: z.ZodType<T>, method: 'GET' | 'POST', name: string, content: object): Promise<T> {
    const found = await this.find(schema, method, name, content);
    if (found !== undefined) return found;
    throw new InputError({
      where: this.url,
      expected: `an answer to ${name}`,
      received: 'that it does not exist',
    });
  }

  /** The same; undefined where MLflow says that there is no such thing. `tries` is 1 for what must not happen twice. */
  async find<T>(
    schema: z.ZodType<T>,
    method: 'GET' | 'POST',
    name: string,
    content: object,
    tries = TRIES,
  ): Promise<T | undefined> {
    const path = `/api/2.0/mlflow/${name}`;
    const query = new URLSearchParams(
      Object.entries(content).map(([key, value]): [string, string] => [key, String(value)]),
    );
    const request: Request =
      method === 'GET'
        ? { method, path: `${path}?${query}` }
        : { method, path, body: JSON.stringify(content) };
    const answer = await this.#ask(request, tries);
    if (codeOf(answer) === 'RESOURCE_DOES_NOT_EXIST') return undefined;
    if (answer.status !== 200) throw refusalError(this.url, answer);
    const { data } = schema.safeParse(jsonOf(answer.text));
    if (data === undefined) throw strangerError(this.url, answer);
    return data;
  }

  /** Puts a file among the artifacts that the server passes on. `path` is the one from their root. */
  async upload(path: string, content: Blob): Promise<void> {
    const safe = path.split('/').map(encodeURIComponent).join('/');
    const where = `/api/2.0/mlflow-artifacts/artifacts/${safe}`;
    const answer = await this.#ask({ method: 'PUT', path: where, body: content }, TRIES);
    if (answer.status !== 200) throw refusalError(this.url, answer);
  }

  async #ask(request: Request, tries: number): Promise<MlflowAnswer> {
    const { firstWaitMs = 500, signal } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#tryOnce(request);
      if (!PASSING.has(answer.status) || attempt === tries) return answer;
      const waitMs = Math.min(LONGEST_WAIT_MS, answer.waitMs ?? firstWaitMs * 2 ** (attempt - 1));
      await sleep(waitMs, undefined, { signal });
    }
  }

  async #tryOnce({ method, path, body }: Request): Promise<MlflowAnswer> {
    const { token, signal } = this.#options;
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
    };
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response = await fetch(`${this.url}${path}`, {
        method,
        headers,
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        ...(body !== undefined && { body }),
      });
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      const text = await textOf(response);
      return { status: response.status, text, ...(seconds >= 0 && { waitMs: 1000 * seconds }) };
    } catch (error) {
      signal?.throwIfAborted();
      throw silenceError(this.url, error);
    }
  }
}

/** The text of an answer, up to what an answer may be. */
async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > LONGEST_ANSWER) throw new Error(`an answer of more than ${LONGEST_ANSWER} bytes`);
  }
  return text + decoder.decode();
}
