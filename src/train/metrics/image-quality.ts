import { div, log, mul, sub } from '../../graph/index.ts';
import { type DiceOptions, dice } from '../losses/dice.ts';
import { meanSquaredError } from '../losses/mean-squared-error.ts';
import { type SsimOptions, similarity } from '../losses/ssim.ts';
import type { Metric } from './metric.ts';

/** The peak signal-to-noise ratio, 10 log₁₀(dataRange² / mean squared error), in dB; infinite for equal images. */
export function psnr(options: { readonly dataRange?: number } = {}): Metric {
  const { dataRange = 1 } = options;
  const error = meanSquaredError();
  return {
    name: 'psnr',
    targets: 'values',
    perItem: (prediction, target) =>
      mul(log(div(error.perItem(prediction, target), dataRange ** 2)), -10 / Math.LN10),
  };
}

/** The structural similarity index (Wang 2004): 1 for equal images. See the loss {@link ssim} for the options. */
export function structuralSimilarity(options: SsimOptions = {}): Metric {
  return {
    name: 'ssim',
    targets: 'values',
    perItem: (prediction, target) => similarity(prediction, target, options),
  };
}

/** The Dice overlap of probabilities with the true classes: 1 where they agree. See the loss {@link dice}. */
export function diceScore(options: DiceOptions = {}): Metric {
  const loss = dice(options);
  return {
    ...loss,
    name: 'diceScore',
    perItem: (prediction, target) => sub(1, loss.perItem(prediction, target)),
  };
}
