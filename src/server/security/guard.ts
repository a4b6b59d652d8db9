import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { cookieName, type SessionTokens } from './session-tokens.ts';

/** Where browsers are let in: the only address without a token. */
const LINK = /^\/open\/[\w-]+$/;

/**
 * Lets through only what comes from our own page, in a browser that was let in: the host is this server's (against DNS
 * rebinding), the origin, where one is given, its own (against other pages), and the cookie has the token.
 */
export function guard(tokens: SessionTokens, port: number): MiddlewareHandler {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!hosts.includes(host)) return context.json({ message: 'This server has another name.' }, 403);
    const isLink = context.req.method === 'GET' && LINK.test(context.req.path);
    if (!isOurPage(context, host, isLink)) return context.json({ message: 'Asked by another page.' }, 403);
    if (!isLink && !tokens.isToken(getCookie(context, cookieName(port)))) {
      return context.json({ message: 'Not let in. For a link that lets you in: echotrain open' }, 401);
    }
    return next();
  };
}

/** Whether a request is our own page's, as far as the browser says; a link may be followed from anywhere. */
function isOurPage({ req }: Context, host: string, isLink: boolean): boolean {
  const origin = req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`) return false;
  const site = req.header('sec-fetch-site');
  return isLink || site === undefined || site === 'same-origin' || site === 'none';
}
