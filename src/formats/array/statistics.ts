import { type ArrayFile, blocksOf } from './array-file.ts';
import { isComplex, type Numbers } from './dtype.ts';

/** What the decoded values of an array are like; of the magnitudes where they are complex. */
export interface ArrayStatistics {
  /** Of the finite values; NaN where there is none. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** The standard deviation, over all finite values. */
  readonly deviation: number;
  /** How many values are NaN or infinite. */
  readonly nonFinite: number;
}

/** Goes through an array once, piece by piece. */
export async function statisticsOf(file: ArrayFile): Promise<ArrayStatistics> {
  const running = new RunningStatistics();
  const complex = isComplex(file.dtype);
  for await (const block of blocksOf(file)) running.add(complex ? magnitudes(block) : block);
  return running.statistics;
}

/** The magnitudes of pairs (real, imaginary), in double precision. */
export function magnitudes(pairs: Numbers): Float64Array {
  const result = new Float64Array(pairs.length >> 1);
  for (let i = 0; i < result.length; i++) {
    const [re, im] = [pairs[2 * i] ?? 0, pairs[2 * i + 1] ?? 0];
    result[i] = Math.sqrt(re * re + im * im);
  }
  return result;
}

/**
 * Statistics of values that come piece by piece. Sums are kept about the first finite value, so that a small deviation
 * about a large mean survives.
 */
export class RunningStatistics {
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #count = 0;
  #nonFinite = 0;
  #shift = Number.NaN;
  #sum = 0;
  #squares = 0;

  /** Adds a piece. */
  add(values: Numbers): void {
    let [min, max, sum, squares, count] = [this.#min, this.#max, 0, 0, 0];
    if (Number.isNaN(this.#shift)) this.#shift = firstFinite(values);
    const shift = this.#shift;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? 0;
      const distance = value - shift;
      if (!Number.isFinite(distance)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
      sum += distance;
      squares += distance * distance;
      count++;
    }
    this.#min = min;
    this.#max = max;
    this.#sum += sum;
    this.#squares += squares;
    this.#count += count;
    this.#nonFinite += values.length - count;
  }

  get statistics(): ArrayStatistics {
    if (this.#count === 0) {
      return { min: NaN, max: NaN, mean: NaN, deviation: NaN, nonFinite: this.#nonFinite };
    }
    const mean = this.#sum / this.#count;
    const variance = Math.max(0, this.#squares / this.#count - mean * mean);
    return {
      min: this.#min,
      max: this.#max,
      mean: this.#shift + mean,
      deviation: Math.sqrt(variance),
      nonFinite: this.#nonFinite,
    };
  }
}

function firstFinite(values: Numbers): number {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (Number.isFinite(value)) return value;
  }
  return Number.NaN;
}
