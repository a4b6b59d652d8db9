/** Averages by name: `loss`, and the metrics' names. */
export type Scores = Readonly<Record<string, number>>;

/** What one epoch gave. */
export interface EpochRecord {
  /** Counted from 0. */
  readonly epoch: number;
  /** That of the epoch's last step. */
  readonly learningRate: number;
  /** How long the epoch took, validation included. */
  readonly seconds: number;
  /** Averages over the epoch's items, each taken just before the step that learned from it. */
  readonly train: Scores;
  /** Averages over the validation data after the epoch. */
  readonly validation?: Scores;
}

/** The finished epochs in order. */
export type History = readonly EpochRecord[];
