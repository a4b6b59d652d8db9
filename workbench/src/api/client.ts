import type { Api } from 'echotrain/server';
import { hc } from 'hono/client';

/** The server's API, typed by its routes. */
export const api = hc<Api>('/api');

/** Something that the server refused, or a server that does not answer. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** An answer as the client of the API gives it. */
interface Answer<T> {
  readonly ok: boolean;
  readonly status: number;
  json(): Promise<T>;
  text(): Promise<string>;
}

/**
 * What an answer says.
 *
 * @throws ApiError with the server's sentence where it refused
 * @example const { runs } = await said(api.runs.$get({ query: {} }));
 */
export async function said<T>(answer: Promise<Answer<T>>): Promise<T> {
  const given = await answer.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'The server does not answer. Start it again with: echotrain open');
  });
  if (given.ok) return given.json();
  throw new ApiError(given.status, messageIn(await given.text()));
}

/** The message of a refusal, which the server gives as JSON; of anything else, the beginning. */
function messageIn(text: string): string {
  try {
    const { message }: { message?: string } = JSON.parse(text);
    return message ?? text.slice(0, 500);
  } catch {
    return text.slice(0, 500);
  }
}
