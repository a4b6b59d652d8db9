import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { explainStoreError } from '../store/index.ts';
import { InputError, messageOf } from '../util/errors.ts';
import type { ServerContext } from './context.ts';
import { applicationRoutes } from './routes/application.ts';
import { casesRoutes } from './routes/cases.ts';
import { curvesRoutes } from './routes/curves.ts';
import { dataRoutes } from './routes/data.ts';
import { eventsRoute } from './routes/events.ts';
import { examplesRoutes } from './routes/examples.ts';
import { lessonsRoutes } from './routes/lessons.ts';
import { linksRoute, openRoute } from './routes/links.ts';
import { runControlRoutes } from './routes/run-control.ts';
import { runFilesRoutes } from './routes/run-files.ts';
import { runsRoutes } from './routes/runs.ts';
import { studiesRoutes } from './routes/studies.ts';
import { trashRoutes } from './routes/trash.ts';
import { workspaceRoute } from './routes/workspace.ts';
import { guard } from './security/guard.ts';
import { safeHeaders } from './security/headers.ts';
import type { SessionTokens } from './security/session-tokens.ts';

/** The bytes of a request's body, at most. */
const LARGEST_BODY = 16 * 2 ** 20;

/** All that the application asks for, by address. */
function apiRoutes(context: ServerContext) {
  return new Hono()
    .route('/workspace', workspaceRoute(context))
    .route('/events', eventsRoute(context))
    .route('/runs', runsRoutes(context))
    .route('/runs', runControlRoutes(context))
    .route('/studies', studiesRoutes(context))
    .route('/trash', trashRoutes(context))
    .route('/runs', runFilesRoutes(context))
    .route('/cases', casesRoutes(context))
    .route('/curves', curvesRoutes(context))
    .route('/data', dataRoutes(context))
    .route('/lessons', lessonsRoutes())
    .route('/examples', examplesRoutes(context));
}

/** The types of the API, for its client. */
export type Api = ReturnType<typeof apiRoutes>;

/** The server's routes behind its guard. */
export function createApp(context: ServerContext, tokens: SessionTokens, port: number): Hono {
  const app = new Hono();
  app.use(safeHeaders, guard(tokens, port), bodyLimit({ maxSize: LARGEST_BODY, onError: tooLarge }));
  app.route('/', openRoute(tokens, port));
  app.use('/api/*', readingOnly(context));
  app.route('/api', apiRoutes(context));
  app.route('/api/links', linksRoute(tokens, port));
  app.all('/api/*', ({ json }) => json({ message: 'There is no such address.' }, 404));
  app.route('/', applicationRoutes(context));
  app.onError((thrown, { json }) => {
    const error = explainStoreError(thrown, context.store.folder);
    if (error instanceof InputError) return json({ message: error.message, ...error.complaint }, 400);
    if (error instanceof HTTPException) return json({ message: error.message }, error.status);
    return json({ message: `internal: ${messageOf(error)}` }, 500);
  });
  return app;
}

function tooLarge({ json }: Context): Response {
  return json({ message: `More than ${LARGEST_BODY / 2 ** 20} MiB at once.` }, 413);
}

/** Where the store is damaged, nothing is written to it. */
function readingOnly({ store: { damage } }: ServerContext): MiddlewareHandler {
  return async ({ req, json }, next) => {
    if (damage === undefined || ['GET', 'HEAD'].includes(req.method)) return next();
    return json({ message: `The store is damaged and is only read: ${damage}` }, 409);
  };
}
