import { product } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { datasetHash } from './content-hash.ts';
import { assertFinite } from './finite.ts';
import { checkInputFields, type InputField } from './input-field.ts';
import type { ItemSet, MetadataField } from './item-set.ts';

/** What each item belongs to: one class index for each entry of `shape` (`[]`: one class for the whole item). */
export interface ClassTargets {
  readonly kind: 'classes';
  /** Class indices, item after item. */
  readonly data: Int32Array;
  readonly shape: readonly number[];
  readonly classNames: readonly string[];
}

/** What each item should give: numbers of one shape (`[]`: a single number), item after item. */
export interface ValueTargets {
  readonly kind: 'values';
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** Classes to tell apart, or values to predict. */
export type Targets = ClassTargets | ValueTargets;

/** What targets are like; without their numbers where those are images that are read with the inputs. */
export type ItemTargets =
  | (Omit<ClassTargets, 'data'> & Partial<Pick<ClassTargets, 'data'>>)
  | (Omit<ValueTargets, 'data'> & Partial<Pick<ValueTargets, 'data'>>);

/** What a {@link Dataset} is made of. */
export interface DatasetFields {
  readonly name: string;
  /** All inputs, item after item, each in row-major order. */
  readonly inputs: Float32Array;
  /** The shape of one input, without the batch axis. */
  readonly inputShape: readonly number[];
  /** The arrays that an input is made of, one behind the other, for models with several inputs. */
  readonly inputFields?: readonly InputField[] | undefined;
  readonly targets: Targets;
  /** What each input feature is, for tables. */
  readonly featureNames?: readonly string[] | undefined;
  /** The subject each item comes from, where several items share one; splits keep a subject together. */
  readonly groups?: readonly string[] | undefined;
  /** What identifies each item; in a subset, by default, its number in the set that it was taken from, from 0. */
  readonly ids?: readonly string[] | undefined;
}

/**
 * Supervised data in memory: inputs with the targets to learn.
 *
 * @example new Dataset({
 *   name: 'line',
 *   inputs: Float32Array.of(0, 1, 2),
 *   inputShape: [1],
 *   targets: { kind: 'values', data: Float32Array.of(1, 3, 5), shape: [1] },
 * });
 */
export class Dataset implements ItemSet {
  readonly name: string;
  readonly inputs: Float32Array;
  readonly inputShape: readonly number[];
  readonly inputFields: readonly InputField[] | undefined;
  readonly targets: Targets;
  readonly featureNames: readonly string[] | undefined;
  readonly groups: readonly string[] | undefined;
  readonly #ids: readonly string[] | undefined;
  /** How many items there are. */
  readonly count: number;
  /** How many numbers one input has. */
  readonly inputSize: number;
  /** How many numbers one target has. */
  readonly targetSize: number;

  /** @throws InputError where the arrays do not fit the shapes or a class index has no name. */
  constructor(fields: DatasetFields) {
    const { name, inputs, inputShape, inputFields, targets, featureNames, groups, ids } = fields;
    this.#ids = ids;
    this.name = name;
    this.inputs = inputs;
    this.inputShape = inputShape;
    this.inputFields = inputFields;
    this.targets = targets;
    this.featureNames = featureNames;
    this.groups = groups;
    this.inputSize = sizeOf(inputShape, `${name} inputs`);
    this.targetSize = sizeOf(targets.shape, `${name} targets`);
    this.count = inputs.length / this.inputSize;
    if (inputFields) checkInputFields(name, inputShape, inputFields);
    this.#checkLengths();
    checkClasses(name, targets);
  }

  /** The class of each item, where an item has exactly one. */
  get labels(): Int32Array | undefined {
    return this.targets.kind === 'classes' && this.targetSize === 1 ? this.targets.data : undefined;
  }

  /** The input of one item, not copied. */
  input(item: number): Float32Array {
    return this.inputs.subarray(item * this.inputSize, (item + 1) * this.inputSize);
  }

  /** The target of one item, not copied. */
  target(item: number): Float32Array | Int32Array {
    return this.targets.data.subarray(item * this.targetSize, (item + 1) * this.targetSize);
  }

