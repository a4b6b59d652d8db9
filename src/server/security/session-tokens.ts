import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The token of one start of a server, and the keys that are exchanged for it, each once. */
export class SessionTokens {
  readonly #token = randomBytes(32).toString('base64url');
  readonly #keys = new Set<string>();
  readonly #port: () => number;

  /** @param port gives the port that the server listens on: browsers keep one set of cookies for all ports */
  constructor(port: () => number) {
    this.#port = port;
  }

  /** The name of the cookie that carries the token. */
  get cookie(): string {
    return `echotrain-${this.#port()}`;
  }

  /** A key for one use. */
  issueKey(): string {
    const key = randomBytes(32).toString('base64url');
    this.#keys.add(key);
    return key;
  }

  /** The token, for a key that was issued and has not been used. */
  exchange(key: string): string | undefined {
    return this.#keys.delete(key) ? this.#token : undefined;
  }

  isToken(value: string | undefined): boolean {
    return value !== undefined && timingSafeEqual(digest(value), digest(this.#token));
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
