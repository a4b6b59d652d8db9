/** Independent subjects are put together to so many units at most: resampling these takes the same time for any number. */
const MOST_UNITS = 2000;

/** Which cases are drawn together: those of one subject. */
export interface Units {
  /** The unit of each case, from 0. */
  readonly unitOf: Uint32Array;
  readonly count: number;
  /** How many subjects there are; a case without one stands for itself. */
  readonly subjects: number;
}

/** The units of cases, by their subjects; of very many subjects, several share a unit. */
export function unitsBySubject(subjects: readonly (string | undefined)[]): Units {
  const places = new Map<string, number>();
  const unitOf = Uint32Array.from(subjects, (subject, i) => {
    const key = subject === undefined ? `case ${i}` : `subject ${subject}`;
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    return place % MOST_UNITS;
  });
  return { unitOf, count: Math.min(places.size, MOST_UNITS), subjects: places.size };
}

/** The mean of values over drawn units, each of which brings all of its cases. */
export function meanOverUnits(
  values: Float64Array,
  { unitOf, count }: Units,
): (units: Uint32Array) => number {
  const [sums, cases] = [new Float64Array(count), new Float64Array(count)];
  for (const [i, unit] of unitOf.entries()) {
    sums[unit] = (sums[unit] ?? 0) + (values[i] ?? Number.NaN);
    cases[unit] = (cases[unit] ?? 0) + 1;
  }
  return (units) => {
    let [total, number] = [0, 0];
    for (const unit of units) {
      total += sums[unit] ?? 0;
      number += cases[unit] ?? 0;
    }
    return total / number;
  };
}
