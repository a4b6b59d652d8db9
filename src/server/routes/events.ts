import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ServerContext } from '../context.ts';

/** A line so often keeps a silent connection open, in milliseconds. */
const ALIVE_MS = 15_000;

/** Of a page that reads more slowly than this many events come, the connection is ended: it asks again. */
const MOST_WAITING = 1000;

/** `/api/events`: what changes, as server-sent events. */
export function eventsRoute({ feed }: ServerContext) {
  return new Hono().get('/', (context) =>
    streamSSE(context, async (stream) => {
      const waiting = feed.now();
      let wake: () => void = () => undefined;
      const leave = feed.listen((event) => {
        waiting.push(event);
        wake();
      });
      stream.onAbort(() => wake());
      try {
        await stream.writeSSE({ event: 'hello', data: '{}' });
        while (!stream.aborted && !stream.closed && waiting.length < MOST_WAITING) {
          const next = waiting.shift();
          if (next) await stream.writeSSE({ event: next.kind, data: JSON.stringify(next) });
          else if (!(await woken((resolve) => (wake = resolve)))) await stream.write(': alive\n\n');
        }
      } finally {
        leave();
      }
    }),
  );
}

/** Waits to be woken; false where that took too long. */
function woken(onWake: (wake: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ALIVE_MS);
    onWake(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
