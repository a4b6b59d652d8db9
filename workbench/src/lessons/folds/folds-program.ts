import { type Fold, folds, runFold } from '../../../../lessons/02-iris/five-folds.ts';
import { flattered } from '../../../../lessons/02-iris/peeking.ts';
import { seed } from '../../../../lessons/02-iris/problem.ts';
import type { Program } from '../training/program.ts';

/** How often the flowers are divided anew. */
export interface FoldsParameters {
  readonly divisions: number;
}

/** What a fold gave. */
export interface FoldOutcome {
  readonly division: number;
  readonly fold: number;
  /** The decay that the validation flowers have chosen. */
  readonly decay: number;
  /** The shares of errors. */
  readonly errors: Fold['errors'];
  /** The test accuracy that a choice by the test flowers would have reported. */
  readonly flattered: number;
  /** [true species, predicted species] of each test flower. */
  readonly judged: readonly (readonly [number, number])[];
}

/** The lesson's five folds, once or several times; each fold is told when it is done. */
export const run: Program<FoldsParameters, FoldOutcome> = async ({ divisions }, host) => {
  for (let division = 0; division < divisions; division++) {
    for (const [at, split] of folds(seed + division).entries()) {
      const fold = await runFold(split);
      const labels = fold.parts.test.labels ?? new Int32Array();
      host.tell({
        division: division + 1,
        fold: at + 1,
        decay: fold.chosen.decay,
        errors: fold.errors,
        flattered: await flattered(fold),
        judged: Array.from(labels, (label, item) => [label, fold.predicted[item] ?? 0] as const),
      });
    }
  }
  return undefined;
};
