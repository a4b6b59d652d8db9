import { ByteCache } from './byte-cache.ts';
import type { Conversion } from './conversion.ts';
import { InputReader } from './input-reader.ts';
import type { ThreadSettings } from './read-messages.ts';
import type { ReadPlan } from './read-plan.ts';
import { ReadThreads } from './read-threads.ts';

/** How much a {@link StreamedDataset} may take. */
export interface StoreOptions extends ThreadSettings {
  /** How many threads read; by default all processors but one, and at most four. With 0 the reading stops everything else. */
  readonly threads?: number | undefined;
  /** How many bytes of inputs are kept in memory, those that were used last; 256 MiB by default. */
  readonly cacheBytes?: number | undefined;
}

const CACHE_BYTES = 256 << 20;

/** Where the inputs of all parts of a dataset come from: the memory, or threads that read. */
export class ItemStore {
  readonly plans: readonly ReadPlan[];
  /** What inputs are made of values. */
  readonly conversion: Conversion;
  readonly #cache: ByteCache<number, Float32Array>;
  readonly #threads: ReadThreads | undefined;
  readonly #own: InputReader;
  readonly #reading = new Map<number, Promise<Float32Array>>();

  constructor(plans: readonly ReadPlan[], { threads, cacheBytes = CACHE_BYTES, ...settings }: StoreOptions) {
    this.plans = plans;
    this.conversion = settings.conversion;
    this.#cache = new ByteCache(cacheBytes);
    this.#threads = threads === 0 ? undefined : new ReadThreads(settings, threads);
    this.#own = new InputReader(settings);
  }

  /** An input that is in memory. */
  kept(entry: number): Float32Array | undefined {
    return this.#cache.get(entry);
  }

  /**
   * Reads an input, once however many ask for it.
   *
   * @throws InputError that names the item and its file.
   */
  read(entry: number): Promise<Float32Array> {
    const already = this.#reading.get(entry);
    if (already) return already;
    const reading = this.#read(entry).finally(() => this.#reading.delete(entry));
    this.#reading.set(entry, reading);
    return reading;
  }

  /** Ends the threads and closes the files. */
  async release(): Promise<void> {
    await this.#threads?.release();
    this.#own.close();
  }

  async #read(entry: number): Promise<Float32Array> {
    const plan = this.plans[entry];
    if (!plan) throw new Error(`internal: no item ${entry}`);
    const input = await (this.#threads ?? this.#own).read(plan);
    this.#cache.set(entry, input);
    return input;
  }
}
