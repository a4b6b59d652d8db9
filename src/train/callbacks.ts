import type { EpochRecord, History } from './history.ts';
import type { Measurement } from './monitoring/measurement.ts';
import type { TrainingState } from './training-state.ts';
import type { Weights } from './weights.ts';

/** What callbacks see of a training, and can do to it. */
export interface RunningTraining {
  /** Steps taken so far, in all epochs. */
  readonly step: number;
  /** Epochs finished so far. */
  readonly epoch: number;
  /** Steps taken so far in the current epoch. */
  readonly batch: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
  readonly history: History;
  /** The loss of the last step's batch. */
  readonly loss: number;
  /** The learning rate of the last step. */
  readonly learningRate: number;
  /** The weights as they are now, copied. */
  weights(): Weights;
  /** All that is needed to go on from here, copied. */
  state(): TrainingState;
  /** Ends the training after the current step. */
  stop(): void;
}

/** What is called while a model trains. A promise is awaited before the training goes on. */
export interface Callback {
  onTrainBegin?(training: RunningTraining): void | Promise<void>;
  onEpochBegin?(training: RunningTraining): void | Promise<void>;
  /** After every step. */
  onBatchEnd?(training: RunningTraining): void | Promise<void>;
  /** When something was measured, where the training is monitored: before the step's or the epoch's end is told. */
  onMeasured?(measurement: Measurement, training: RunningTraining): void | Promise<void>;
  /** After every finished epoch, validation included. */
  onEpochEnd?(record: EpochRecord, training: RunningTraining): void | Promise<void>;
  /** Also after a training that was stopped. */
  onTrainEnd?(training: RunningTraining): void | Promise<void>;
}
