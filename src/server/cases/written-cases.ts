import type { CaseRow } from '../../study/comparing/case-rows.ts';
import type { Side } from '../../study/comparing/side.ts';
import type { CaseTable } from '../../study/index.ts';

/** A side as JSON has it. */
export function writtenSide({ key, run, seed, method, label, kind, classNames, cases, scores }: Side) {
  return {
    ...{ key, run, seed, method, label, kind, classNames },
    cases: cases.length,
    scores: [...scores.keys()],
  };
}

/** What a side says of a case: numbers that are not finite are null. */
interface WrittenCell {
  /** The true class or number. */
  readonly truth: number | null;
  readonly said: number | null;
  /** In the order of the side's scores. */
  readonly scores: readonly (number | null)[];
}

/** A case across all sides; nothing of those that have it not. */
export function writtenRow({ name, subject, places }: CaseRow, index: number, sides: readonly Side[]) {
  const cells = sides.map((side, at) => cellOf(side, places[at] ?? -1));
  return { case: index, name, subject: subject ?? null, hasImages: hasImages(sides, places), cells };
}

function hasImages(sides: readonly Side[], places: readonly number[]): boolean {
  return sides.some(({ cases }, at) => {
    const found = cases[places[at] ?? -1];
    return found?.table.cases[found.index]?.hasImages === true;
  });
}

function cellOf({ truths, said, scores }: Side, place: number): WrittenCell | null {
  if (place < 0) return null;
  return {
    truth: finite(truths[place]),
    said: finite(said[place]),
    scores: Array.from(scores.values(), (values) => finite(values[place])),
  };
}

/** Everything that a side says of a case, and where its images are; nothing where it has it not. */
export function answerTo(side: Side, place: number) {
  const found = side.cases[place];
  if (!found) return null;
  const { table, index } = found;
  const { training, answers, rows, featureNames, part } = table;
  const hasImages = table.cases[index]?.hasImages === true;
  const [, features = 0] = rows?.shape ?? [];
  return {
    training,
    features: rows ? [...rows.data.subarray(index * features, (index + 1) * features)] : [],
    featureNames: featureNames ?? [],
    images: hasImages
      ? { run: side.run, training: training.name ?? null, part, index, methods: answers.kind === 'images' }
      : null,
    ...answered(side, place),
    ...answeredBy(found.table.answers, index, table.cases.length),
  };
}

function answered({ truths, said, scores }: Side, place: number) {
  const named = Array.from(scores, ([name, values]) => [name, finite(values[place])] as const);
  return { truth: finite(truths[place]), said: finite(said[place]), scores: Object.fromEntries(named) };
}

interface AllNumbers {
  readonly probabilities: readonly (number | null)[];
  readonly targets: readonly (number | null)[];
  readonly predictions: readonly (number | null)[];
}

/** Probabilities of classes, or all numbers that are true and answered. */
function answeredBy(answers: CaseTable['answers'], index: number, count: number): AllNumbers {
  const none: AllNumbers = { probabilities: [], targets: [], predictions: [] };
  const row = (values: Float32Array) => {
    const size = values.length / count;
    return Array.from(values.subarray(index * size, (index + 1) * size), finite);
  };
  if (answers.kind === 'classes') return { ...none, probabilities: row(answers.probabilities) };
  if (answers.kind === 'values') {
    return { ...none, targets: row(answers.targets), predictions: row(answers.predictions) };
  }
  return none;
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
