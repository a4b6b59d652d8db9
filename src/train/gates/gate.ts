import type { ItemSet } from '../../data/index.ts';
import type { Model } from '../../layers/index.ts';
import type { EpochRecord } from '../history.ts';
import type { Metric } from '../metrics/metric.ts';
import { NonFiniteLossError } from '../non-finite.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { runTraining } from '../run-training.ts';
import type { TrainingOptions } from '../training-options.ts';
import type { Weights } from '../weights.ts';

/** What one gate found. */
export interface Gate {
  readonly name: 'input' | 'initial loss' | 'one batch' | 'input matters';
  readonly passed: boolean;
  /** One sentence: what was measured and, where the gate is closed, what is probably wrong. */
  readonly message: string;
}

/** What the gates need to know of a training that is planned. */
export type GateOptions = Omit<
  TrainingOptions,
  'callbacks' | 'earlyStopping' | 'metrics' | 'resume' | 'validationData' | 'validationSplit'
>;

/** A model, and how it shall be trained. */
export interface Plan {
  readonly model: Model;
  readonly options: GateOptions;
}

/** How a gate trains. */
export interface Trial {
  readonly train: ItemSet;
  readonly validation?: ItemSet;
  readonly epochs: number;
  readonly batchSize: number;
  readonly shuffle?: boolean;
  readonly optimizer?: Optimizer;
}

/** What a short training gave. */
export interface TrialResult {
  /** Loss of each epoch without the weights' penalty; on validation data where there are some. */
  readonly losses: readonly number[];
  readonly weights: Weights;
}

/** Trains for a while; what went wrong, as text, where the loss became NaN or infinite. */
export async function attempt({ model, options }: Plan, trial: Trial): Promise<TrialResult | string> {
  const { train, validation, ...others } = trial;
  const plain: Metric = { ...options.loss, name: PLAIN };
  try {
    const { history, weights } = await runTraining(model, train, {
      ...options,
      ...others,
      metrics: [plain],
      ...(validation && { validationData: validation }),
    });
    return { losses: history.map(plainLoss), weights };
  } catch (error) {
    if (error instanceof NonFiniteLossError) return error.message;
    throw error;
  }
}

const PLAIN = 'loss without penalty';

function plainLoss({ train, validation }: EpochRecord): number {
  return (validation ?? train)[PLAIN] ?? Number.NaN;
}

/** Three digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
