import type { ItemSet } from '../data/index.ts';

/** One look at a test part, for the record. */
export interface Opening {
  readonly purpose: string;
  /** The hash of the split whose test part was opened. */
  readonly split: string;
  readonly items: number;
  /** Which time it was that these items were opened as a test part, over all studies: where a dataset folder counts. */
  readonly nth?: number;
}

/** What is sealed, and who is to know of it. */
export interface SealedTestFields {
  readonly split: string;
  readonly count: number;
  readonly take: () => ItemSet;
  /** Records an opening before it happens; says which one it is. */
  readonly record?: (purpose: string) => Promise<number>;
}

/** A test part that only evaluation opens, and that remembers every time it was opened. */
export class SealedTest {
  readonly count: number;
  readonly #fields: SealedTestFields;
  readonly #openings: Opening[] = [];

  constructor(fields: SealedTestFields) {
    this.#fields = fields;
    this.count = fields.count;
  }

  /** The hash of the split whose test part it is. */
  get split(): string {
    return this.#fields.split;
  }

  /**
   * The items, on the record.
   *
   * @throws InputError where that cannot be written: the part then stays sealed.
   */
  async open(purpose: string): Promise<ItemSet> {
    const { split, count, take, record } = this.#fields;
    const nth = await record?.(purpose);
    this.#openings.push({ purpose, split, items: count, ...(nth !== undefined && { nth }) });
    return take();
  }

  get openings(): readonly Opening[] {
    return [...this.#openings];
  }
}
