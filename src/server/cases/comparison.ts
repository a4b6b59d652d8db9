import type { Store } from '../../store/index.ts';
import { type CaseRow, caseRows } from '../../study/comparing/case-rows.ts';
import { type Side, sidesOf } from '../../study/comparing/side.ts';
import type { CasePart, CaseTable } from '../../study/index.ts';
import { check } from '../../util/errors.ts';
import type { KnownCases } from './known-cases.ts';

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
}

/** So many sides are seen at once, at most. */
const MOST_SIDES = 6;

/**
 * Puts runs beside each other.
 *
 * @throws InputError for runs and sides that there are not.
 */
export async function compareCases(
  store: Store,
  known: KnownCases,
  { run: runs, part = 'test', side: keys }: ComparedQuery,
): Promise<CaseComparison> {
  const offered: Side[] = [];
  const all: CaseTable[] = [];
  for (const run of new Set(runs)) {
    const { record } = await store.runs.recipe(run);
    const tables = await known.of(run);
    all.push(...tables);
    offered.push(...sidesOf(run, tables, part, Object.values(record.dataHashes).join(' ')));
  }
  const sides = keys ? keys.map((key) => sideOf(offered, key)) : usual(offered);
  const parts = [...new Set(all.map((table) => table.part))];
  return { part, offered, sides, rows: caseRows(sides), parts };
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
