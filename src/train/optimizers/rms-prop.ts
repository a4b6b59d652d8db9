import { add, div, mul, sqrt, square, sub } from '../../graph/index.ts';
import { checkPositive } from '../losses/arguments.ts';
import type { Schedule } from '../schedules/schedule.ts';
import { checkRate, type Optimizer, tensorOf } from './optimizer.ts';

/** RMSProp's settings, with Keras's names and defaults. */
export interface RmsPropOptions {
  /** 0.001 by default. */
  readonly learningRate?: number | Schedule;
  /** How much of the mean squared gradient each step keeps; 0.9 by default. */
  readonly rho?: number;
  /** How much of its velocity each step keeps; 0 by default. */
  readonly momentum?: number;
  /** Added to the root of the mean squared gradient; 1e-7 by default. */
  readonly epsilon?: number;
}

/**
 * RMSProp (Hinton 2012, lecture 6e): s ← ρ s + (1 − ρ) g² and p ← p − lr g / (√s + ε); with momentum, the quotient
 * feeds a velocity. The mean square is kept without its factor, S = s / (1 − ρ), which spares a pass over memory.
 */
export function rmsProp(options: RmsPropOptions = {}): Optimizer {
  const { learningRate = 0.001, rho = 0.9, momentum = 0, epsilon = 1e-7 } = options;
  checkRate(rho, 'rmsProp, rho');
  checkRate(momentum, 'rmsProp, momentum');
  checkPositive(epsilon, 'rmsProp, epsilon');
  const offset = epsilon / Math.sqrt(1 - rho);
  return {
    name: 'rmsProp',
    learningRate,
    moments: momentum === 0 ? ['meanSquare'] : ['meanSquare', 'velocity'],
    scalars: (_step, rate) => ({ rate: rate / Math.sqrt(1 - rho) }),
    update({ parameters, gradient, moments, scalars }) {
      const meanSquare = add(mul(tensorOf(moments, 'meanSquare'), rho), square(gradient));
      const scaled = div(gradient, add(sqrt(meanSquare), offset));
      const velocity = momentum === 0 ? scaled : add(mul(tensorOf(moments, 'velocity'), momentum), scaled);
      const moved = sub(parameters, mul(velocity, tensorOf(scalars, 'rate')));
      return { parameters: moved, moments: momentum === 0 ? { meanSquare } : { meanSquare, velocity } };
    },
  };
}
