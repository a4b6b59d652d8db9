import { present } from '../util/errors.ts';
import type { Evaluated, Evaluator } from './evaluate-trained.ts';
import type { RunRecorder } from './recording/run-recorder.ts';
import type { Trained } from './train-repetition.ts';

/** What test parts are opened for. */
const PURPOSE = 'evaluation';

/** How networks are evaluated, and who learns of it. */
export interface EvaluateOptions {
  /** Whether no test part is opened. */
  readonly isSealed: boolean;
  /** Ends it as soon as possible. */
  readonly signal?: AbortSignal | undefined;
  readonly record?: RunRecorder | undefined;
  /** How many evaluations are done, of how many. */
  readonly onEvaluation?: ((done: number, total: number) => void) | undefined;
}

/**
 * Evaluates all networks on the parts that they know; then, unless the study was stopped, opens each test part once,
 * and evaluates on it all networks whose test part it is. Where the signal ends that, what there is by then counts.
 */
export async function evaluateAll(
  evaluator: Evaluator,
  trained: readonly Trained[],
  options: EvaluateOptions,
): Promise<{ readonly evaluated: readonly Evaluated[]; readonly isWhole: boolean }> {
  const evaluated = trained.map((one) => evaluator.withoutScores(one));
  try {
    await evaluateKnown(evaluator, trained, evaluated, options);
    if (!options.isSealed) await evaluateTests(evaluator, trained, evaluated, options);
    return { evaluated, isWhole: !options.isSealed };
  } catch (error) {
    if (!options.signal?.aborted || error !== options.signal.reason) throw error;
    return { evaluated, isWhole: false };
  }
}

async function evaluateKnown(
  evaluator: Evaluator,
  trained: readonly Trained[],
  evaluated: Evaluated[],
  { onEvaluation, record }: EvaluateOptions,
): Promise<void> {
  onEvaluation?.(0, 2 * trained.length);
  for (const [i, one] of trained.entries()) {
    const before = await evaluator.beforeTest(one);
    evaluated[i] = before;
    if (before.validation) await record?.keepCases(i, trained, 'validation', before.validation);
    onEvaluation?.(i + 1, 2 * trained.length);
  }
}

async function evaluateTests(
  evaluator: Evaluator,
  trained: readonly Trained[],
  evaluated: Evaluated[],
  { onEvaluation, record, signal }: EvaluateOptions,
): Promise<void> {
  let done = trained.length;
  for (const [test, indices] of Map.groupBy(trained.keys(), (i) => trained[i]?.division.test)) {
    const sealed = present(test, 'a test part');
    // Nobody is tested on nothing.
    const some = sealed.count === 0 ? [] : chosen(indices, evaluated);
    if (some.length === 0) continue;
    for (const i of some) await evaluator.prepareTest(present(trained[i], 'a network'));
    signal?.throwIfAborted();
    await record?.noteOpening(sealed.split, PURPOSE);
    const part = await sealed.open(PURPOSE);
    for (const i of some) {
      const [before, one] = [present(evaluated[i], 'scores'), present(trained[i], 'a network')];
      const after = await evaluator.withTest(before, one, part);
      evaluated[i] = after;
      if (after.test) await record?.keepCases(i, trained, 'test', after.test);
      onEvaluation?.(++done, 2 * trained.length);
    }
  }
  // Not every network is tested: not those of a study without a test part, nor of inner folds.
  if (done < 2 * trained.length) onEvaluation?.(2 * trained.length, 2 * trained.length);
}

/** All networks that a test part is for; of those of inner folds, the one that was best on its validation part. */
function chosen(indices: readonly number[], evaluated: readonly Evaluated[]): readonly number[] {
  const isNested = indices.some((i) => evaluated[i]?.result.inner !== undefined);
  if (!isNested) return indices;
  const loss = (i: number) => evaluated[i]?.result.metrics.validation?.loss ?? Number.POSITIVE_INFINITY;
  const bySeed = Map.groupBy(indices, (i) => evaluated[i]?.result.seed);
  return Array.from(bySeed.values(), (some) => some.reduce((best, i) => (loss(i) < loss(best) ? i : best)));
}
