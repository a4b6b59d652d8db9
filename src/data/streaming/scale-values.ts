import type { Conversion } from './conversion.ts';

/** Scales the values of one input in place; see {@link Conversion}. Complex ones are pairs of planes. */
export function scaleValues(
  values: Float32Array,
  scaling: NonNullable<Conversion['scaling']>,
  complex: boolean,
): void {
  if (scaling === 'none') return;
  if (complex) {
    divide(values, complexSize(values, scaling));
    return;
  }
  const [zero, one] =
    typeof scaling === 'object' ? scaling.window : scaling === 'range' ? extremes(values) : moments(values);
  const span = one - zero;
  const inverse = span === 0 ? 0 : 1 / span;
  for (let i = 0; i < values.length; i++) values[i] = ((values[i] ?? 0) - zero) * inverse;
  if (typeof scaling !== 'object') return;
  for (let i = 0; i < values.length; i++) values[i] = Math.min(1, Math.max(0, values[i] ?? 0));
}

function divide(values: Float32Array, by: number): void {
  if (by === 0) return;
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / by;
}

/** By what complex values are divided: the largest real or imaginary part, or the root mean square of the magnitudes. */
function complexSize(values: Float32Array, scaling: NonNullable<Conversion['scaling']>): number {
  let [largest, squares] = [0, 0];
  for (const value of values) {
    largest = Math.max(largest, Math.abs(value));
    squares += value * value;
  }
  return scaling === 'standard' ? Math.sqrt((2 * squares) / values.length) : largest;
}

function extremes(values: Float32Array): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** The mean, and one deviation above it. */
function moments(values: Float32Array): readonly [number, number] {
  const shift = values[0] ?? 0;
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value - shift;
    squares += (value - shift) ** 2;
  }
  const mean = sum / values.length;
  return [shift + mean, shift + mean + Math.sqrt(Math.max(0, squares / values.length - mean * mean))];
}
