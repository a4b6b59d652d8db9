import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { SessionTokens } from './session-tokens.ts';

/**
 * Lets through only what comes from our own page, in the browser that was let in: the host is this server's (against
 * DNS rebinding), the origin, where there is one, its own (against other pages), and the cookie has the token.
 *
 * @param port gives the port that the server listens on
 */
export function guard(tokens: SessionTokens, port: () => number): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!hostsOf(port()).includes(host)) return context.json({ message: 'Another host.' }, 403);
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) {
      return context.json({ message: 'Another origin.' }, 403);
    }
    const site = context.req.header('sec-fetch-site') ?? 'same-origin';
    const isLink = context.req.path.startsWith('/open/');
    if (!isLink && !['same-origin', 'none'].includes(site)) {
      return context.json({ message: 'Another site.' }, 403);
    }
    if (!isLink && !tokens.isToken(getCookie(context, tokens.cookie))) {
      return context.json({ message: 'Not let in: open the link that echotrain open prints.' }, 401);
    }
    return next();
  };
}

/** How this server may be called. */
function hostsOf(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}
