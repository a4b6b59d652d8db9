import { lastAtMost, type PlottedCurve } from './plotted-curve.ts';

/** So much room is left above and below. */
const MARGIN = 0.05;

/** An axis starts at 0 where the least value lies below this share of the largest. */
const NEAR_ZERO = 0.3;

type Range = readonly [low: number, high: number];

/** The values of an axis that show all of the curves between two x. */
export function valueRange(curves: readonly PlottedCurve[], from: number, to: number, isLog: boolean): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const curve of curves) {
    const [lows, highs] = [curve.low ?? curve.values, curve.high ?? curve.values];
    const last = Math.min(lastAtMost(curve.x, to), curve.x.length - 1);
    for (let i = Math.max(0, lastAtMost(curve.x, from)); i <= last; i++) {
      const [least, most] = [lows[i] ?? Number.NaN, highs[i] ?? Number.NaN];
      if (isLog ? least > 0 && least < low : least < low) low = least;
      if (most > high) high = most;
    }
  }
  return isLog ? logRange(low, high) : linearRange(low, high);
}

function linearRange(low: number, high: number): Range {
  if (low > high) return [0, 1];
  if (low === high) return [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2];
  const margin = MARGIN * (high - low);
  return [low >= 0 && low < NEAR_ZERO * high ? 0 : low - margin, high + margin];
}

function logRange(low: number, high: number): Range {
  if (!(low > 0 && high >= low)) return [0.1, 1];
  const margin = high > low * 1.001 ? (high / low) ** MARGIN : 2;
  return [low / margin, high * margin];
}
