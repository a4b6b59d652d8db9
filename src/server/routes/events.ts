import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { Backlog } from '../backlog.ts';
import type { ServerContext } from '../context.ts';
import type { FeedEvent } from '../event-feed.ts';

/** A line so often keeps a silent connection open, in milliseconds. */
const ALIVE_MS = 15_000;

/** Of a page that reads more slowly than this many events come, the connection is ended: it asks again. */
const MOST_WAITING = 1000;

/** `/api/events`: what changes, as server-sent events. */
export function eventsRoute({ feed }: ServerContext) {
  return new Hono().get('/', (context) =>
    streamSSE(context, async (stream) => {
      const waiting = new Backlog<FeedEvent>(MOST_WAITING, feed.now());
      const leave = feed.listen((event) => waiting.add(event));
      stream.onAbort(() => waiting.wake());
      try {
        await stream.writeSSE({ event: 'hello', data: '{}' });
        while (!stream.aborted && !stream.closed && !waiting.isLate) {
          const next = await waiting.take(ALIVE_MS);
          if (next) await stream.writeSSE({ event: next.kind, data: JSON.stringify(next) });
          else await stream.write(': alive\n\n');
        }
      } finally {
        leave();
      }
    }),
  );
}
