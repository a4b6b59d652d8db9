import type { Finding } from './finding.ts';
import { at, indexOfMinimum, type LossCurves, text } from './loss-curves.ts';
import { THRESHOLDS } from './thresholds.ts';

const ADVICE =
  'Lower the learning rate by a factor of 3 to 10, clip gradients, and look for extreme values in the data.';

/** A loss that is no number, which no training comes back from. */
export function nonFinite(
  losses: ArrayLike<number>,
  part: string,
  place: (index: number) => string,
): Finding | undefined {
  const index = Array.from(losses).findIndex((loss) => !Number.isFinite(loss));
  if (index < 0) return undefined;
  const evidence = `The ${part} loss is ${losses[index]} in ${place(index)}.`;
  return { kind: 'divergence', evidence, epochs: [index, index], advice: ADVICE };
}

/** The training loss loses again most of what it had gained. */
export function divergence({ train, last, place }: LossCurves): Finding | undefined {
  const best = indexOfMinimum(train);
  const [first, lowest, end] = [at(train, 0), at(train, best), at(train, last)];
  const lost = end - lowest;
  const { givenBack } = THRESHOLDS;
  if (lost <= givenBack * (first - lowest) || lost <= givenBack * Math.abs(lowest)) return undefined;
  const evidence = `The training loss rose from ${text(lowest)} in ${place(best)} to ${text(end)} at the end.`;
  return { kind: 'divergence', evidence, epochs: [best, last], advice: ADVICE };
}
