import { present } from '../../util/errors.ts';
import type { VectorArrays, WeightVectors } from '../weight-vectors.ts';
import type { WeightHistogram } from './measurement.ts';
import { layerOf } from './network-monitor.ts';

const BINS = 32;

/** Norms of each layer's trained weights, and how far a step moved them as a share of that, by their names. */
export function weightNorms(
  vectors: WeightVectors,
  before: VectorArrays,
  after: VectorArrays,
): Record<string, number> {
  const named = trainedLayers(vectors, after).flatMap(([layer, parts]) => {
    const squares = parts.map((part) =>
      squaresOf(part.values, present(before[part.vector], part.vector), part.start),
    );
    const [old, now, moved] = [0, 1, 2].map((i) =>
      Math.sqrt(squares.reduce((sum, one) => sum + (one[i] ?? 0), 0)),
    );
    return [
      [`weightNorm/${layer}`, now ?? 0] as const,
      [`updateRatio/${layer}`, old ? (moved ?? 0) / old : 0] as const,
    ];
  });
  return Object.fromEntries(named);
}

/** How each layer's trained weights are distributed. */
export function weightHistograms(
  vectors: WeightVectors,
  weights: VectorArrays,
): Record<string, WeightHistogram> {
  return Object.fromEntries(
    trainedLayers(vectors, weights).map(([layer, parts]) => [
      layer,
      histogramOf(parts.map(({ values }) => values)),
    ]),
  );
}

/** A weight within its vector. */
interface Part {
  readonly layer: string;
  readonly vector: string;
  readonly start: number;
  readonly values: Float32Array;
}

function trainedLayers({ trainable }: WeightVectors, arrays: VectorArrays): [string, Part[]][] {
  const parts = [...trainable].flatMap(([vector, { places }]) =>
    places.map(({ name, start, end }): Part => {
      return {
        layer: layerOf(name),
        vector,
        start,
        values: present(arrays[vector], vector).subarray(start, end),
      };
    }),
  );
  return [...Map.groupBy(parts, ({ layer }) => layer)];
}

/** The sums of squares of values before, of those now, and of their differences. */
function squaresOf(now: Float32Array, before: Float32Array, start: number): readonly number[] {
  let [old, present, moved] = [0, 0, 0];
  for (let i = 0; i < now.length; i++) {
    const [a, b] = [before[start + i] ?? 0, now[i] ?? 0];
    old += a * a;
    present += b * b;
    moved += (b - a) * (b - a);
  }
  return [old, present, moved];
}

/** Counts finite values in bins from the least to the largest; of values that are all one, in bins around it. */
function histogramOf(parts: readonly Float32Array[]): WeightHistogram {
  const [low, high] = rangeOf(parts);
  const counts = new Float64Array(BINS);
  for (const part of parts) count(part, low, BINS / (high - low), counts);
  const edges = Array.from({ length: BINS + 1 }, (_, i) => low + ((high - low) * i) / BINS);
  return { edges, counts: [...counts] };
}

// These loops see every weight: walking through an array by its iterator would take several times as long.

function rangeOf(parts: readonly Float32Array[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      const value = part[i] ?? 0;
      if (value < low && value > Number.NEGATIVE_INFINITY) low = value;
      if (value > high && value < Number.POSITIVE_INFINITY) high = value;
    }
  }
  if (low < high) return [low, high];
  return Number.isFinite(low) ? [low - 0.5, low + 0.5] : [-0.5, 0.5];
}

function count(values: Float32Array, low: number, scale: number, counts: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor(((values[i] ?? 0) - low) * scale);
    // The largest value is in the last bin; what is not finite is in none.
    if (bin >= 0 && bin <= BINS) counts[Math.min(bin, BINS - 1)] = (counts[Math.min(bin, BINS - 1)] ?? 0) + 1;
  }
}
