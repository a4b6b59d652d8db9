const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The text of a tick: as many digits as its distance to the next one needs, powers of ten for the very small and large. */
export function tickText(value: number, increment: number): string {
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e7 || magnitude < 1e-3) return powerText(value, increment);
  const digits = Math.max(0, Math.min(8, -Math.floor(Math.log10(increment) + 1e-9)));
  const text = value.toLocaleString('en-US', { maximumFractionDigits: digits });
  return text.replace('-', '−');
}

/** The text of a tick of a logarithmic axis: 0.001, 0.02, 10⁻⁵. */
export function logTickText(value: number): string {
  return tickText(value, 10 ** Math.floor(Math.log10(value)));
}

function powerText(value: number, increment: number): string {
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const digits = Math.max(0, Math.min(8, exponent - Math.floor(Math.log10(increment) + 1e-9)));
  const mantissa = (value / 10 ** exponent).toFixed(digits).replace('-', '−');
  const raised = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)]).join('');
  const power = `10${exponent < 0 ? '⁻' : ''}${raised}`;
  return mantissa === '1' ? power : `${mantissa}·${power}`;
}
