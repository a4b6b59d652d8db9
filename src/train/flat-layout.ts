import { concat, constant, reshape, type Shape, slice, type Tensor } from '../graph/index.ts';
import { product } from '../util/arrays.ts';
import { present } from '../util/errors.ts';

/** Where one weight lies in a flat vector. */
interface Place {
  readonly name: string;
  readonly shape: Shape;
  readonly start: number;
  readonly end: number;
}

/** How several weights lie one behind the other in one vector [size], in which optimizers work on all at once. */
export class FlatLayout {
  readonly places: readonly Place[];
  /** How many numbers there are in all. */
  readonly size: number;

  constructor(weights: readonly { readonly name: string; readonly shape: Shape }[]) {
    let end = 0;
    this.places = weights.map(({ name, shape }) => {
      const start = end;
      end += product(shape);
      return { name, shape, start, end };
    });
    this.size = end;
  }

  /** The weights by name, as parts of the vector. */
  split(flat: Tensor): Map<string, Tensor> {
    return new Map(
      this.places.map(({ name, shape, start, end }) => [
        name,
        reshape(slice(flat, [{ axis: 0, start, end }]), shape),
      ]),
    );
  }

  /** The vector of weights, which `tensorOf` gives by name. */
  join(tensorOf: (name: string) => Tensor): Tensor {
    const parts = this.places.map(({ name }) => reshape(tensorOf(name), [-1]));
    return concat(parts, 0);
  }

  /** A vector of 1 for every number of the weights that `chosen` names, else 0. */
  mask(chosen: (name: string) => boolean): Tensor {
    const values = new Float32Array(this.size);
    for (const { name, start, end } of this.places) if (chosen(name)) values.fill(1, start, end);
    return constant(values);
  }

  /** A new vector of weights. */
  flatten(weights: ReadonlyMap<string, Float32Array>): Float32Array {
    const flat = new Float32Array(this.size);
    for (const { name, start } of this.places) flat.set(present(weights.get(name), `weight ${name}`), start);
    return flat;
  }

  /** The weights of a vector, copied. */
  read(flat: Float32Array): Map<string, Float32Array> {
    return new Map(this.places.map(({ name, start, end }) => [name, flat.slice(start, end)]));
  }
}
