import type { Queue } from '../runner/index.ts';
import type { Store } from '../store/index.ts';
import type { DataServices } from './data/data-services.ts';
import type { EventFeed } from './event-feed.ts';

/** What the routes of a server work on. */
export interface ServerContext {
  readonly store: Store;
  /** Starts runs, one after the other. */
  readonly queue: Queue;
  /** Tells listening pages what changes. */
  readonly feed: EventFeed;
  /** Reads and audits the data of people. */
  readonly data: DataServices;
  /** The folders that may be read for people: studies and data are looked for in them. Real paths. */
  readonly folders: readonly string[];
  /** Where the built application lies; beside the sources by default. */
  readonly application?: string | undefined;
}
