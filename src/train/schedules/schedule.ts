import type { History } from '../history.ts';

/** How far a training has come, before its next step. */
export interface Progress {
  /** Steps taken so far. */
  readonly step: number;
  /** Epochs finished so far. */
  readonly epoch: number;
  readonly stepsPerEpoch: number;
  /** Epochs in all. */
  readonly epochs: number;
  /** What the finished epochs gave. */
  readonly history: History;
}

/**
 * The learning rate for the next step. A pure function: whatever is resumed goes on with the same rates.
 *
 * @example const halved: Schedule = ({ epoch }) => 0.1 * 0.5 ** epoch;
 */
export type Schedule = (progress: Progress) => number;
