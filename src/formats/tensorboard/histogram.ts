import { sum } from '../../util/arrays.ts';

/** How values are distributed, in the buckets that TensorBoard draws. */
export interface BucketHistogram {
  readonly min: number;
  readonly max: number;
  readonly num: number;
  readonly sum: number;
  readonly sumSquares: number;
  /** The upper end of each bucket. */
  readonly bucketLimit: number[];
  /** How many values are in each. */
  readonly bucket: number[];
}

/** Upper ends of buckets: from 1e-12 in steps of 10 % to 1e20, the same below zero, and what is beyond. */
const LIMITS = bucketLimits();

function bucketLimits(): Float64Array {
  const positive: number[] = [];
  for (let limit = 1e-12; limit < 1e20; limit *= 1.1) positive.push(limit);
  positive.push(Number.MAX_VALUE);
  return Float64Array.from([...positive.map((limit) => -limit).reverse(), 0, ...positive]);
}

/** The histogram of all finite values, without empty buckets at either end. */
export function histogramOf(values: Float32Array | Float64Array): BucketHistogram {
  const counts = new Float64Array(LIMITS.length);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [num, total, sumSquares] = [0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    num++;
    total += value;
    sumSquares += value * value;
    const at = bucketOf(value);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  if (num === 0) return { min: 0, max: 0, num, sum: total, sumSquares, bucketLimit: [0], bucket: [0] };
  // TensorBoard takes the end of the bucket before as the beginning of one: an empty one says where the first begins.
  const from = Math.max(0, first - 1);
  return {
    ...{ min, max, num, sum: total, sumSquares },
    bucketLimit: [...LIMITS.subarray(from, last + 1)],
    bucket: [...counts.subarray(from, last + 1)],
  };
}

/** Values that were counted before. */
export interface HistogramBins {
  /** Where bins begin and end, rising, one more than there are bins. */
  readonly edges: readonly number[];
  /** How many values are in each. */
  readonly counts: readonly number[];
}

/** Bins as they are, the values taken for the middles of their bins. */
export function histogramOfBins({ edges, counts }: HistogramBins): BucketHistogram {
  const middles = counts.map((_, i) => ((edges[i] ?? 0) + (edges[i + 1] ?? 0)) / 2);
  return {
    ...{ min: edges[0] ?? 0, max: edges.at(-1) ?? 0, num: sum(counts) },
    sum: sum(counts.map((count, i) => count * (middles[i] ?? 0))),
    sumSquares: sum(counts.map((count, i) => count * (middles[i] ?? 0) ** 2)),
    ...{ bucketLimit: edges.slice(1), bucket: [...counts] },
  };
}

/** The first bucket whose upper end is above a value. */
function bucketOf(value: number): number {
  let [low, high] = [0, LIMITS.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((LIMITS[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
