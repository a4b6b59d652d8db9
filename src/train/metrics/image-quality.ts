import {
  div,
  log,
  mul,
  norm,
  reduceMax,
  reshape,
  sqrt,
  square,
  sub,
  type Tensor,
} from '../../graph/index.ts';
import { asValues } from '../losses/arguments.ts';
import { type DiceOptions, dice } from '../losses/dice.ts';
import { meanOfEach } from '../losses/loss.ts';
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

/**
 * How far images are from their reference in magnitude, ‖|x| − |x_ref|‖₂ / ‖x_ref‖₂, item by item: of complex images
 * [batch, 2, row, column], or of magnitudes [batch, 1, row, column] as they are.
 */
export function nrmse(): Metric {
  return {
    name: 'nrmse',
    targets: 'values',
    perItem: (prediction, target) => {
      const [image, reference] = magnitudes(prediction, target, 'nrmse');
      const energy = (x: Tensor) => meanOfEach(square(x));
      return sqrt(div(energy(sub(image, reference)), energy(reference)));
    },
  };
}

/**
 * {@link psnr} of magnitudes, with the largest magnitude of each reference as the data range, as fastMRI has it slice by
 * slice: of complex images [batch, 2, row, column], or of magnitudes.
 */
export function magnitudePsnr(): Metric {
  return {
    name: 'psnr',
    targets: 'values',
    perItem: (prediction, target) => {
      const [image, reference] = magnitudes(prediction, target, 'psnr');
      const error = meanOfEach(square(sub(image, reference)));
      const peak = reduceMax(reshape(reference, [reference.shape[0] ?? 1, -1]), [1]);
      return mul(log(div(error, square(peak))), -10 / Math.LN10);
    },
  };
}

/** |x| [batch, 1, row, column] of a prediction and its target, each a complex image or a magnitude. */
function magnitudes(prediction: Tensor, target: Tensor, where: string): readonly [Tensor, Tensor] {
  const image = magnitude(prediction);
  return [image, asValues(magnitude(target), image, where)];
}

function magnitude(x: Tensor): Tensor {
  return x.rank === 4 && x.shape[1] === 2 ? norm(x, [1], true) : x;
}
