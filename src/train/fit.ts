import type { ItemSet } from '../data/index.ts';
import type { Model } from '../layers/index.ts';
import { check } from '../util/errors.ts';
import { type GateReport, type GateSteps, runGates } from './gates/run-gates.ts';
import { runTraining, type TrainingResult } from './run-training.ts';
import type { TrainingOptions } from './training-options.ts';

/** How a model is trained: what Keras's `compile` and `fit` take. */
export interface FitOptions extends TrainingOptions {
  /** Prove the plumbing first, as {@link runGates} does; not by default, and never when a training is resumed. */
  readonly gates?: boolean | GateSteps;
}

/** What a training gave. */
export interface FitResult extends TrainingResult {
  /** What the gates found, where they were asked for. */
  readonly gates?: GateReport;
}

/**
 * Trains a model, as Keras's `compile` and `fit` do. One seed gives the same bits every time, on one machine and number
 * of threads.
 *
 * @throws InputError when model, data and options do not fit each other, the data hold NaN, a gate is closed, or the
 * loss becomes NaN or infinite.
 * @example
 * const { weights, history } = await fit(model, iris(), {
 *   device: nodeDevice('cpu'),
 *   loss: sparseCategoricalCrossentropy(),
 *   optimizer: adam({ learningRate: 0.01 }),
 *   metrics: [accuracy()],
 *   epochs: 100,
 *   validationSplit: 0.2,
 * });
 */
export async function fit(model: Model, dataset: ItemSet, options: FitOptions): Promise<FitResult> {
  const { gates: wanted = false, ...training } = options;
  if (wanted === false || training.resume) return runTraining(model, dataset, training);
  const { callbacks, earlyStopping, metrics, monitoring, validationData, validationSplit, resume, ...plan } =
    training;
  const gates = await runGates(model, dataset, { ...plan, ...(wanted === true ? {} : wanted) });
  if (!training.signal?.aborted) checkOpen(gates);
  return { ...(await runTraining(model, dataset, training)), gates };
}

function checkOpen({ passed, gates }: GateReport): void {
  const closed = gates.filter((gate) => !gate.passed);
  check(passed, () => ({
    where: 'fit, gates',
    expected: 'all of them open',
    received: `${closed.length} closed`,
    remedy: closed.map(({ name, message }) => `${name}: ${message}`).join(' '),
  }));
}
