import type { Values } from '../src/graph/leaf.ts';
import { constant, constantValues } from '../src/graph/leaf.ts';
import type { DType, Shape } from '../src/graph/tensor.ts';
import { product, sum } from '../src/util/arrays.ts';
import { present } from '../src/util/errors.ts';
import { RandomStream } from '../src/util/random.ts';

/** An array with its type: what a test feeds an operator, or expects of it. */
export interface Sample {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly values: Values;
}

/** A sample from plain numbers. */
export function sample(values: readonly number[] | Values, shape: Shape, dtype: DType = 'float32'): Sample {
  const array = present(constantValues(constant(values, shape, dtype)), 'values of a constant');
  return { shape, dtype, values: array };
}

function filled(shape: Shape, next: (index: number) => number): Sample {
  return sample(
    Float32Array.from({ length: product(shape) }, (_, i) => next(i)),
    shape,
  );
}

/** Random samples, all from one seed. */
export class Sampler {
  readonly #stream: RandomStream;

  constructor(seed: number) {
    this.#stream = RandomStream.derive(seed, 'samples');
  }

  /** From the standard normal distribution. */
  normal(shape: Shape): Sample {
    return filled(shape, () => this.#stream.normal());
  }

  /** Uniform in [low, high). */
  uniform(shape: Shape, low: number, high: number): Sample {
    return filled(shape, () => low + (high - low) * this.#stream.uniform());
  }

  /** All different: no two closer than `gap`, none closer to zero than half of it. */
  distinct(shape: Shape, gap = 0.25): Sample {
    return present(this.distinctAll([shape], gap)[0], 'the only sample');
  }

  /** Several samples, each {@link distinct} within itself and from the others. */
  distinctAll(shapes: readonly Shape[], gap = 0.25): readonly Sample[] {
    const order = this.#stream.permutation(sum(shapes.map(product)));
    const value = (i: number) => ((order[i] ?? 0) - Math.floor(order.length / 2) + 0.5) * gap;
    let used = 0;
    return shapes.map((shape) => filled(shape, () => value(used++)));
  }

  /** Whole numbers uniform in [low, high). */
  integers(shape: Shape, low: number, high: number, dtype: DType = 'int64'): Sample {
    const values = Array.from({ length: product(shape) }, () => low + this.#stream.integer(high - low));
    return sample(values, shape, dtype);
  }

  /** At most `count` of the numbers below `n`, in random order. */
  some(count: number, n: number): readonly number[] {
    return [...this.#stream.permutation(n).subarray(0, count)];
  }
}
