import { input, type Shape, type Tensor } from '../graph/index.ts';
import { product } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import { FlatLayout } from './flat-layout.ts';

/** A model's weights as flat vectors, by the vectors' names. */
export type VectorArrays = Readonly<Record<string, Float32Array>>;

/** The vector of what the optimizer changes; large weights among that have vectors of their own. */
const PARAMETERS = 'parameters';

/** The vector of what it does not: moving statistics, frozen weights. */
export const NON_TRAINABLE = 'nonTrainable';

/** Weights of this size would cost more to cut out of a vector, and their gradients to join, than they save. */
const LARGE = 2 ** 16;

/**
 * How a model's weights are kept while it runs: the small trainable ones in one vector, on which an optimizer works at
 * once, each large one in its own, and those that are not trained in another.
 */
export class WeightVectors {
  /** The trainable vectors by name. */
  readonly trainable: ReadonlyMap<string, FlatLayout>;
  readonly nonTrainable: FlatLayout;
  /** All vectors that are not empty. */
  readonly layouts: Readonly<Record<string, FlatLayout>>;

  constructor(
    weights: readonly { readonly name: string; readonly shape: Shape; readonly trainable: boolean }[],
  ) {
    const trainable = weights.filter((weight) => weight.trainable);
    const [large, small] = [trainable.filter(isLarge), trainable.filter((weight) => !isLarge(weight))];
    const own = large.map((weight) => [`${PARAMETERS}/${weight.name}`, new FlatLayout([weight])] as const);
    this.trainable = new Map([
      ...(small.length > 0 ? [[PARAMETERS, new FlatLayout(small)] as const] : []),
      ...own,
    ]);
    this.nonTrainable = new FlatLayout(weights.filter((weight) => !weight.trainable));
    const others = this.nonTrainable.size > 0 ? { [NON_TRAINABLE]: this.nonTrainable } : {};
    this.layouts = { ...Object.fromEntries(this.trainable), ...others };
  }

  /** The vectors' sizes by name. */
  get sizes(): Readonly<Record<string, number>> {
    return Object.fromEntries(Object.entries(this.layouts).map(([name, { size }]) => [name, size]));
  }

  /** The weights in their order, each as `name [shape]`. */
  get described(): string[] {
    return Object.values(this.layouts).flatMap(({ places }) =>
      places.map(({ name, shape }) => `${name} [${shape.join(', ')}]`),
    );
  }

  /** The vectors as inputs of a graph, by name, and the weights as parts of them. */
  inputs(): { readonly states: Readonly<Record<string, Tensor>>; readonly weights: Map<string, Tensor> } {
    const entries = Object.entries(this.layouts).map(([name, layout]) => {
      const vector = input(name, [layout.size]);
      return { name, vector, weights: layout.split(vector) };
    });
    return {
      states: Object.fromEntries(entries.map(({ name, vector }) => [name, vector])),
      weights: new Map(entries.flatMap(({ weights }) => [...weights])),
    };
  }

  /** New vectors that hold the weights. */
  arrays(weights: ReadonlyMap<string, Float32Array>): VectorArrays {
    return Object.fromEntries(
      Object.entries(this.layouts).map(([name, layout]) => [name, layout.flatten(weights)]),
    );
  }

  /** New vectors of zeros. */
  empty(): VectorArrays {
    return Object.fromEntries(
      Object.entries(this.layouts).map(([name, { size }]) => [name, new Float32Array(size)]),
    );
  }

  /** The weights' vectors among `arrays`, copied. */
  copyOf(arrays: VectorArrays): VectorArrays {
    return copyOf(Object.fromEntries(Object.keys(this.layouts).map((name) => [name, of(arrays, name)])));
  }

  /** The weights that vectors hold, copied. */
  weights(arrays: VectorArrays): Map<string, Float32Array> {
    return new Map(
      Object.entries(this.layouts).flatMap(([name, layout]) => [...layout.read(of(arrays, name))]),
    );
  }
}

function isLarge({ shape }: { readonly shape: Shape }): boolean {
  return product(shape) >= LARGE;
}

/** The same vectors in memory of their own. */
export function copyOf(arrays: VectorArrays): VectorArrays {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.slice()]));
}

function of(arrays: VectorArrays, name: string): Float32Array {
  return present(arrays[name], name);
}
