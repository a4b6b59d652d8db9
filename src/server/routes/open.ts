import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import type { SessionTokens } from '../security/session-tokens.ts';

/** Goes on by itself: a cookie that is strict about sites is not sent along a redirect from elsewhere. */
const ENTER = '<!doctype html><title>echotrain</title><meta http-equiv="refresh" content="0;url=/">';

/** `/open/KEY`: lets a browser in, once. */
export function openRoute(tokens: SessionTokens) {
  return new Hono().get('/open/:key', (context) => {
    const token = tokens.exchange(context.req.param('key'));
    if (token === undefined) {
      return context.text('This link has been used. Run "echotrain open" for a new one.', 403);
    }
    setCookie(context, tokens.cookie, token, { httpOnly: true, sameSite: 'Strict', path: '/' });
    context.header('Cache-Control', 'no-store');
    return context.html(ENTER);
  });
}
