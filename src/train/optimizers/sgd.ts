import { add, mul, sub } from '../../graph/index.ts';
import type { Schedule } from '../schedules/schedule.ts';
import { checkRate, type Optimizer, tensorOf } from './optimizer.ts';

/** The settings of gradient descent, with Keras's names and defaults. */
export interface SgdOptions {
  /** 0.01 by default. */
  readonly learningRate?: number | Schedule;
  /** How much of its velocity each step keeps (Polyak 1964); 0 by default. */
  readonly momentum?: number;
  /** Look ahead along the velocity (Nesterov 1983; Sutskever 2013). */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent: v ← μ v + g and p ← p − lr v; with Nesterov's momentum p ← p − lr (g + μ v). The
 * velocity does not hold the learning rate, as in PyTorch, so a schedule acts at once.
 *
 * @example sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true })
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  const { learningRate = 0.01, momentum = 0, nesterov = false } = options;
  checkRate(momentum, 'sgd, momentum');
  return {
    name: 'sgd',
    learningRate,
    moments: momentum === 0 ? [] : ['velocity'],
    scalars: (_step, rate) => ({ rate }),
    update({ parameters, gradient, moments, scalars }) {
      const rate = tensorOf(scalars, 'rate');
      if (momentum === 0) return { parameters: sub(parameters, mul(gradient, rate)), moments: {} };
      const velocity = add(mul(tensorOf(moments, 'velocity'), momentum), gradient);
      const direction = nesterov ? add(gradient, mul(velocity, momentum)) : velocity;
      return { parameters: sub(parameters, mul(direction, rate)), moments: { velocity } };
    },
  };
}
