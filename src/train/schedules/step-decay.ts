import { checkSetting, type Schedule } from './schedule.ts';

/** Settings of {@link stepDecay}: `every` or `at`, not both. */
export interface StepDecayOptions {
  readonly learningRate: number;
  /** By what the rate is multiplied each time; 0.1 by default. */
  readonly factor?: number;
  /** After how many epochs each time. */
  readonly every?: number;
  /** After which epochs. */
  readonly at?: readonly number[];
}

/**
 * A rate that falls in steps: every few epochs, or after chosen ones.
 *
 * @example stepDecay({ learningRate: 0.1, at: [30, 60, 80] })
 */
export function stepDecay({ learningRate, factor = 0.1, every, at }: StepDecayOptions): Schedule {
  const fits = (every === undefined) !== (at === undefined) && (every === undefined || every >= 1);
  checkSetting(fits, 'stepDecay', 'every (1 or more epochs) or at (a list of epochs)', `${every} and ${at}`);
  return ({ epoch }) => {
    const falls = at ? at.filter((end) => epoch >= end).length : Math.floor(epoch / (every ?? 1));
    return learningRate * factor ** falls;
  };
}
