import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A link is good for so long, in milliseconds. */
const KEY_LIFE_MS = 10 * 60_000;

/** So many links wait at most; of more, the oldest are forgotten. */
const KEYS = 100;

/** The token of one start of a server, and the keys that are exchanged for it, each once. */
export class SessionTokens {
  /** What the cookie of a browser that was let in carries. */
  readonly token = randomBytes(32).toString('base64url');
  /** When each key was issued. */
  readonly #keys = new Map<string, number>();

  /** A key for one use, within ten minutes. */
  issueKey(now = Date.now()): string {
    const key = randomBytes(32).toString('base64url');
    this.#keys.set(key, now);
    const tooMany = [...this.#keys.keys()].slice(0, -KEYS);
    for (const old of tooMany) this.#keys.delete(old);
    return key;
  }

  /** The token, for a key that was issued and has not been used. */
  exchange(key: string, now = Date.now()): string | undefined {
    const issued = this.#keys.get(key);
    this.#keys.delete(key);
    return issued !== undefined && now - issued <= KEY_LIFE_MS ? this.token : undefined;
  }

  /** Compares in a time that tells nothing. */
  isToken(value: string | undefined): boolean {
    return value !== undefined && timingSafeEqual(digest(value), digest(this.token));
  }
}

/** The cookie that carries the token: browsers keep one set of cookies for all ports of a host. */
export function cookieName(port: number): string {
  return `echotrain-${port}`;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
