import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { type Connection, type EventOf, events, type PageEvent } from './events.ts';

/**
 * Hears what the server tells, while the component is shown.
 *
 * @example useEvent('runs', ({ runs }) => setRuns((before) => merged(before, runs)));
 */
export function useEvent<K extends PageEvent['kind']>(kind: K, handle: (event: EventOf<K>) => void): void {
  const handleNow = useEffectEvent(handle);
  useEffect(() => events.listen(kind, (event) => handleNow(event)), [kind]);
}

/** How the connection to the server is. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (watcher) => events.watch(watcher),
    () => events.state,
  );
}
