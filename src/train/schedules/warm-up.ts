import { checkSetting, rateOf, type Schedule, stepsIn } from './schedule.ts';

/** Settings of {@link warmUp}. */
export interface WarmUpOptions {
  /** How long the rate rises; 1 epoch by default. */
  readonly epochs?: number;
  /** Where it begins, as a share of what it rises to; 0.1 by default. */
  readonly from?: number;
  /** What it rises to, and what follows: a rate or another schedule. */
  readonly learningRate: number | Schedule;
}

/**
 * A rate that rises in a line to that of another schedule (Goyal 2017).
 *
 * @example warmUp({ epochs: 2, learningRate: cosineDecay({ learningRate: 0.01 }) })
 */
export function warmUp({ epochs = 1, from = 0.1, learningRate }: WarmUpOptions): Schedule {
  checkSetting(epochs > 0, 'warmUp, epochs', 'a number above 0', epochs);
  checkSetting(from >= 0 && from <= 1, 'warmUp, from', 'a share from 0 to 1', from);
  return (progress) => {
    const share = Math.min(1, progress.step / stepsIn(progress, epochs));
    return rateOf(learningRate, progress) * (from + (1 - from) * share);
  };
}
