import { type ItemSet, targetsOf } from '../data/index.ts';
import { predictedClasses } from '../evaluate/index.ts';
import type { Model } from '../layers/index.ts';
import { type InferenceOptions, predict, type Weights } from '../train/index.ts';
import { range } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import type { Comparison } from './reconstruction/comparison.ts';
import type { ReconstructedSlice } from './reconstruction/reconstruct-cases.ts';
import type { KeptImages } from './recording/cases/case-table.ts';

/** What a network says of the items of a part, beside what is true. */
export type Answers = ClassAnswers | ValueAnswers | ImageAnswers;

/** The classes that a network gives to items. */
export interface ClassAnswers {
  readonly kind: 'classes';
  /** The true class of each item. */
  readonly labels: Int32Array;
  /** The most probable class of each item. */
  readonly predicted: Uint32Array;
  /** [item, class] */
  readonly probabilities: Float32Array;
  readonly classNames: readonly string[];
}

/** The numbers that a network gives to items. */
export interface ValueAnswers {
  readonly kind: 'values';
  readonly targets: Float32Array;
  readonly predictions: Float32Array;
}

/** Images that a network reconstructs, beside those of other methods. */
export interface ComparedAnswers {
  readonly comparison: Comparison;
  /** Some slices to look at. */
  readonly slices: readonly ReconstructedSlice[];
  /** All images of some cases, for the record. */
  readonly kept: readonly KeptImages[];
}

/** The images that a network reconstructs of a part. */
export interface ImageAnswers extends ComparedAnswers {
  readonly kind: 'images';
  /** The same of scans from elsewhere. */
  readonly elsewhere?: ComparedAnswers;
}

/** Asks a network about every item of a part. `probabilities` says that it answers with those, not with logits. */
export async function answersTo(
  model: Model,
  weights: Weights,
  part: ItemSet,
  { probabilities, ...options }: InferenceOptions & { readonly probabilities: boolean },
): Promise<ClassAnswers | ValueAnswers> {
  const { values } = await predict(model, weights, part, options);
  const { targets } = part;
  if (targets.kind === 'values') {
    const { data } = await targetsOf(part, range(part.count));
    return { kind: 'values', targets: Float32Array.from(data), predictions: values };
  }
  const { classNames } = targets;
  const shares = classShares(values, part.count, classNames.length, probabilities);
  return {
    kind: 'classes',
    labels: present(part.labels, 'a class of each item'),
    predicted: predictedClasses(shares, classNames.length),
    probabilities: shares,
    classNames,
  };
}

/** Outputs [item, class], or [item] for yes or no, as probabilities [item, class]. */
export function classShares(
  outputs: Float32Array,
  items: number,
  classes: number,
  done: boolean,
): Float32Array {
  if (outputs.length === items && classes === 2) {
    const yes = done ? outputs : outputs.map((logit) => 1 / (1 + Math.exp(-logit)));
    return Float32Array.from({ length: 2 * items }, (_, i) => {
      const p = yes[i >> 1] ?? 0;
      return i % 2 === 1 ? p : 1 - p;
    });
  }
  return done ? outputs : softmax(outputs, classes);
}

function softmax(logits: Float32Array, classes: number): Float32Array {
  const shares = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const most = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const powers = Array.from(row, (logit) => Math.exp(logit - most));
    const total = powers.reduce((a, b) => a + b, 0);
    shares.set(
      powers.map((power) => power / total),
      start,
    );
  }
  return shares;
}
