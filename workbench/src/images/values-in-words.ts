import type { Numbers } from 'echotrain/formats';
import type { ImageStack } from './image-stack.ts';

/** A value with sensible digits: whole numbers as they are, others with four. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return String(value).replace('-', '−');
  const size = Math.abs(value);
  const text = size >= 1e5 || size < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
  return text.replace('-', '−');
}

/** A value with its unit. */
export function withUnit(value: number, unit: string | undefined): string {
  return unit ? `${numberText(value)} ${unit}` : numberText(value);
}

/** What a pixel's value is: one number, or red, green and blue. */
export function pixelText(
  values: Numbers,
  { columns, samples }: ImageStack,
  [row, column]: readonly [number, number],
  unit: string | undefined,
): string {
  const at = (row * columns + column) * samples;
  if (samples === 1) return withUnit(values[at] ?? Number.NaN, unit);
  return Array.from(values.subarray(at, at + 3), numberText).join(', ');
}
