const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The texts of ticks that are `increment` apart: all plain, or, of the very small and large, all with powers of ten. */
export function tickTexts(values: readonly number[], increment: number): string[] {
  const largest = Math.max(...values.map(Math.abs));
  const isPlain = largest < 1e7 && increment >= 1e-5;
  return values.map((value) => (isPlain ? plainText(value, increment) : powerText(value, increment)));
}

/** The text of a tick of a logarithmic axis: 0.001, 0.02, 10⁻⁵. */
export function logTickText(value: number): string {
  const increment = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return value >= 1e-3 && value < 1e6 ? plainText(value, increment) : powerText(value, increment);
}

/** The texts of the ticks of a logarithmic axis; of a short one, where they are evenly apart, those of any axis. */
export function logTickTexts(values: readonly number[]): string[] {
  const [first = 0, second = 0, third = 0] = values;
  const isEven = Math.abs(third - second - (second - first)) < 1e-6 * third;
  return isEven ? tickTexts(values, Number((second - first).toPrecision(6))) : values.map(logTickText);
}

function plainText(value: number, increment: number): string {
  const digits = decimalsOf(increment);
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: value === 0 ? 0 : digits,
    maximumFractionDigits: digits,
  });
  return text.replace('-', '−');
}

/** The digits after the point that a distance has: 3 of 0.025. */
function decimalsOf(increment: number): number {
  const [, decimals = ''] = increment.toFixed(8).replace(/0+$/, '').split('.');
  return decimals.length;
}

function powerText(value: number, increment: number): string {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const digits = decimalsOf(Number((increment / 10 ** exponent).toPrecision(6)));
  const mantissa = (value / 10 ** exponent).toFixed(digits).replace('-', '−');
  const raised = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)]).join('');
  const power = `10${exponent < 0 ? '⁻' : ''}${raised}`;
  return mantissa === '1' ? power : `${mantissa}·${power}`;
}
