import type { FeedEvent } from 'echotrain/server';
import { LastTold } from './last-told.ts';

/** How the connection to the server is: being made, there, or gone and tried again. */
export type Connection = 'opening' | 'open' | 'lost';

/** What a page is told: what the server tells, and `again` when it answers once more and things may have been missed. */
export type PageEvent = FeedEvent | { readonly kind: 'again' };

type Kind = PageEvent['kind'];

/** The event of a kind. */
export type EventOf<K extends Kind> = Extract<PageEvent, { readonly kind: K }>;

const KINDS = ['runs', 'all', 'progress', 'waiting', 'measured'] as const;

/** When a connection that was refused is tried again, in milliseconds. */
const AGAIN_MS = 2000;

/**
 * The page's one connection for server-sent events. It is there while someone listens and the page can be seen: browsers
 * allow six for all tabs of a server.
 */
class EventConnection {
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: Connection = 'opening';
  #wasOpen = false;
  readonly #heard = new Map<Kind, Set<(event: PageEvent) => void>>();
  readonly #watchers = new Set<() => void>();
  readonly #last = new LastTold();

  get state(): Connection {
    return this.#state;
  }

  /** Begins, and goes on for as long as the page is there. */
  start(): void {
    document.addEventListener('visibilitychange', () => this.#fit());
    this.#fit();
  }

  /** @returns what ends it */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** @returns what ends it */
  listen<K extends Kind>(kind: K, listener: (event: EventOf<K>) => void): () => void {
    const heard = this.#heard.get(kind) ?? new Set();
    const general = (event: PageEvent) => {
      if (isOf(event, kind)) listener(event);
    };
    this.#heard.set(kind, heard.add(general));
    for (const event of this.#last.events) general(event);
    return () => heard.delete(general);
  }

  #fit(): void {
    if (document.visibilityState === 'hidden') this.#close();
    else if (!this.#source) this.#open();
  }

  #open(): void {
    clearTimeout(this.#timer);
    const source = new EventSource('/api/events');
    this.#source = source;
    source.addEventListener('hello', () => this.#opened());
    source.onerror = () => this.#failed();
    for (const kind of KINDS) {
      source.addEventListener(kind, ({ data }) => this.#tell(JSON.parse(data)));
    }
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #opened(): void {
    this.#become('open');
    this.#last.clear();
    if (this.#wasOpen) this.#tell({ kind: 'again' });
    this.#wasOpen = true;
  }

  #failed(): void {
    this.#become('lost');
    if (this.#source?.readyState !== EventSource.CLOSED) return;
    this.#close();
    this.#timer = setTimeout(() => this.#fit(), AGAIN_MS);
  }

  #become(state: Connection): void {
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }

  #tell(event: PageEvent): void {
    if (event.kind !== 'again') this.#last.hear(event);
    for (const listener of this.#heard.get(event.kind) ?? []) listener(event);
  }
}

function isOf<K extends Kind>(event: PageEvent, kind: K): event is EventOf<K> {
  return event.kind === kind;
}

/** What the server tells this page. */
export const events = new EventConnection();
