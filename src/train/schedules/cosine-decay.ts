import { alongCosine, checkSetting, type Schedule, stepsIn } from './schedule.ts';

/** Settings of {@link cosineDecay}. */
export interface CosineDecayOptions {
  readonly learningRate: number;
  /** How long the rate falls; by default during the whole training. */
  readonly epochs?: number;
  /** Where it ends, as a share of where it began; 0 by default. */
  readonly alpha?: number;
}

/** A rate that falls along half a cosine (Loshchilov and Hutter 2017) and stays where it ends. */
export function cosineDecay({ learningRate, epochs, alpha = 0 }: CosineDecayOptions): Schedule {
  checkSetting(alpha >= 0 && alpha <= 1, 'cosineDecay, alpha', 'a share from 0 to 1', alpha);
  return (progress) => {
    const share = Math.min(1, progress.step / stepsIn(progress, epochs));
    return alongCosine(learningRate, learningRate * alpha, share);
  };
}
