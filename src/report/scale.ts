/** A linear or logarithmic axis from `low` to `high`. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

const PADDING = 0.05;
/** An axis starts at 0 where the smallest value lies below this share of the largest. */
const NEAR_ZERO = 0.3;

/** A scale that shows all values with a little room, from 0 where that is near. */
export function scaleFor(values: Iterable<number>, log = false): Scale {
  const [low, high] = rangeOf(values);
  if (log) return low === high ? { low: low / 2, high: high * 2, log } : widened(low, high, log);
  if (low === high)
    return { low: low - (Math.abs(low) || 1) / 2, high: high + (Math.abs(high) || 1) / 2, log };
  const fromZero = low >= 0 && low < NEAR_ZERO * high;
  const scale = widened(low, high, log);
  return fromZero ? { ...scale, low: 0 } : scale;
}

/** The smallest and the largest value. */
export function rangeOf(values: Iterable<number>): readonly [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

function widened(low: number, high: number, log: boolean): Scale {
  const margin = PADDING * (forward(high, log) - forward(low, log));
  return {
    low: inverse(forward(low, log) - margin, log),
    high: inverse(forward(high, log) + margin, log),
    log,
  };
}

/** Where a value lies: 0 at the scale's low end, 1 at its high end. */
export function position({ low, high, log }: Scale, value: number): number {
  return (forward(value, log) - forward(low, log)) / (forward(high, log) - forward(low, log));
}

/** The value at a position; positions beyond 0 and 1 go on. */
export function valueAt({ low, high, log }: Scale, at: number): number {
  return inverse(forward(low, log) + at * (forward(high, log) - forward(low, log)), log);
}

function forward(value: number, log: boolean): number {
  return log ? Math.log(value) : value;
}

function inverse(value: number, log: boolean): number {
  return log ? Math.exp(value) : value;
}

/** Moves positions apart until neighbors keep `gap`, as little as possible, and none leaves [low, high]. */
export function spreadOut(
  positions: readonly number[],
  gap: number,
  low: number,
  high: number,
): readonly number[] {
  const order = positions.map((_, i) => i).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const clusters: { members: number[]; start: number }[] = [];
  for (const i of order) {
    let cluster = { members: [i], start: clampTo(positions[i] ?? 0, low, high) };
    for (let above = clusters.at(-1); above && overlaps(above, cluster, gap); above = clusters.at(-1)) {
      clusters.pop();
      cluster = settle([...above.members, ...cluster.members], positions, gap, low, high);
    }
    clusters.push(cluster);
  }
  const placed = [...positions];
  for (const { members, start } of clusters) {
    members.forEach((i, rank) => {
      placed[i] = start + rank * gap;
    });
  }
  return placed;
}

function overlaps(
  above: { members: readonly number[]; start: number },
  below: { start: number },
  gap: number,
): boolean {
  return above.start + above.members.length * gap > below.start + 1e-9;
}

/** The members in a row, centered on the mean of where each wants to be. */
function settle(members: number[], positions: readonly number[], gap: number, low: number, high: number) {
  const wish =
    members.reduce((total, i, rank) => total + (positions[i] ?? 0) - rank * gap, 0) / members.length;
  return { members, start: clampTo(wish, low, high - (members.length - 1) * gap) };
}

function clampTo(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
