import { alongCosine, checkSetting, type Schedule, stepsIn } from './schedule.ts';

/** Settings of {@link oneCycle}. */
export interface OneCycleOptions {
  /** The rate at the top. */
  readonly maxLearningRate: number;
  /** The share of the training in which the rate rises; 0.3 by default. */
  readonly rising?: number;
  /** How much smaller than at the top the rate begins; 25 by default. */
  readonly divideBy?: number;
  /** How much smaller than at the beginning it ends; 10,000 by default. */
  readonly finallyDivideBy?: number;
}

/** A rate that rises and falls once, along half cosines, over the whole training (Smith and Topin 2018). */
export function oneCycle(options: OneCycleOptions): Schedule {
  const { maxLearningRate, rising = 0.3, divideBy = 25, finallyDivideBy = 1e4 } = options;
  checkSetting(rising > 0 && rising < 1, 'oneCycle, rising', 'a share between 0 and 1', rising);
  const first = maxLearningRate / divideBy;
  const last = first / finallyDivideBy;
  return (progress) => {
    const { step } = progress;
    const end = stepsIn(progress) - 1;
    const top = rising * (end + 1) - 1;
    if (step <= top) return alongCosine(first, maxLearningRate, step / top);
    return alongCosine(maxLearningRate, last, Math.min(1, (step - top) / (end - top)));
  };
}
