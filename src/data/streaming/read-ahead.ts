import { present } from '../../util/errors.ts';
import type { ItemStore } from './item-store.ts';

/** Entries of a store: from the memory, from what was read ahead, or from their files. */
export class ReadAhead {
  readonly #store: ItemStore;
  readonly #ahead = new Map<number, Promise<Float32Array>>();

  constructor(store: ItemStore) {
    this.#store = store;
  }

  /** Starts to read what will be wanted next. */
  prefetch(entries: readonly number[]): void {
    if (this.#ahead.size > entries.length) this.#ahead.clear();
    for (const entry of entries) {
      if (this.#ahead.has(entry) || this.#store.kept(entry)) continue;
      const reading = this.#store.read(entry);
      // What fails is told when it is wanted.
      reading.catch(() => undefined);
      this.#ahead.set(entry, reading);
    }
  }

  /** Hands over entries in order, each read once: at once where all are in memory. */
  gather(
    entries: readonly number[],
    fill: (arrays: readonly Float32Array[]) => void,
  ): Promise<void> | undefined {
    const distinct = new Map(Array.from(new Set(entries), (entry) => [entry, this.#take(entry)]));
    const arrays = entries.map((entry) => present(distinct.get(entry), 'an entry'));
    if (arrays.every((array) => array instanceof Float32Array)) {
      fill(arrays);
      return undefined;
    }
    return Promise.all(arrays.map((array) => Promise.resolve(array))).then(fill);
  }

  async release(): Promise<void> {
    this.#ahead.clear();
    await this.#store.release();
  }

  #take(entry: number): Float32Array | Promise<Float32Array> {
    const kept = this.#store.kept(entry);
    const ahead = this.#ahead.get(entry);
    this.#ahead.delete(entry);
    return kept ?? ahead ?? this.#store.read(entry);
  }
}
