import type { Augment, ItemSet } from '../data/index.ts';
import type { Callback } from './callbacks.ts';
import type { EarlyStopping } from './early-stopping.ts';
import type { Execution } from './execution.ts';
import type { MonitoringOptions } from './monitoring/measurement.ts';
import type { StepPlan } from './step-graph.ts';
import type { TrainingState } from './training-state.ts';
import type { Weights } from './weights.ts';

/** How a training goes. */
export interface TrainingOptions extends StepPlan, Execution {
  /** Passes over the training data; 1 by default, as in Keras. */
  readonly epochs?: number;
  /** Items in a step; 32 by default, as in Keras. */
  readonly batchSize?: number;
  /** Where initial weights, order and dropout come from; 0 by default. */
  readonly seed?: number;
  /** Draw a new order for every epoch, as by default, or keep the dataset's. */
  readonly shuffle?: boolean;
  readonly augment?: Augment | undefined;
  /** Weights to start from instead of random ones. */
  readonly initialWeights?: Weights;
  /** What is scored after each epoch. */
  readonly validationData?: ItemSet;
  /** Or the share of the dataset that is set aside for it: at random by the seed, stratified by class, subjects kept together. */
  readonly validationSplit?: number;
  readonly callbacks?: readonly Callback[];
  readonly earlyStopping?: EarlyStopping;
  /**
   * Measure gradients, weights, activations and throughput on the way, for callbacks to see; not by default. It changes
   * nothing of what is learned.
   */
  readonly monitoring?: boolean | MonitoringOptions;
  /** Stops after the current step. */
  readonly signal?: AbortSignal;
  /** Goes on from where a training with the same options and data was stopped, bit for bit. */
  readonly resume?: TrainingState;
}
