import { directionOf, type Monitor, monitored } from '../monitor.ts';
import { checkSetting, type Schedule } from './schedule.ts';

/** Settings of {@link reduceOnPlateau}, with Keras's names and defaults. */
export interface ReduceOnPlateauOptions extends Monitor {
  readonly learningRate: number;
  /** By what the rate is multiplied; 0.1 by default. */
  readonly factor?: number;
  /** After how many epochs without improvement; 10 by default. */
  readonly patience?: number;
  /** Only what is better by more than this is an improvement; 0.0001 by default. */
  readonly minDelta?: number;
  /** How many epochs after a reduction are not held against it; 0 by default. */
  readonly cooldown?: number;
  /** Where reducing ends; 0 by default. */
  readonly minLearningRate?: number;
}

/**
 * A rate that falls when a score has stopped improving.
 *
 * @example reduceOnPlateau({ learningRate: 0.01, monitor: 'val_loss', patience: 5 })
 */
export function reduceOnPlateau(options: ReduceOnPlateauOptions): Schedule {
  const { learningRate, factor = 0.1, patience = 10, minDelta = 1e-4 } = options;
  const { cooldown = 0, minLearningRate = 0 } = options;
  checkSetting(factor > 0 && factor < 1, 'reduceOnPlateau, factor', 'a share between 0 and 1', factor);
  checkSetting(patience >= 1, 'reduceOnPlateau, patience', '1 or more epochs', patience);
  const direction = directionOf(options);
  return ({ history }) => {
    let rate = learningRate;
    let best = Number.NEGATIVE_INFINITY;
    let [waited, resting] = [0, 0];
    for (const record of history) {
      const value = direction * monitored(record, options);
      if (value > best + minDelta) [best, waited] = [value, 0];
      else if (resting === 0) waited++;
      if (resting > 0) resting--;
      if (waited < patience) continue;
      rate = Math.max(rate * factor, minLearningRate);
      [waited, resting] = [0, cooldown];
    }
    return rate;
  };
}
