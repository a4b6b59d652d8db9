import type { Store } from '../store/index.ts';

/** What the routes of a server work on. */
export interface ServerContext {
  readonly store: Store;
  /** The folders that may be read for people: studies and data are looked for in them. Real paths. */
  readonly folders: readonly string[];
}
