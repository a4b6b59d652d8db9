import { z } from 'zod';
import type { Tensor } from '../graph/index.ts';
import { abs, add, mul, reduceSum, square } from '../graph/index.ts';

/** A weight's term in the loss: a scalar. */
export type Regularizer = (weight: Tensor) => Tensor;

/** factor · Σ|w|: pulls weights to exactly zero. */
export function l1(factor = 0.01): Regularizer {
  return (weight) => mul(reduceSum(abs(weight)), factor);
}

/** factor · Σw², without the ½ that some write. */
export function l2(factor = 0.01): Regularizer {
  return (weight) => mul(reduceSum(square(weight)), factor);
}

/** Both: the elastic net (Zou and Hastie 2005). */
export function l1l2({ l1: first = 0.01, l2: second = 0.01 } = {}): Regularizer {
  return (weight) => add(l1(first)(weight), l2(second)(weight));
}

const factor = z.number().min(0, 'a factor of 0 or more');

/** A regularizer in a layer's options: its name, or its factors. */
export const regularizerOption = z.union(
  [
    z.literal(['l1', 'l2', 'l1l2']),
    z.strictObject({ l1: factor }),
    z.strictObject({ l2: factor }),
    z.strictObject({ l1: factor, l2: factor }),
  ],
  "a regularizer, 'l1', 'l2', 'l1l2', or factors of 0 or more such as { l2: 0.0001 }",
);

/** The regularizer that an option names. */
export function regularizerOf(option: z.output<typeof regularizerOption>): Regularizer {
  if (option === 'l1l2') return l1l2();
  if (option === 'l1') return l1();
  if (option === 'l2') return l2();
  if (!('l1' in option)) return l2(option.l2);
  return 'l2' in option ? l1l2(option) : l1(option.l1);
}
