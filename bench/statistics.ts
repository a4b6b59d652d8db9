/** The middle of sorted values, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** A median and its spread over the rounds. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/** Peer over ours, round by round: what disturbs a round disturbs both its times. */
export function ratios(peer: readonly number[], ours: readonly number[]): number[] {
  return peer.slice(0, ours.length).map((ms, round) => ms / (ours[round] ?? Number.NaN));
}

/** The largest difference between two lists, relative to the largest value of the second. */
export function disagreement(values: readonly number[], reference: readonly number[]): number {
  if (values.length !== reference.length) return Number.POSITIVE_INFINITY;
  const scale = Math.max(...reference.map(Math.abs), Number.MIN_VALUE);
  const differences = values.map((value, i) => Math.abs(value - (reference[i] ?? Number.NaN)) / scale);
  return Math.max(0, ...differences.map((d) => (Number.isNaN(d) ? Number.POSITIVE_INFINITY : d)));
}
