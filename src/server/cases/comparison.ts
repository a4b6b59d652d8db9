import type { Store } from '../../store/index.ts';
import { type CaseRow, caseRows } from '../../study/comparing/case-rows.ts';
import { type ComparedScore, compareScores } from '../../study/comparing/compare-scores.ts';
import { type Side, sidesOf } from '../../study/comparing/side.ts';
import type { CasePart, CaseTable } from '../../study/index.ts';
import { sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { KnownCases } from './known-cases.ts';

/** What is compared. */
export interface ComparedQuery {
  readonly run: readonly number[];
  /** The test part by default. */
  readonly part?: CasePart | undefined;
  /** Keys of the sides; some that go together by default. */
  readonly side?: readonly string[] | undefined;
}

/** Runs beside each other, case by case. */
export interface CaseComparison {
  readonly part: CasePart;
  /** All sides that there are. */
  readonly offered: readonly Side[];
  readonly sides: readonly Side[];
  readonly rows: readonly CaseRow[];
  /** Parts of which some run has cases. */
  readonly parts: readonly CasePart[];
  /** Reckoned when it is asked for. */
  readonly scores: () => readonly ComparedScore[];
}

/** So many sides are seen at once, at most. */
const MOST_SIDES = 6;

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
  async of({ run, part = 'test', side }: ComparedQuery): Promise<CaseComparison> {
    const runs = [...new Set(run)];
    const tables: (readonly CaseTable[])[] = [];
    for (const one of runs) {
      await this.#store.runs.get(one);
      tables.push(await this.#cases.of(one));
    }
    const key = JSON.stringify([runs, part, side ?? null]);
    const before = this.#known.get(key);
    const isSame = before !== undefined && sameItems(before.tables, tables);
    const comparison = isSame ? before.comparison : await this.#compare(runs, tables, part, side);
    this.#known.delete(key);
    this.#known.set(key, { tables, comparison });
    for (const old of [...this.#known.keys()].slice(0, -MOST_KNOWN)) this.#known.delete(old);
    return comparison;
  }

  async #compare(
    runs: readonly number[],
    tables: readonly (readonly CaseTable[])[],
    part: CasePart,
    keys: readonly string[] | undefined,
  ): Promise<CaseComparison> {
    const offered: Side[] = [];
    for (const [i, run] of runs.entries()) {
      const { record } = await this.#store.runs.recipe(run);
      offered.push(...sidesOf(run, tables[i] ?? [], part, Object.values(record.dataHashes).join(' ')));
    }
    const sides = keys ? keys.map((key) => sideOf(offered, key)) : usual(offered);
    const rows = caseRows(sides);
    const parts = [...new Set(tables.flat().map((table) => table.part))];
    const scores = once(() => compareScores(sides, rows));
    return { part, offered, sides, rows, parts, scores };
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function sideOf(offered: readonly Side[], key: string): Side {
  const side = offered.find((one) => one.key === key);
  const expected = `one of ${offered.map((one) => one.key).join(', ')}`;
  check(side !== undefined, () => ({ where: 'query, side', expected, received: key.slice(0, 200) }));
  return side;
}

/** Of one run all methods, of several their networks; only answers of one kind are comparable. */
function usual(offered: readonly Side[]): readonly Side[] {
  const alike = offered.filter(({ kind }) => kind === offered[0]?.kind);
  const several = new Set(alike.map(({ run }) => run)).size > 1;
  const [first] = alike;
  const chosen = alike.filter(({ method, seed }) => (several ? method === 'network' : seed === first?.seed));
  return (chosen.length > 1 ? chosen : alike).slice(0, MOST_SIDES);
}
