import type { AveragesState } from './averages.ts';
import type { History } from './history.ts';
import type { VectorArrays } from './weight-vectors.ts';

/** All that a training needs to go on as if it had not been interrupted. */
export interface TrainingState {
  readonly seed: number;
  /** Steps taken. */
  readonly step: number;
  /** Epochs finished. */
  readonly epoch: number;
  /** Steps taken in the epoch that is going on. */
  readonly batch: number;
  /** Sums over that epoch so far. */
  readonly averages: AveragesState;
  readonly history: History;
  /** Weights and moments, as the flat vectors that the step works on. */
  readonly vectors: VectorArrays;
  /** The weights of the best epoch so far, where early stopping wants to restore them. */
  readonly best?: VectorArrays;
}
