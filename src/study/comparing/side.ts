import { qualityNames } from '../reconstruction/comparison.ts';
import type { CasePart, CaseTable } from '../recording/cases/case-table.ts';
import { distanceOf, lossOf } from '../recording/cases/cases-of-answers.ts';

/** A case of one side of a comparison. */
export interface SideCase {
  /** The same on all sides that have the case. */
  readonly id: string;
  readonly name: string;
  readonly subject: string | undefined;
  /** Where its answer, its input and its images are. */
  readonly table: CaseTable;
  readonly index: number;
}

/**
 * One side of a comparison: what a run's trainings of one seed said by one method, all folds together. Numbers are case
 * by case.
 */
export interface Side {
  /** `run:seed:method` */
  readonly key: string;
  readonly run: number;
  readonly seed: number;
  /** `network`, or the name of a method that it was compared with. */
  readonly method: string;
  /** What readers call the method; the network of classes and values has no other to be told from. */
  readonly label: string;
  readonly kind: 'classes' | 'values' | 'images';
  readonly part: CasePart;
  readonly classNames: readonly string[];
  readonly cases: readonly SideCase[];
  /** The class or the number that is true; NaN where a case has none or several. */
  readonly truths: Float64Array;
  /** The class or the number that was answered. */
  readonly said: Float64Array;
  readonly scores: ReadonlyMap<string, Float64Array>;
}

/**
 * The sides that a run offers of a part.
 *
 * @param data a hash of the data, for cases that are known by their numbers in them
 */
export function sidesOf(run: number, tables: readonly CaseTable[], part: CasePart, data: string): Side[] {
  const bySeed = Map.groupBy(
    tables.filter((table) => table.part === part && table.cases.length > 0),
    ({ training }) => training.seed,
  );
  return Array.from(bySeed, ([seed, some]) => {
    const cases = identified(some, data);
    return methodsOf(some[0]).map((method) => sideOf({ run, seed, part }, method, some, cases));
  }).flat();
}

interface SideMethod {
  readonly name: string;
  readonly label: string;
}

const ONLY: readonly SideMethod[] = [{ name: 'network', label: '' }];

function methodsOf(table: CaseTable | undefined): readonly SideMethod[] {
  return table?.answers.kind === 'images' ? table.answers.methods : ONLY;
}

function sideOf(
  { run, seed, part }: Pick<Side, 'run' | 'seed' | 'part'>,
  { name, label }: SideMethod,
  tables: readonly CaseTable[],
  cases: readonly SideCase[],
): Side {
  const columns = tables.map((table) => columnsOf(table, name));
  const scoreNames = Object.keys(columns[0]?.scores ?? {});
  const joined = (of: (column: Columns) => Float64Array | undefined) =>
    Float64Array.from(columns.flatMap((column) => Array.from(of(column) ?? [])));
  const [first] = tables;
  return {
    ...{ key: `${run}:${seed}:${name}`, run, seed, method: name, label, part, cases },
    kind: first?.answers.kind ?? 'values',
    classNames: first?.answers.kind === 'classes' ? first.answers.classNames : [],
    truths: joined(({ truths }) => truths),
    said: joined(({ said }) => said),
    scores: new Map(scoreNames.map((one) => [one, joined(({ scores }) => scores[one])])),
  };
}

/** An item that several trainings of a seed were evaluated on is a case of each. */
function identified(tables: readonly CaseTable[], data: string): SideCase[] {
  const times = new Map<string, number>();
  return tables.flatMap((table) => {
    const { answers, isNamed } = table;
    return table.cases.map(({ name, subject }, index) => {
      const label = answers.kind === 'classes' ? (answers.classNames[answers.labels[index] ?? 0] ?? '') : '';
      const own = JSON.stringify([isNamed ? '' : data, name, label]);
      const time = (times.get(own) ?? 0) + 1;
      times.set(own, time);
      return { id: time === 1 ? own : `${own} ${time}`, name, subject, table, index };
    });
  });
}

interface Columns {
  readonly truths: Float64Array;
  readonly said: Float64Array;
  readonly scores: Readonly<Record<string, Float64Array>>;
}

function columnsOf({ answers, cases: { length: count } }: CaseTable, method: string): Columns {
  const each = (of: (item: number) => number) => Float64Array.from({ length: count }, (_, i) => of(i));
  if (answers.kind === 'images') {
    const { methods, qualities } = answers;
    const at = methods.findIndex(({ name }) => name === method);
    const nothing = new Float64Array(count).fill(Number.NaN);
    const scoreAt = (k: number) =>
      each((i) => qualities[(i * methods.length + at) * qualityNames.length + k] ?? Number.NaN);
    const scores = Object.fromEntries(qualityNames.map((name, k) => [name, scoreAt(k)]));
    return { truths: nothing, said: nothing, scores };
  }
  if (answers.kind === 'values') {
    const one = answers.targets.length === count;
    const distance = distanceOf(answers, count);
    return {
      truths: each((i) => (one ? (answers.targets[i] ?? Number.NaN) : Number.NaN)),
      said: each((i) => (one ? (answers.predictions[i] ?? Number.NaN) : Number.NaN)),
      scores: { absoluteError: each(distance) },
    };
  }
  const { labels, predicted } = answers;
  return {
    truths: Float64Array.from(labels),
    said: Float64Array.from(predicted),
    scores: { accuracy: each((i) => (labels[i] === predicted[i] ? 1 : 0)), loss: each(lossOf(answers)) },
  };
}
