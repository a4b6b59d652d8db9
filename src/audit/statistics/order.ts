/** The median; the upper one of two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** The range from the first to the third quartile: a spread that outliers do not change. */
export function interquartileRange(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (
    (sorted[Math.floor(0.75 * (values.length - 1))] ?? 0) -
    (sorted[Math.floor(0.25 * (values.length - 1))] ?? 0)
  );
}
