import type { Store } from '../../store/index.ts';
import { type CaseComparison, compareCases } from '../../study/comparing/compare-cases.ts';
import type { CasePart, CaseTable } from '../../study/index.ts';
import { sameItems } from '../../util/arrays.ts';
import { KnownCases } from './known-cases.ts';

/** What is compared. */
export interface ComparedQuery {
  readonly run: readonly number[];
  /** The test part by default. */
  readonly part?: CasePart | undefined;
  /** Keys of the sides; some that go together by default. */
  readonly side?: readonly string[] | undefined;
}

/** So many comparisons stay in memory. */
const MOST_KNOWN = 6;

interface Known {
  /** What it was made of: other tables make another comparison. */
  readonly tables: readonly (readonly CaseTable[])[];
  readonly comparison: CaseComparison;
}

/** Puts runs beside each other, and remembers what was asked for last. */
export class Comparisons {
  readonly #store: Store;
  readonly #cases: KnownCases;
  readonly #known = new Map<string, Known>();

  constructor(store: Store) {
    this.#store = store;
    this.#cases = new KnownCases(store);
  }

  /** @throws InputError for runs and sides that there are not. */
  async of({ run: asked, part = 'test', side }: ComparedQuery): Promise<CaseComparison> {
    const runs: { run: number; tables: readonly CaseTable[] }[] = [];
    for (const run of new Set(asked)) {
      await this.#store.runs.get(run);
      runs.push({ run, tables: await this.#cases.of(run) });
    }
    const tables = runs.map((one) => one.tables);
    const key = JSON.stringify([runs.map(({ run }) => run), part, side ?? null]);
    const before = this.#known.get(key);
    const isSame = before !== undefined && sameItems(before.tables, tables);
    const comparison = isSame ? before.comparison : await compareCases(this.#store, runs, part, side);
    this.#known.delete(key);
    this.#known.set(key, { tables, comparison });
    for (const old of [...this.#known.keys()].slice(0, -MOST_KNOWN)) this.#known.delete(old);
    return comparison;
  }
}
