import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { cookieName, type SessionTokens } from '../security/session-tokens.ts';

/** Goes on by itself: a cookie that is strict about sites is not sent along a redirect from elsewhere. */
const ENTER = '<!doctype html><title>echotrain</title><meta http-equiv="refresh" content="0;url=/">';

/** `/open/KEY`: lets a browser in, once. */
export function openRoute(tokens: SessionTokens, port: number) {
  return new Hono().get('/open/:key', (context) => {
    const token = tokens.exchange(context.req.param('key'));
    if (token === undefined) {
      return context.text('This link was used, or is too old. For a new one: echotrain open', 403);
    }
    setCookie(context, cookieName(port), token, { httpOnly: true, sameSite: 'Strict', path: '/' });
    context.header('Cache-Control', 'no-store');
    return context.html(ENTER);
  });
}

/** `/api/links`: a link more, for another browser of the same user. */
export function linksRoute(tokens: SessionTokens, port: number) {
  return new Hono().post('/', ({ json }) => json({ link: linkTo(port, tokens) }));
}

/** A link that lets one browser in, once. */
export function linkTo(port: number, tokens: SessionTokens): string {
  return `http://127.0.0.1:${port}/open/${tokens.issueKey()}`;
}
