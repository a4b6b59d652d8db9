import { createHash } from 'node:crypto';
import { product, range } from '../../util/arrays.ts';
import { check, InputError, present } from '../../util/errors.ts';
import { gather, type Targets } from '../dataset.ts';
import type { ItemSet, MetadataField } from '../item-set.ts';
import type { Item } from '../manifest/item.ts';
import type { ItemStore } from './item-store.ts';

/** One input, and the item that it is of. */
export interface StreamedEntry {
  readonly item: Item;
  /** Which of the item's images it is. */
  readonly image: number;
}

/** What a {@link StreamedDataset} is made of. */
export interface StreamedFields {
  readonly name: string;
  readonly store: ItemStore;
  /** All inputs of the dataset; the store has a plan for each. */
  readonly entries: readonly StreamedEntry[];
  readonly inputShape: readonly number[];
  /** Of all inputs. */
  readonly targets: Targets;
  /** Which of the inputs are in this part, in order. */
  readonly chosen: Uint32Array;
  /** Which ones may not be read: the test part, while it is sealed. */
  readonly sealed: ReadonlySet<number>;
}

/**
 * Supervised items that are read from their files as they are wanted, in threads: the next batch while the network works
 * on this one. As much as fits stays in memory. A part of it shares threads and memory with the whole.
 *
 * Made by `openDataset`.
 */
export class StreamedDataset implements ItemSet {
  readonly name: string;
  readonly count: number;
  readonly inputShape: readonly number[];
  readonly inputSize: number;
  readonly targets: Targets;
  readonly targetSize: number;
  /** The subject of each item; none where each has one of its own. */
  readonly groups: readonly string[] | undefined;
  readonly #fields: StreamedFields;
  readonly #ahead = new Map<number, Promise<Float32Array>>();

  constructor(fields: StreamedFields) {
    const { name, chosen, inputShape, targets } = fields;
    this.#fields = fields;
    this.name = name;
    this.count = chosen.length;
    this.inputShape = inputShape;
    this.inputSize = product(inputShape);
    this.targetSize = product(targets.shape);
    this.targets = chosenTargets(targets, chosen);
    const subjects = this.#items.map(({ subject }) => subject);
    this.groups = new Set(subjects).size < subjects.length ? subjects : undefined;
  }

  get labels(): Int32Array | undefined {
    return this.targets.kind === 'classes' ? this.targets.data : undefined;
  }

  gather(
    items: Uint32Array,
    target: Float32Array,
    targets?: Float32Array | Int32Array,
  ): Promise<void> | undefined {
    if (targets) gather(this.targets.data, this.targetSize, items, targets);
    const entries = Array.from(items, (item) => this.#entryOf(item));
    const closed = entries.find((entry) => this.#fields.sealed.has(entry));
    if (closed !== undefined) return Promise.reject(this.#refusal(closed));
    const distinct = new Map(Array.from(new Set(entries), (entry) => [entry, this.#take(entry)]));
    const inputs = entries.map((entry) => present(distinct.get(entry), 'an input'));
    if (inputs.every((input) => input instanceof Float32Array)) {
      this.#fill(inputs, target);
      return undefined;
    }
    return Promise.all(inputs.map((input) => Promise.resolve(input))).then((read) =>
      this.#fill(read, target),
    );
  }

  prefetch(items: Uint32Array): void {
    if (this.#ahead.size > items.length) this.#ahead.clear();
    for (const item of items) {
      const entry = this.#entryOf(item);
      const { store, sealed } = this.#fields;
      if (sealed.has(entry) || this.#ahead.has(entry) || store.kept(entry)) continue;
      const reading = store.read(entry);
      // What fails is told when it is wanted.
      reading.catch(() => undefined);
      this.#ahead.set(entry, reading);
    }
  }

  async release(): Promise<void> {
    this.#ahead.clear();
    await this.#fields.store.release();
  }

  /** @throws InputError for an index outside the dataset. */
  subset(items: ArrayLike<number>, name = this.name): StreamedDataset {
    const chosen = Uint32Array.from(items, (item) => this.#entryOf(item));
    return new StreamedDataset({ ...this.#fields, chosen, name });
  }

  sealed(items: Uint32Array): StreamedDataset {
    const closed = Array.from(items, (item) => this.#entryOf(item));
    return new StreamedDataset({ ...this.#fields, sealed: new Set([...this.#fields.sealed, ...closed]) });
  }

  metadata(field: MetadataField): readonly (string | undefined)[] {
    return this.#items.map((item) => item[field]);
  }

  /** Of the items' own hashes, what their values become, targets and subjects: nothing is read. */
  async hash(): Promise<string> {
    const hash = createHash('sha256');
    const { store, chosen, targets } = this.#fields;
    const classNames = targets.kind === 'classes' ? targets.classNames : null;
    hash.update(JSON.stringify([this.inputShape, targets.kind, targets.shape, classNames, store.conversion]));
    for (const [at, { hash: values, subject }] of this.#items.entries()) {
      const { image } = this.#entry(chosen[at] ?? 0);
      const target = [...this.targets.data.subarray(at * this.targetSize, (at + 1) * this.targetSize)];
      hash.update(`\n${JSON.stringify([values, image, target, subject])}`);
    }
    return hash.digest('hex');
  }

  /** By what the manifest says of the values; whatever else is not finite is refused when it is read. */
  assertFinite(): void {
    const wrong = this.#items.find(({ statistics }) => statistics.nonFinite > 0);
    check(wrong === undefined, () => ({
      where: `dataset ${this.name}`,
      expected: 'finite numbers',
      received: `${wrong?.statistics.nonFinite} that are not in item ${wrong?.id}`,
      remedy: 'Leave such items out; one of them spoils all weights.',
    }));
  }

  get #items(): Item[] {
    return Array.from(this.#fields.chosen, (entry) => this.#entry(entry).item);
  }

  #entry(entry: number): StreamedEntry {
    return present(this.#fields.entries[entry], 'an entry');
  }

  #entryOf(item: number): number {
    const entry = this.#fields.chosen[item];
    if (entry === undefined) {
      const expected = `item numbers from 0 to ${this.count - 1}`;
      throw new InputError({ where: this.name, expected, received: `${item}` });
    }
    return entry;
  }

  /** An input from the memory, from what is read ahead, or from its file. */
  #take(entry: number): Float32Array | Promise<Float32Array> {
    const kept = this.#fields.store.kept(entry);
    const ahead = this.#ahead.get(entry);
    this.#ahead.delete(entry);
    return kept ?? ahead ?? this.#fields.store.read(entry);
  }

  #fill(inputs: readonly Float32Array[], target: Float32Array): void {
    for (const [row, input] of inputs.entries()) target.set(input, row * this.inputSize);
  }

  #refusal(entry: number): InputError {
    return new InputError({
      where: this.name,
      expected: 'items outside of the test part, which is sealed',
      received: `item ${this.#entry(entry).item.id}`,
      remedy: 'Only evaluation opens the test part, on the record.',
    });
  }
}

function chosenTargets(targets: Targets, chosen: Uint32Array): Targets {
  const size = product(targets.shape);
  const places = Array.from(chosen).flatMap((entry) => range(entry * size, (entry + 1) * size));
  return targets.kind === 'classes'
    ? { ...targets, data: Int32Array.from(places, (i) => targets.data[i] ?? 0) }
    : { ...targets, data: Float32Array.from(places, (i) => targets.data[i] ?? 0) };
}
