/** Losses by what computed them, one for each step. */
export type LossCurves = Readonly<Record<string, readonly number[]>>;

/**
 * The largest difference between any two of the curves at any step: relative to the loss where that is above 1,
 * else absolute. Infinite where a curve is shorter than `steps` or holds what is no number.
 */
export function largestDifference(curves: LossCurves, steps: number): number {
  let largest = 0;
  for (let step = 0; step < steps; step++) {
    const losses = Object.values(curves).map((curve) => curve[step] ?? Number.NaN);
    const [low, high] = [Math.min(...losses), Math.max(...losses)];
    const difference = (high - low) / Math.max(1, high);
    largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  }
  return largest;
}
