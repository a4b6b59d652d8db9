import type { Store } from '../../store/index.ts';
import { check } from '../../util/errors.ts';
import type { CasePart, CaseTable } from '../recording/cases/case-table.ts';
import { type CaseRow, caseRows } from './case-rows.ts';
import { type ComparedScore, compareScores } from './compare-scores.ts';
import { type Side, sidesOf } from './side.ts';

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

/** A run with its cases. */
export interface RunCases {
  readonly run: number;
  readonly tables: readonly CaseTable[];
}

/** So many sides are seen at once, at most. */
const MOST_SIDES = 6;

/**
 * Puts the cases of runs beside each other.
 *
 * @param keys of the sides; some that go together by default
 * @throws InputError for runs and sides that there are not.
 */
export async function compareCases(
  store: Store,
  runs: readonly RunCases[],
  part: CasePart,
  keys?: readonly string[],
): Promise<CaseComparison> {
  const offered: Side[] = [];
  for (const { run, tables } of runs) {
    const { record } = await store.runs.recipe(run);
    offered.push(...sidesOf(run, tables, part, Object.values(record.dataHashes).join(' ')));
  }
  const sides = keys ? keys.map((key) => sideOf(offered, key)) : usual(offered);
  const rows = caseRows(sides);
  const parts = [...new Set(runs.flatMap(({ tables }) => tables.map((table) => table.part)))];
  return { part, offered, sides, rows, parts, scores: once(() => compareScores(sides, rows)) };
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
  check(side !== undefined, () => ({ where: 'side', expected, received: key.slice(0, 200) }));
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
