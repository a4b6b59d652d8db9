import type { Callback, RunningTraining } from '../train/index.ts';
import { InputError } from '../util/errors.ts';

/** How often the memory is looked at, in milliseconds. */
const LOOK_MS = 250;

/** A process that takes this many times its limit without noticing is ended from outside. */
export const TOLERANCE = 1.25;

/** Bytes as people write them. */
export function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${Number((bytes / 1e9).toPrecision(3))} GB`;
}

/** What to say of a run that takes more than it may. */
export function tooMuchMemory(limit: number, taken: number): InputError {
  return new InputError({
    where: 'memory',
    expected: `a run that takes at most ${gigabytes(limit)}`,
    received: `one that takes ${gigabytes(taken)}`,
    remedy:
      'Allow it more with --memory, or let it take less: a smaller batchSize or model, or data that are streamed.',
  });
}

/** Watches what this process takes. */
export class MemoryLimit {
  readonly #limit: number;
  readonly #exceeded = Promise.withResolvers<never>();
  #timer: NodeJS.Timeout | undefined;
  #due = 0;

  /** @param limit in bytes; none by default */
  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
    this.#exceeded.promise.catch(() => undefined);
  }

  /** Does something, and fails as soon as this process takes too much, unless a training is told of it first. */
  async heed<T>(action: Promise<T>): Promise<T> {
    this.#watch();
    try {
      return await Promise.race([action, this.#exceeded.promise]);
    } finally {
      clearInterval(this.#timer);
    }
  }

  /** Looks between two steps of a training: where that takes too much, a checkpoint is written first. */
  callback(save: (training: RunningTraining) => Promise<void>): Callback {
    return {
      onTrainBegin: () => clearInterval(this.#timer),
      onBatchEnd: (training) => (this.#isDue() ? this.#look(training, save) : undefined),
      onTrainEnd: () => this.#watch(),
    };
  }

  #watch(): void {
    clearInterval(this.#timer);
    if (!Number.isFinite(this.#limit)) return;
    this.#timer = setInterval(() => {
      const taken = process.memoryUsage.rss();
      if (taken > this.#limit) this.#exceeded.reject(tooMuchMemory(this.#limit, taken));
    }, LOOK_MS).unref();
  }

  #isDue(): boolean {
    if (!Number.isFinite(this.#limit) || performance.now() < this.#due) return false;
    this.#due = performance.now() + LOOK_MS;
    return true;
  }

  async #look(training: RunningTraining, save: (training: RunningTraining) => Promise<void>): Promise<void> {
    const taken = process.memoryUsage.rss();
    if (taken <= this.#limit) return;
    await save(training);
    throw tooMuchMemory(this.#limit, taken);
  }
}
