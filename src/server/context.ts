import type { Store } from '../store/index.ts';
import type { EventFeed } from './event-feed.ts';

/** What the routes of a server work on. */
export interface ServerContext {
  readonly store: Store;
  /** Tells listening pages what changes. */
  readonly feed: EventFeed;
  /** The folders that may be read for people: studies and data are looked for in them. Real paths. */
  readonly folders: readonly string[];
  /** Where the built application lies; beside the sources by default. */
  readonly application?: string | undefined;
}
