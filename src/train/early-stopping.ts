import type { History } from './history.ts';
import { directionOf, type Monitor, monitored } from './monitor.ts';

/** When to stop before the last epoch, with Keras's names. */
export interface EarlyStopping extends Monitor {
  /** How many epochs without improvement are borne; 0 by default. */
  readonly patience?: number;
  /** Only what is better by more than this is an improvement; 0 by default. */
  readonly minDelta?: number;
  /** End with the weights of the best epoch instead of the last. */
  readonly restoreBestWeights?: boolean;
}

/** What early stopping sees in a history. */
export interface Verdict {
  /** The best epoch's place in the history; −1 before there is one. */
  readonly best: number;
  /** Whether the epochs without improvement have used up the patience. */
  readonly stop: boolean;
}

/** Looks for the best epoch. A pure function of the history: a resumed run decides as an uninterrupted one. */
export function earlyStopping(history: History, options: EarlyStopping): Verdict {
  const { patience = 0, minDelta = 0 } = options;
  const direction = directionOf(options);
  let best = -1;
  let bestValue = Number.NEGATIVE_INFINITY;
  let stop = false;
  for (const [at, record] of history.entries()) {
    const value = direction * monitored(record, options);
    if (value > bestValue + minDelta) [best, bestValue] = [at, value];
    stop = at - Math.max(best, 0) >= Math.max(patience, 1);
  }
  return { best, stop };
}
