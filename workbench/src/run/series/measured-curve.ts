import type { InferResponseType } from 'hono/client';
import type { api } from '../../api/client.ts';
import { usualDistance } from '../../charts/smoothed.ts';

/** A curve as the server answers. */
export type WrittenCurve = InferResponseType<typeof api.curves.$get, 200>['curves'][number];

/** What a run has measured, as far as it is known here. All arrays are of one length; steps rise. */
export interface MeasuredCurve {
  readonly steps: Float64Array;
  /** Epochs finished, with the fraction of the current one. */
  readonly epochs: Float64Array;
  /** Milliseconds since 1970. */
  readonly times: Float64Array;
  /** NaN where a value was not finite. */
  readonly values: Float64Array;
  /** The range of the points that each value stands for; the values themselves where these are the points. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Whether these are all points. */
  readonly isExact: boolean;
  /** How many steps are usually between two points of the whole curve: what smoothing counts in. */
  readonly distance: number;
}

/** What the server wrote, in arrays. */
export function measuredCurve({ steps, epochs, times, values, low, high }: WrittenCurve): MeasuredCurve {
  const numbers = numbersOf(values);
  const taken = Float64Array.from(steps);
  return {
    steps: taken,
    epochs: Float64Array.from(epochs),
    times: Float64Array.from(times),
    values: numbers,
    low: low ? numbersOf(low) : numbers,
    high: high ? numbersOf(high) : numbers,
    isExact: !low,
    distance: usualDistance(taken),
  };
}

function numbersOf(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, (value) => value ?? Number.NaN);
}

/** The step up to which a curve is known; 0 where nothing is. */
export function lastStep(curve: MeasuredCurve | undefined): number {
  return curve?.steps.at(-1) ?? 0;
}

/** A curve, and how it goes on. */
export function continued(curve: MeasuredCurve, since: MeasuredCurve): MeasuredCurve {
  const begin = since.steps.findIndex((step) => step > lastStep(curve));
  if (begin < 0) return curve;
  const whole = joined([curve, part(since, begin, since.steps.length)]);
  return { ...whole, distance: usualDistance(whole.steps) };
}

/** A curve, of which a stretch is known more finely. */
export function refined(curve: MeasuredCurve, detail: MeasuredCurve): MeasuredCurve {
  const [first, last] = [detail.steps[0], detail.steps.at(-1)];
  if (first === undefined || last === undefined) return curve;
  const { length } = curve.steps;
  const begin = curve.steps.findIndex((step) => step >= first);
  const end = curve.steps.findIndex((step) => step > last);
  return joined([
    part(curve, 0, begin < 0 ? length : begin),
    detail,
    part(curve, end < 0 ? length : end, length),
  ]);
}

function part(curve: MeasuredCurve, begin: number, end: number): MeasuredCurve {
  const { steps, epochs, times, values, low, high } = curve;
  const cut = (all: Float64Array) => all.subarray(begin, end);
  return {
    ...curve,
    ...{ steps: cut(steps), epochs: cut(epochs), times: cut(times), values: cut(values) },
    ...{ low: cut(low), high: cut(high) },
  };
}

function joined(parts: readonly MeasuredCurve[]): MeasuredCurve {
  const join = (of: (curve: MeasuredCurve) => Float64Array) => {
    const all = new Float64Array(parts.reduce((length, { steps }) => length + steps.length, 0));
    let at = 0;
    for (const one of parts) {
      all.set(of(one), at);
      at += one.steps.length;
    }
    return all;
  };
  return {
    steps: join(({ steps }) => steps),
    epochs: join(({ epochs }) => epochs),
    times: join(({ times }) => times),
    values: join(({ values }) => values),
    low: join(({ low }) => low),
    high: join(({ high }) => high),
    isExact: parts.every(({ isExact, steps }) => isExact || steps.length === 0),
    distance: parts[0]?.distance ?? 1,
  };
}
