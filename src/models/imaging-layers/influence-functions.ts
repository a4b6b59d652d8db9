import { z } from 'zod';
import type { Initializer } from '../../layers/initializers.ts';
import { product } from '../../util/arrays.ts';

const positive = 'a number above 0';

/** How influence functions start, all alike. */
export const influenceOption = z
  .strictObject({
    /** `linear`: c μ; `student-t`: c √α μ / (1 + α μ² / 2) with α = 100, which spares what stands out. */
    shape: z.literal(['linear', 'student-t'], "'linear' or 'student-t'"),
    /** c, the weight of a Gaussian at μ = 1 where they are linear. */
    scale: z.number(positive).positive(positive),
  })
  .prefault({ shape: 'linear', scale: 0.04 });

/** Of Student's t-distribution, as the authors of the variational network set it. */
const ALPHA = 100;

const SHAPES = {
  linear: (mu: number) => mu,
  'student-t': (mu: number) => (Math.sqrt(ALPHA) * mu) / (1 + (ALPHA / 2) * mu * mu),
};

/** Weights of Gaussians [channel, function] at μ from −limit to limit, the same in each channel. */
export function influenceStart(
  { shape, scale }: z.output<typeof influenceOption>,
  limit: number,
): Initializer {
  return (weights) => {
    const functions = weights[1] ?? 1;
    const node = (j: number) => limit * ((2 * j) / (functions - 1) - 1);
    return Float32Array.from(
      { length: product(weights) },
      (_, i) => scale * SHAPES[shape](node(i % functions)),
    );
  };
}
