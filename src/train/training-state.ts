import type { AveragesState } from './averages.ts';
import type { History } from './history.ts';
import type { VectorArrays } from './weight-vectors.ts';

/** How far a training has come: everything but the numbers of the network. */
export interface TrainingProgress {
  /** Where order, dropout and initial weights come from. */
  readonly seed: number;
  /** Steps taken. */
  readonly step: number;
  /** Epochs finished. */
  readonly epoch: number;
  /** Steps taken in the epoch that is going on. */
  readonly batch: number;
  /** That of the last step; 0 before the first. */
  readonly learningRate: number;
  /** Items in a step. */
  readonly batchSize: number;
  /** Items in the training data. */
  readonly items: number;
  /** The weights in their order in the vectors, each as `name [shape]`. */
  readonly weights: readonly string[];
  /** Sums over the epoch that is going on, so far. */
  readonly averages: AveragesState;
  readonly history: History;
}

/** All that a training needs to go on as if it had not been interrupted. */
export interface TrainingState extends TrainingProgress {
  /** Weights and moments, as the flat vectors that the step works on. */
  readonly vectors: VectorArrays;
  /** The weights of the best epoch so far, where early stopping wants to restore them. */
  readonly best?: VectorArrays;
}
