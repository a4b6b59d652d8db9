/** A linear or logarithmic axis. */
export interface AxisScale {
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
}

const MARGIN = 0.04;

/** An axis on which all values have their place, with a little room. */
export function axisFor(values: readonly number[], isLog: boolean): AxisScale {
  const shown = values.filter((value) => Number.isFinite(value) && (!isLog || value > 0));
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of shown) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { low: isLog ? 0.1 : 0, high: 1, isLog };
  if (low === high)
    return isLog ? { low: low / 2, high: high * 2, isLog } : { low: low - 1, high: high + 1, isLog };
  if (isLog) {
    const margin = (high / low) ** MARGIN;
    return { low: low / margin, high: high * margin, isLog };
  }
  const margin = MARGIN * (high - low);
  return { low: low - margin, high: high + margin, isLog };
}

/** Where a value lies: 0 at the low end, 1 at the high one. */
export function placeOn({ low, high, isLog }: AxisScale, value: number): number {
  return isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** Round values along an axis, and how far they are apart; of a logarithmic one powers of ten, or 1, 2 and 5 of them. */
export function ticksOf({ low, high, isLog }: AxisScale): readonly number[] {
  if (isLog) return logTicks(low, high);
  const step = niceStep((high - low) / 5);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  return factor * power;
}

function logTicks(low: number, high: number): number[] {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const every = Math.max(1, Math.ceil((to - from) / 6));
  const factors = high / low <= 100 ? [1, 2, 5] : [1];
  const powers = Array.from({ length: to - from + 1 }, (_, i) => from + i).filter(
    (power) => power % every === 0,
  );
  const all = powers.flatMap((power) => factors.map((factor) => factor * 10 ** power));
  return all.filter((value) => value >= low && value <= high);
}
