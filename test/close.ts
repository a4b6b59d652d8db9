import type { Values } from '../src/graph/leaf.ts';

/** Compares element by element; the error may be `tolerance` times the largest expected magnitude, at least 1. */
export function expectClose(
  actual: readonly number[] | Values,
  expected: readonly number[] | Values,
  tolerance: number,
  what: string,
): void {
  if (actual.length !== expected.length) {
    throw new Error(`${what}: ${expected.length} values expected, ${actual.length} received`);
  }
  const scale = Array.from(expected, Number).reduce((most, v) => Math.max(most, Math.abs(v)), 1);
  const wrong = Array.from(expected, Number).findIndex(
    (e, i) => !within(Number(actual[i]), e, tolerance * scale),
  );
  if (wrong >= 0)
    throw new Error(`${what}: element ${wrong} should be ${expected[wrong]} and is ${actual[wrong]}`);
}

function within(actual: number, expected: number, error: number): boolean {
  return Object.is(actual, expected) || Math.abs(actual - expected) <= error;
}
