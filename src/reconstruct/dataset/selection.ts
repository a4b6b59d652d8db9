import type { MetadataField } from '../../data/index.ts';
import { range } from '../../util/arrays.ts';
import { check, InputError, present } from '../../util/errors.ts';
import type { ScanEntry } from './scan-source.ts';

/** Which entries of a source are in a part, in order, and which of them may not be read. */
export class Selection {
  readonly name: string;
  readonly #all: readonly ScanEntry[];
  readonly #chosen: Uint32Array;
  readonly #sealed: ReadonlySet<number>;

  private constructor(
    name: string,
    all: readonly ScanEntry[],
    chosen: Uint32Array,
    sealed: ReadonlySet<number>,
  ) {
    this.name = name;
    this.#all = all;
    this.#chosen = chosen;
    this.#sealed = sealed;
  }

  /** All entries, none of them sealed. */
  static all(name: string, entries: readonly ScanEntry[]): Selection {
    return new Selection(name, entries, Uint32Array.from(range(entries.length)), new Set());
  }

  get count(): number {
    return this.#chosen.length;
  }

  get entries(): readonly ScanEntry[] {
    return Array.from(this.#chosen, (at) => present(this.#all[at], 'an entry'));
  }

  /** Something known of each item; slices of one item have its name in common. */
  metadata(field: MetadataField): readonly (string | undefined)[] {
    if (field === 'id') return this.entries.map(({ id, item }) => item ?? id);
    return this.entries.map((entry) => entry[field]);
  }

  /** @throws InputError for an index outside the part. */
  subset(items: ArrayLike<number>, name = this.name): Selection {
    const chosen = Uint32Array.from(items, (item) => this.#placeOf(item));
    return new Selection(name, this.#all, chosen, this.#sealed);
  }

  /** The same, with these items closed. */
  sealing(items: Uint32Array): Selection {
    const closed = Array.from(items, (item) => this.#placeOf(item));
    return new Selection(this.name, this.#all, this.#chosen, new Set([...this.#sealed, ...closed]));
  }

  /**
   * Where an item is in the source.
   *
   * @throws InputError where it may not be read.
   */
  open(item: number): number {
    const place = this.#placeOf(item);
    check(!this.#sealed.has(place), () => ({
      where: this.name,
      expected: 'items outside of the test part, which is sealed',
      received: `item ${this.#all[place]?.id}`,
      remedy: 'Only evaluation opens the test part, on the record.',
    }));
    return place;
  }

  #placeOf(item: number): number {
    const place = this.#chosen[item];
    if (place !== undefined) return place;
    const expected = `item numbers from 0 to ${this.count - 1}`;
    throw new InputError({ where: this.name, expected, received: `${item}` });
  }
}
