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
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const part of parts) {
    for (const value of part) {
      if (value < low && value > Number.NEGATIVE_INFINITY) low = value;
      if (value > high && value < Number.POSITIVE_INFINITY) high = value;
    }
  }
  if (!(low < high)) [low, high] = Number.isFinite(low) ? [low - 0.5, low + 0.5] : [-0.5, 0.5];
  const counts = new Array<number>(BINS).fill(0);
  const scale = BINS / (high - low);
  for (const part of parts) {
    for (const value of part) {
      if (!(value >= low && value <= high)) continue;
      const bin = Math.min(BINS - 1, Math.floor((value - low) * scale));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  const edges = Array.from({ length: BINS + 1 }, (_, i) => low + ((high - low) * i) / BINS);
  return { edges, counts };
}
