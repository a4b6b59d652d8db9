import type { ItemTargets } from './dataset.ts';
import type { InputField } from './input-field.ts';
import type { ItemSet, MetadataField } from './item-set.ts';

/** How inputs are made from those of another set: what writes them instead of the set's own `gather`. */
type Gather = (set: ItemSet, ...into: Parameters<ItemSet['gather']>) => Promise<void> | undefined;

/** The items of another set with inputs made from theirs as they are wanted. */
class DerivedItems implements ItemSet {
  readonly #set: ItemSet;
  readonly #gather: Gather;
  readonly prefetch: ItemSet['prefetch'];

  constructor(set: ItemSet, gather: Gather) {
    this.#set = set;
    this.#gather = gather;
    this.prefetch = set.prefetch && ((items) => set.prefetch?.(items));
  }

  get name(): string {
    return this.#set.name;
  }

  get count(): number {
    return this.#set.count;
  }

  get inputShape(): readonly number[] {
    return this.#set.inputShape;
  }

  get inputSize(): number {
    return this.#set.inputSize;
  }

  get inputFields(): readonly InputField[] | undefined {
    return this.#set.inputFields;
  }

  get targets(): ItemTargets {
    return this.#set.targets;
  }

  get targetSize(): number {
    return this.#set.targetSize;
  }

  get featureNames(): readonly string[] | undefined {
    return this.#set.featureNames;
  }

  get labels(): Int32Array | undefined {
    return this.#set.labels;
  }

  get groups(): readonly string[] | undefined {
    return this.#set.groups;
  }

  gather(...into: Parameters<ItemSet['gather']>): Promise<void> | undefined {
    return this.#gather(this.#set, ...into);
  }

  async release(): Promise<void> {
    await this.#set.release?.();
  }

  subset(items: ArrayLike<number>, name?: string): ItemSet {
    return new DerivedItems(this.#set.subset(items, name), this.#gather);
  }

  sealed(items: Uint32Array): ItemSet {
    return new DerivedItems(this.#set.sealed(items), this.#gather);
  }

  metadata(field: MetadataField): readonly (string | undefined)[] | undefined {
    return this.#set.metadata(field);
  }

  hash(): Promise<string> {
    return this.#set.hash();
  }

  assertFinite(): void {
    this.#set.assertFinite();
  }
}

/** The items with `change` applied to each batch of inputs, in place, as it is read. */
export function withInputsChanged(set: ItemSet, change: (inputs: Float32Array) => void): ItemSet {
  return new DerivedItems(set, (from, items, inputs, targets) => {
    const reading = from.gather(items, inputs, targets);
    if (reading) return reading.then(() => change(inputs));
    change(inputs);
    return undefined;
  });
}

/** The items with zeros in place of their inputs: what a network must do worse on. */
export function withoutInputs(set: ItemSet): ItemSet {
  return withInputsChanged(set, (inputs) => void inputs.fill(0));
}