  /**
   * The chosen items, in the order given. Neighbors in order share memory with this dataset, others are copied.
   *
   * @throws InputError for an index outside the dataset.
   */
  subset(items: ArrayLike<number>, name = this.name): Dataset {
    checkItems(items, this.count, this.name);
    const { targets, groups } = this;
    return new Dataset({
      name,
      inputs: takeFloats(this.inputs, this.inputSize, items),
      inputShape: this.inputShape,
      inputFields: this.inputFields,
      targets:
        targets.kind === 'classes'
          ? { ...targets, data: takeIntegers(targets.data, this.targetSize, items) }
          : { ...targets, data: takeFloats(targets.data, this.targetSize, items) },
      featureNames: this.featureNames,
      groups: groups && Array.from(items, (item) => groups[item] ?? ''),
      ids: Array.from(items, (item) => this.#ids?.[item] ?? String(item)),
    });
  }

  gather(items: Uint32Array, inputs: Float32Array, targets?: Float32Array | Int32Array): undefined {
    gather(this.inputs, this.inputSize, items, inputs);
    if (targets) gather(this.targets.data, this.targetSize, items, targets);
  }

  sealed(): Dataset {
    return this;
  }

  metadata(field: MetadataField): readonly string[] | undefined {
    if (field === 'id') return this.#ids;
    return field === 'subject' ? this.groups : undefined;
  }

  hash(): Promise<string> {
    return datasetHash(this);
  }

  assertFinite(): void {
    assertFinite(this);
  }

  #checkLengths(): void {
    const { name, inputs, inputSize, targets, targetSize, count, groups, featureNames } = this;
    const complain = (what: string, expected: string, received: number) => () => ({
      where: `dataset ${name}`,
      expected: `${expected} ${what}`,
      received: `${received}`,
    });
    const inputsFit = Number.isInteger(count);
    check(inputsFit, complain('input numbers', `a multiple of ${inputSize}`, inputs.length));
    const targetsFit = targets.data.length === count * targetSize;
    check(targetsFit, complain('target numbers', `${count * targetSize}`, targets.data.length));
    const groupsFit = groups === undefined || groups.length === count;
    check(groupsFit, complain('groups', `${count}`, groups?.length ?? 0));
    const idsFit = this.#ids === undefined || this.#ids.length === count;
    check(idsFit, complain('ids', `${count}`, this.#ids?.length ?? 0));
    const namesFit = featureNames === undefined || featureNames.length === inputSize;
    check(namesFit, complain('feature names', `${inputSize}`, featureNames?.length ?? 0));
  }
}

function sizeOf(shape: readonly number[], where: string): number {
  const positive = shape.every((length) => Number.isInteger(length) && length > 0);
  check(positive, () => ({
    where,
    expected: 'a shape of positive integers',
    received: `[${shape.join(', ')}]`,
  }));
  return product(shape);
}

function checkClasses(name: string, targets: Targets): void {
  if (targets.kind !== 'classes') return;
  const { data, classNames } = targets;
  const stranger = data.findIndex((index) => index < 0 || index >= classNames.length);
  check(stranger < 0, () => ({
    where: `dataset ${name}`,
    expected: `class indices from 0 to ${classNames.length - 1}`,
    received: `${data[stranger]} as target number ${stranger}`,
  }));
}

function checkItems(items: ArrayLike<number>, count: number, name: string): void {
  const stranger = Array.prototype.findIndex.call(
    items,
    (item: number) => !Number.isInteger(item) || item < 0 || item >= count,
  );
  check(stranger < 0, () => ({
    where: `subset of ${name}`,
    expected: `item numbers from 0 to ${count - 1}`,
    received: `${items[stranger]}`,
  }));
}

/** Whether the items are neighbors in ascending order, so that they need no copy. */
function isRun(items: ArrayLike<number>): boolean {
  const first = items[0] ?? 0;
  return Array.prototype.every.call(items, (item: number, i: number) => item === first + i);
}

function takeFloats(source: Float32Array, size: number, items: ArrayLike<number>): Float32Array {
  const first = (items[0] ?? 0) * size;
  if (isRun(items)) return source.subarray(first, first + items.length * size);
  const taken = new Float32Array(items.length * size);
  gather(source, size, items, taken);
  return taken;
}

function takeIntegers(source: Int32Array, size: number, items: ArrayLike<number>): Int32Array {
  const first = (items[0] ?? 0) * size;
  if (isRun(items)) return source.subarray(first, first + items.length * size);
  const taken = new Int32Array(items.length * size);
  gather(source, size, items, taken);
  return taken;
}

/** Below this many numbers an element loop is quicker than making a view and copying it. */
const LOOP_LIMIT = 32;

/** Copies rows of `size` numbers, chosen by `items`, one after the other into `target`. */
export function gather<T extends Float32Array | Int32Array>(
  source: T,
  size: number,
  items: ArrayLike<number>,
  target: T,
): void {
  for (let row = 0; row < items.length; row++) {
    const from = (items[row] ?? 0) * size;
    if (size > LOOP_LIMIT) target.set(source.subarray(from, from + size), row * size);
    else for (let k = 0; k < size; k++) target[row * size + k] = source[from + k] ?? 0;
  }
}
