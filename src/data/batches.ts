import { range } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import type { Dataset } from './dataset.ts';
import type { ItemSet } from './item-set.ts';

/**
 * Changes a batch's inputs in place, and its targets where they are images: `inputs` holds one input for each of
 * `items`. A pure function of the item and the epoch, so that a resumed run sees the same images.
 */
export type Augment = (
  inputs: Float32Array,
  items: Uint32Array,
  epoch: number,
  targets?: Float32Array | Int32Array,
) => void;

/** How a dataset is cut into batches. */
export interface BatchOptions {
  readonly batchSize: number;
  /** Where the order comes from; 0 by default. */
  readonly seed?: number;
  /** Draw a new order for each epoch (the default), or keep the dataset's. */
  readonly shuffle?: boolean;
  readonly augment?: Augment | undefined;
}

/** So many batches are read while one is worked on. */
const AHEAD = 1;

/** One batch, always of full size. Its arrays belong to {@link Batches} and are overwritten by the next one. */
export interface Batch {
  /** [batchSize, ...inputShape] */
  readonly inputs: Float32Array;
  /** [batchSize, ...target shape] */
  readonly targets: Float32Array | Int32Array;
  /** [batchSize]: 1 for an item that counts, 0 for one that only fills the last batch up. */
  readonly weights: Float32Array;
  /** [batchSize]: each row's number in the dataset. */
  readonly items: Uint32Array;
  /** How many rows count; the others, at the end, repeat the first ones under weight 0. */
  readonly size: number;
  /** Which batch of the epoch this is, from 0. */
  readonly index: number;
}

/**
 * The batches of a dataset, or of items that are read as they are wanted. All have one size, so that a graph with static shapes takes them; the last of an epoch
 * is filled up with repetitions of its own items under weight 0 (real inputs, lest padding bring a NaN), never
 * dropped. The order is a pure function of seed and epoch, and any batch can be loaded directly, so that a run
 * resumes anywhere. Nothing is allocated per batch: every batch comes in the same arrays. While one batch is worked on,
 * the next ones are read.
 *
 * @example for (const { inputs, targets, weights } of new Batches(data, { batchSize: 32, seed: 1 }).epoch(0)) ...
 */
export class Batches<Source extends ItemSet = Dataset> {
  readonly dataset: Source;
  readonly batchSize: number;
  /** Batches in an epoch. */
  readonly count: number;
  /** The one batch, whose arrays never change identity: wrap them once. */
  readonly batch: Batch;
  readonly #shuffle: boolean;
  readonly #seed: number;
  readonly #augment: Augment | undefined;
  readonly #loaded: { -readonly [Key in keyof Batch]: Batch[Key] };
  #order: Uint32Array;
  #orderEpoch: number | undefined;

  /** @throws InputError when the batch size is not a positive integer. */
  constructor(dataset: Source, { batchSize, seed = 0, shuffle = true, augment }: BatchOptions) {
    checkBatchSize(batchSize);
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.count = Math.ceil(dataset.count / batchSize);
    this.#seed = seed;
    this.#shuffle = shuffle;
    this.#augment = augment;
    this.#order = Uint32Array.from(range(dataset.count));
    this.#loaded = emptyBatch(dataset, batchSize);
    this.batch = this.#loaded;
  }

  /** The batches of an epoch in order, from the `first` on. */
  *epoch(this: Batches, epoch: number, first = 0): Generator<Batch, void, void> {
    for (let index = first; index < this.count; index++) yield this.load(epoch, index);
  }

  /**
   * Loads one batch of a dataset in memory, whichever came before.
   *
   * @throws InputError for a batch that the epoch does not have.
   */
  load(this: Batches, epoch: number, index: number): Batch {
    void this.fetch(epoch, index);
    return this.batch;
  }

  /**
   * Fills `batch`, whichever came before: at once where there is no promise to wait for.
   *
   * @throws InputError for a batch that the epoch does not have, and by the promise for an item that cannot be read.
   */
  fetch(epoch: number, index: number): Promise<void> | undefined {
    this.#select(epoch, index);
    const { dataset } = this;
    const { inputs, targets, items } = this.#loaded;
    const reading = dataset.gather(items, inputs, targets);
    if (dataset.prefetch) this.#prefetch(epoch, index);
    if (reading) return reading.then(() => this.#augment?.(inputs, items, epoch, targets));
    this.#augment?.(inputs, items, epoch, targets);
    return undefined;
  }

  /** Has the next batches read, in the order in which they will be wanted. */
  #prefetch(epoch: number, index: number): void {
    for (let next = index + 1; next <= index + AHEAD; next++) {
      const order = this.#orderOf(epoch + Math.floor(next / this.count));
      const first = (next % this.count) * this.batchSize;
      this.dataset.prefetch?.(order.slice(first, first + this.batchSize));
    }
  }

  /** Writes down which items make up the batch, and which of them count. */
  #select(epoch: number, index: number): void {
    const { count, batchSize } = this;
    check(Number.isInteger(index) && index >= 0 && index < count, () => ({
      where: `batches of ${this.dataset.name}`,
      expected: `a batch from 0 to ${count - 1}`,
      received: `${index}`,
    }));
    const order = this.#orderOf(epoch);
    const first = index * batchSize;
    const size = Math.min(batchSize, order.length - first);
    const { items, weights } = this.#loaded;
    for (let row = 0; row < batchSize; row++) {
      items[row] = order[first + (row % size)] ?? 0;
      weights[row] = row < size ? 1 : 0;
    }
    this.#loaded.size = size;
    this.#loaded.index = index;
  }

  #orderOf(epoch: number): Uint32Array {
    if (this.#shuffle && epoch !== this.#orderEpoch) {
      this.#order = RandomStream.derive(this.#seed, 'shuffle', epoch).permutation(this.dataset.count);
      this.#orderEpoch = epoch;
    }
    return this.#order;
  }
}

function checkBatchSize(batchSize: number): void {
  check(Number.isInteger(batchSize) && batchSize > 0, () => ({
    where: 'batches',
    expected: 'a batch size of 1 or more',
    received: `${batchSize}`,
  }));
}

function emptyBatch(dataset: ItemSet, batchSize: number): Batch {
  const targetCount = batchSize * dataset.targetSize;
  return {
    inputs: new Float32Array(batchSize * dataset.inputSize),
    targets: dataset.targets.kind === 'classes' ? new Int32Array(targetCount) : new Float32Array(targetCount),
    weights: new Float32Array(batchSize),
    items: new Uint32Array(batchSize),
    size: 0,
    index: 0,
  };
}
