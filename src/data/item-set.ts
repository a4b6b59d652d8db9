import { gather, type ItemTargets, type Targets } from './dataset.ts';
import type { Splittable } from './deal.ts';
import type { InputField } from './input-field.ts';

/** What can be known of items besides their inputs and targets. */
export type MetadataField = 'id' | 'subject' | 'site' | 'scanner' | 'date' | 'part';

/**
 * Supervised items wherever they are: in memory (`Dataset`), or in files from which they are read as they are wanted.
 * Subjects and classes are in memory always, and so are targets unless they are images.
 */
export interface ItemSet extends Splittable {
  readonly name: string;
  /** The shape of one input, without the batch axis. */
  readonly inputShape: readonly number[];
  /** How many numbers one input has. */
  readonly inputSize: number;
  /** The arrays that an input is made of, one behind the other, where there are several; its shape is [inputSize] then. */
  readonly inputFields?: readonly InputField[] | undefined;
  readonly targets: ItemTargets;
  /** How many numbers one target has. */
  readonly targetSize: number;
  /** What each input feature is, for tables. */
  readonly featureNames?: readonly string[] | undefined;
  /** The class of each item, where an item has exactly one. */
  readonly labels?: Int32Array | undefined;
  /**
   * Writes the inputs of `items`, one after the other, and their targets where they are wanted; at once where there is
   * no promise.
   *
   * @throws InputError, by the promise where there is one, that names an item which cannot be read.
   */
  gather(
    items: Uint32Array,
    inputs: Float32Array,
    targets?: Float32Array | Int32Array,
  ): Promise<void> | undefined;
  /** Tells that these items will be wanted next. */
  readonly prefetch?: ((items: Uint32Array) => void) | undefined;
  /** Frees threads and open files; whatever is wanted later opens them again. */
  release?(): Promise<void>;
  /** The chosen items, in the order given. */
  subset(items: ArrayLike<number>, name?: string): ItemSet;
  /** The same without any way to read these items, in it or in its subsets; itself where all are in memory. */
  sealed(items: Uint32Array): ItemSet;
  /** Something known of each item, where a dataset's manifest says it. */
  metadata(field: MetadataField): readonly (string | undefined)[] | undefined;
  /** A hash of everything that a model can learn from it. */
  hash(): Promise<string>;
  /**
   * Makes sure that no input or target is NaN or infinite.
   *
   * @throws InputError that names the first such item.
   */
  assertFinite(): void;
}

/** Some inputs of a set in memory, item after item. */
export async function inputsOf(set: ItemSet, items: ArrayLike<number>): Promise<Float32Array> {
  const inputs = new Float32Array(items.length * set.inputSize);
  await set.gather(Uint32Array.from(items), inputs);
  return inputs;
}

/** Some targets of a set in memory, item after item; read one by one with their inputs where they are not there yet. */
export async function targetsOf(set: ItemSet, items: ArrayLike<number>): Promise<Targets> {
  const { targets, targetSize } = set;
  const read = async <T extends Float32Array | Int32Array>(known: T | undefined, data: T): Promise<T> => {
    if (known) gather(known, targetSize, items, data);
    const inputs = new Float32Array(known ? 0 : set.inputSize);
    for (let row = 0; !known && row < items.length; row++) {
      const target = data.subarray(row * targetSize, (row + 1) * targetSize);
      await set.gather(Uint32Array.of(items[row] ?? 0), inputs, target);
    }
    return data;
  };
  const size = items.length * targetSize;
  return targets.kind === 'classes'
    ? { ...targets, data: await read(targets.data, new Int32Array(size)) }
    : { ...targets, data: await read(targets.data, new Float32Array(size)) };
}
