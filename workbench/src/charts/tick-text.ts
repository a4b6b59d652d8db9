const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The texts of ticks that are `increment` apart: all plain, or, of the very small and large, all with powers of ten. */
export function tickTexts(values: readonly number[], increment: number): string[] {
  const largest = Math.max(...values.map(Math.abs));
  const isPlain = largest < 1e7 && increment >= 1e-5;
  return values.map((value) => (isPlain ? plainText(value, increment) : powerText(value, increment)));
}

/** The text of one tick. */
export function tickText(value: number, increment: number): string {
  return tickTexts([value], increment)[0] ?? '';
}

/** The text of a tick of a logarithmic axis: 0.001, 0.02, 10⁻⁵. */
export function logTickText(value: number): string {
  const increment = 10 ** Math.floor(Math.log10(value));
  return value >= 1e-3 && value < 1e6 ? plainText(value, increment) : powerText(value, increment);
}

function plainText(value: number, increment: number): string {
  const digits = Math.max(0, Math.min(8, -Math.floor(Math.log10(increment) + 1e-9)));
  return value.toLocaleString('en-US', { maximumFractionDigits: digits }).replace('-', '−');
}

function powerText(value: number, increment: number): string {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const digits = Math.max(0, Math.min(8, exponent - Math.floor(Math.log10(increment) + 1e-9)));
  const mantissa = (value / 10 ** exponent).toFixed(digits).replace('-', '−');
  const raised = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)]).join('');
  const power = `10${exponent < 0 ? '⁻' : ''}${raised}`;
  return mantissa === '1' ? power : `${mantissa}·${power}`;
}
