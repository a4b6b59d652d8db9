/** An axis: from values to pixels, with the values that are written beside it. */
export interface Scale {
  (value: number): number;
  readonly ticks: readonly number[];
}

/** An axis on which equal distances are equal differences. */
export function linearScale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  const range = high - low || 1;
  const place = (value: number) => from + ((value - low) / range) * (to - from);
  return Object.assign(place, { ticks: roundNumbers(low, high) });
}

/** An axis on which equal distances are equal factors; all values are above 0. */
export function logScale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  const [first, last] = [Math.log10(low), Math.log10(high)];
  const inner = linearScale([first, last], [from, to]);
  const place = (value: number) => inner(Math.log10(Math.max(value, low)));
  const every = Math.max(1, Math.ceil((last - first) / 5));
  const exponents = Array.from(
    { length: Math.floor(last) - Math.ceil(first) + 1 },
    (_, i) => Math.ceil(first) + i,
  );
  const decades = exponents.filter((_, i) => i % every === 0).map((exponent) => 10 ** exponent);
  return Object.assign(place, { ticks: decades.length > 1 ? decades : betweenDecades(low, high) });
}

/** 1, 2 and 5 times powers of ten from `low` to `high`; where these are too few, round numbers. */
function betweenDecades(low: number, high: number): number[] {
  const first = 10 ** Math.floor(Math.log10(low));
  const numbers = [1, 2, 5, 10, 20, 50].map((factor) => factor * first);
  const within = numbers.filter((number) => number >= low && number <= high);
  return within.length > 1 ? within : roundNumbers(low, high);
}

/** A range whose ends are round: from the tick at or below `low` to the one at or above `high`. */
export function roundedOut(low: number, high: number): readonly [number, number] {
  const step = roundStep(low, high);
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

/** About a fifth of the range: 1, 2 or 5 of some power of ten. */
function roundStep(low: number, high: number): number {
  const rough = (high - low || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}

/** Some round numbers from `low` to `high`. */
function roundNumbers(low: number, high: number): number[] {
  const step = roundStep(low, high);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => (first + i) * step);
}

/** The smallest and the largest of the finite values; `fallback` where there is none. */
export function extentOf(
  values: Iterable<number>,
  fallback: readonly [number, number] = [0, 1],
): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [...fallback];
}

/** A number with the digits that help. */
export function shortNumber(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return `${value}`;
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(1).replace('.0e', 'e').replace('e+', 'e');
  return `${Number(value.toPrecision(3))}`;
}
