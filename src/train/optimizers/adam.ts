import { add, div, mul, sqrt, square, sub, type Tensor } from '../../graph/index.ts';
import { checkPositive } from '../losses/arguments.ts';
import type { Schedule } from '../schedules/schedule.ts';
import { checkNotNegative, checkRate, type Optimizer, tensorOf, type UpdateInputs } from './optimizer.ts';

/** Adam's settings, with Keras's names and defaults. */
export interface AdamOptions {
  /** 0.001 by default. */
  readonly learningRate?: number | Schedule;
  /** How much of the mean gradient each step keeps; 0.9 by default. */
  readonly beta1?: number;
  /** How much of the mean squared gradient each step keeps; 0.999 by default. */
  readonly beta2?: number;
  /** Added to the root of the mean squared gradient; 1e-7 by default. */
  readonly epsilon?: number;
}

/** AdamW's settings. */
export interface AdamWOptions extends AdamOptions {
  /** The share of itself that a weight loses in a step, per unit of learning rate; 0.004 by default, as in Keras. */
  readonly weightDecay?: number;
  /** Which weights decay, by name; all by default. */
  readonly decays?: (weight: string) => boolean;
}

/**
 * Adam (Kingma and Ba 2015, algorithm 1): p ← p − lr m̂ / (√v̂ + ε).
 *
 * @example adam({ learningRate: 0.01 })
 */
export function adam(options: AdamOptions = {}): Optimizer {
  const { learningRate = 0.001 } = options;
  return {
    name: 'adam',
    learningRate,
    moments: MOMENTS,
    scalars: adamScalars(options),
    update(inputs) {
      const { change, moments } = adamStep(inputs, options);
      return { parameters: sub(inputs.parameters, change), moments };
    },
  };
}

/**
 * Adam with decay apart from the gradient (Loshchilov and Hutter 2019, algorithm 2):
 * p ← p − lr (m̂ / (√v̂ + ε) + λ p).
 *
 * @example adamW({ weightDecay: 0.01, decays: (weight) => weight.endsWith('/kernel') })
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  const { learningRate = 0.001, weightDecay = 0.004, decays } = options;
  checkNotNegative(weightDecay, 'adamW, weightDecay');
  const scalars = adamScalars(options);
  return {
    name: 'adamW',
    learningRate,
    moments: MOMENTS,
    ...(decays && { decays }),
    scalars: (step, rate) => ({ ...scalars(step, rate), decay: rate * weightDecay }),
    update(inputs) {
      const { parameters, decayed } = inputs;
      const { change, moments } = adamStep(inputs, options);
      const shrinking = decayed ? mul(parameters, decayed) : parameters;
      const lost = mul(shrinking, tensorOf(inputs.scalars, 'decay'));
      return { parameters: sub(parameters, add(change, lost)), moments };
    },
  };
}

const MOMENTS = ['firstMoment', 'secondMoment'];

/**
 * The moments are kept without their factors 1 − β, which spares two passes over memory: M = m / (1 − β₁) and
 * V = v / (1 − β₂). So m̂ / (√v̂ + ε) is M / (√V + `offset`) · `rate` / lr.
 */
function adamStep({ gradient, moments, scalars }: UpdateInputs, options: AdamOptions): AdamStep {
  const { beta1, beta2 } = withDefaults(options);
  const firstMoment = add(mul(tensorOf(moments, 'firstMoment'), beta1), gradient);
  const secondMoment = add(mul(tensorOf(moments, 'secondMoment'), beta2), square(gradient));
  const scale = add(sqrt(secondMoment), tensorOf(scalars, 'offset'));
  const change = mul(div(firstMoment, scale), tensorOf(scalars, 'rate'));
  return { change, moments: { firstMoment, secondMoment } };
}

interface AdamStep {
  readonly change: Tensor;
  readonly moments: { readonly firstMoment: Tensor; readonly secondMoment: Tensor };
}

/** With c = √((1 − β₂ᵗ) / (1 − β₂)): rate = lr c (1 − β₁) / (1 − β₁ᵗ) and offset = ε c. */
function adamScalars(options: AdamOptions): Optimizer['scalars'] {
  const { beta1, beta2, epsilon } = withDefaults(options);
  return (step, rate) => {
    const c = Math.sqrt((1 - beta2 ** step) / (1 - beta2));
    return { rate: (rate * c * (1 - beta1)) / (1 - beta1 ** step), offset: epsilon * c };
  };
}

function withDefaults({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 }: AdamOptions) {
  checkRate(beta1, 'adam, beta1');
  checkRate(beta2, 'adam, beta2');
  checkPositive(epsilon, 'adam, epsilon');
  return { beta1, beta2, epsilon };
}
