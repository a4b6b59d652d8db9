import { Hono } from 'hono';
import { InputError } from '../util/errors.ts';
import type { ServerContext } from './context.ts';
import { applicationRoutes } from './routes/application.ts';
import { openRoute } from './routes/open.ts';
import { runsRoutes } from './routes/runs.ts';
import { guard } from './security/guard.ts';
import { safeHeaders } from './security/headers.ts';
import type { SessionTokens } from './security/session-tokens.ts';

/** All that the application asks for, by address. */
function apiRoutes(context: ServerContext) {
  return new Hono().route('/runs', runsRoutes(context));
}

/** The types of the API, for its client. */
export type Api = ReturnType<typeof apiRoutes>;

/** The server's routes behind its guard. */
export function createApp(context: ServerContext, tokens: SessionTokens, port: () => number) {
  const app = new Hono();
  app.use(safeHeaders, guard(tokens, port));
  app.route('/', openRoute(tokens));
  app.route('/api', apiRoutes(context));
  app.all('/api/*', ({ json }) => json({ message: 'There is no such address.' }, 404));
  app.route('/', applicationRoutes());
  app.onError((error, { json }) => {
    if (error instanceof InputError) return json({ message: error.message, ...error.complaint }, 400);
    return json({ message: `internal: ${error.message}` }, 500);
  });
  return app;
}
