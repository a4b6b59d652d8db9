import { createHash } from 'node:crypto';
import { product, range } from '../../util/arrays.ts';
import { check, InputError, present } from '../../util/errors.ts';
import { gather, type ItemTargets } from '../dataset.ts';
import type { ItemSet, MetadataField } from '../item-set.ts';
import type { Item } from '../manifest/item.ts';
import type { ItemStore } from './item-store.ts';
import { writeClasses } from './label-maps.ts';
import { ReadAhead } from './read-ahead.ts';

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
  readonly targets: ItemTargets;
  /** Where label maps come from, one for each entry, where these are the targets. */
  readonly labelMaps?: ItemStore;
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
  readonly targets: ItemTargets;
  readonly targetSize: number;
  /** The subject of each item; none where each has one of its own. */
  readonly groups: readonly string[] | undefined;
  readonly #fields: StreamedFields;
  readonly #inputs: ReadAhead;
  readonly #labelMaps: ReadAhead | undefined;

  constructor(fields: StreamedFields) {
    const { name, chosen, inputShape, targets } = fields;
    this.#fields = fields;
    this.#inputs = new ReadAhead(fields.store);
    this.#labelMaps = fields.labelMaps && new ReadAhead(fields.labelMaps);
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
    return this.targets.kind === 'classes' && this.targetSize === 1 ? this.targets.data : undefined;
  }

  gather(
    items: Uint32Array,
    inputs: Float32Array,
    targets?: Float32Array | Int32Array,
  ): Promise<void> | undefined {
    const entries = Array.from(items, (item) => this.#entryOf(item));
    const closed = entries.find((entry) => this.#fields.sealed.has(entry));
    if (closed !== undefined) return Promise.reject(this.#refusal(closed));
    if (targets && this.targets.data) gather(this.targets.data, this.targetSize, items, targets);
    const reading = this.#inputs.gather(entries, (read) => {
      for (const [row, input] of read.entries()) inputs.set(input, row * this.inputSize);
    });
    const labels = targets && this.#labelMaps?.gather(entries, (maps) => this.#label(entries, maps, targets));
    return reading && labels ? Promise.all([reading, labels]).then(() => undefined) : (reading ?? labels);
  }

  prefetch(items: Uint32Array): void {
    const entries = Array.from(items, (item) => this.#entryOf(item));
    const open = entries.filter((entry) => !this.#fields.sealed.has(entry));
    this.#inputs.prefetch(open);
    this.#labelMaps?.prefetch(open);
  }

  async release(): Promise<void> {
    await this.#inputs.release();
    await this.#labelMaps?.release();
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
      const { data } = this.targets;
      const target = data
        ? [...data.subarray(at * this.targetSize, (at + 1) * this.targetSize)]
        : this.#labelPlan(chosen[at]);
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

  /** What tells one label map from another, without reading it. */
  #labelPlan(entry = 0): string | undefined {
    return this.#fields.labelMaps?.plans[entry]?.hash;
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

  #label(entries: readonly number[], maps: readonly Float32Array[], into: Float32Array | Int32Array): void {
    const classes = this.targets.kind === 'classes' ? this.targets.classNames.length : 0;
    for (const [row, map] of maps.entries()) {
      const { id } = this.#entry(entries[row] ?? 0).item;
      writeClasses(map, classes, id, into, row * this.targetSize);
    }
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

function chosenTargets(targets: ItemTargets, chosen: Uint32Array): ItemTargets {
  const { data } = targets;
  if (!data) return targets;
  const size = product(targets.shape);
  const places = Array.from(chosen).flatMap((entry) => range(entry * size, (entry + 1) * size));
  return targets.kind === 'classes'
    ? { ...targets, data: Int32Array.from(places, (i) => data[i] ?? 0) }
    : { ...targets, data: Float32Array.from(places, (i) => data[i] ?? 0) };
}
