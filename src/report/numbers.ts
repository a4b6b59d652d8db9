/** Between a number and its unit: a narrow space at which no line breaks. */
const UNIT_SPACE = '\u202f';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** Outside of these magnitudes numbers are written with a power of ten. */
const SMALLEST_PLAIN = 1e-3;
const LARGEST_PLAIN = 1e6;

/**
 * A number for readers: integers in full, others to `digits` significant digits, thousands separated, a true minus
 * sign, powers of ten for the very small and large, a dash for what is undefined.
 *
 * @example [61706, 0.98765, -1.5e-7].map((x) => formatNumber(x)); // ['61,706', '0.988', '−1.50 × 10⁻⁷']
 */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  const magnitude = Math.abs(value);
  if (Number.isInteger(value) && magnitude < 1e15) return withMinus(value.toLocaleString('en-US'));
  if (magnitude < SMALLEST_PLAIN || magnitude >= LARGEST_PLAIN) return scientific(value, digits);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(magnitude)));
  return formatFixed(value, decimals);
}

/** A number with exactly `decimals` digits after the point. */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  const options = {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
  } as const;
  return withMinus(value.toLocaleString('en-US', options));
}

/** A share of 1 as a percentage: `formatPercent(0.9733)` is "97.3 %". */
export function formatPercent(share: number, decimals = 1): string {
  return Number.isFinite(share) ? withUnit(formatFixed(100 * share, decimals), '%') : formatNonFinite(share);
}

/** A span of time in its two largest units: "0.84 s", "42 s", "3 min 20 s", "1 h 05 min". */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return formatNonFinite(Number.NaN);
  if (seconds < 1e-3) return withUnit(formatNumber(1e6 * seconds), 'µs');
  if (seconds < 0.1) return withUnit(formatNumber(1e3 * seconds), 'ms');
  if (seconds < 9.95) return withUnit(seconds.toPrecision(2), 's');
  const whole = Math.round(seconds);
  if (whole < 60) return withUnit(String(whole), 's');
  if (whole < 3600) return twoUnits(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(whole / 60);
  return twoUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

/** Text and its unit, kept together on a line. */
export function withUnit(text: string, unit: string): string {
  return unit ? `${text}${UNIT_SPACE}${unit}` : text;
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = small === 0 ? '' : `\u00a0${withUnit(String(small).padStart(2, '0'), smallUnit)}`;
  return withUnit(formatNumber(large), largeUnit) + rest;
}

function scientific(value: number, digits: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  const raised = Array.from(String(Math.abs(power)), (digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return `${withMinus(mantissa)}${UNIT_SPACE}×${UNIT_SPACE}10${power < 0 ? '⁻' : ''}${raised}`;
}

function formatNonFinite(value: number): string {
  if (Number.isNaN(value)) return '–';
  return value > 0 ? '∞' : '−∞';
}

function withMinus(text: string): string {
  return text.replace('-', '−');
}
