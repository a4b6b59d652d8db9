import { type ShapedArray, shaped } from '../../imaging/index.ts';
import { check } from '../../util/errors.ts';
import { coilImage, type ImageKind } from './coil-image.ts';

/** The arrays of one item within a batch: what the network is given, and the image that it shall give. */
export interface ReconstructionItem {
  /** [coil, 2, row, column] */
  readonly kspace: ShapedArray;
  /** Sensitivities of that shape, where there are some. */
  readonly maps: ShapedArray | undefined;
  /** [1, 1, row, column] */
  readonly mask: Float32Array;
  /** What the image is: [2, row, column], combined by the sensitivities, or the magnitude [1, row, column]. */
  readonly kind: ImageKind;
  readonly target: Float32Array | undefined;
}

/** Writes the reference of fully sampled k-space into the item's target. */
export function writeReference(item: ReconstructionItem): void {
  item.target?.set(imageOf(item));
}

function imageOf({ kspace, maps, kind }: ReconstructionItem): Float32Array {
  return coilImage(kspace, kind === 'complex' ? maps : undefined);
}

/**
 * Leaves of the k-space what the mask samples, and divides all by the largest magnitude of the zero-filled image; gives
 * that number.
 *
 * @throws InputError where nothing is left.
 */
export function sample(item: ReconstructionItem, taken: Float32Array): number {
  const { kspace, mask, target } = item;
  mask.set(taken);
  const { data, shape } = kspace;
  for (let i = 0; i < data.length; i++) if (taken[i % taken.length] === 0) data[i] = 0;
  const largest = largestMagnitude(imageOf(item), taken.length);
  check(largest > 0 && Number.isFinite(largest), () => ({
    where: `k-space [${shape.join(', ')}]`,
    expected: 'finite samples that are not all zero',
    received: `a zero-filled image whose largest magnitude is ${largest}`,
  }));
  for (const array of [data, target]) divide(array, largest);
  return largest;
}

function divide(array: Float32Array | undefined, by: number): void {
  if (array) for (let i = 0; i < array.length; i++) array[i] = (array[i] ?? 0) / by;
}

function largestMagnitude(image: Float32Array, points: number): number {
  let largest = 0;
  const isComplex = image.length === 2 * points;
  for (let i = 0; i < points; i++) {
    const square = (image[i] ?? 0) ** 2 + (isComplex ? (image[points + i] ?? 0) ** 2 : 0);
    // A NaN wins over all others.
    largest = square > largest || Number.isNaN(square) ? square : largest;
  }
  return Math.sqrt(largest);
}

/** Where an item lies in a batch. */
export class ItemLayout {
  readonly kspaceShape: readonly number[];
  readonly hasMaps: boolean;
  readonly kind: ImageKind;
  readonly #kspace: number;
  readonly #points: number;

  constructor(kspaceShape: readonly number[], hasMaps: boolean, kind: ImageKind) {
    const [coils = 0, , rows = 0, columns = 0] = kspaceShape;
    this.kspaceShape = kspaceShape;
    this.hasMaps = hasMaps;
    this.kind = kind;
    this.#points = rows * columns;
    this.#kspace = 2 * coils * this.#points;
  }

  /** The arrays that an input is made of. */
  get fields() {
    const [, , rows = 0, columns = 0] = this.kspaceShape;
    return [
      { name: 'kspace', shape: this.kspaceShape },
      ...(this.hasMaps ? [{ name: 'maps', shape: this.kspaceShape }] : []),
      { name: 'mask', shape: [1, 1, rows, columns] },
    ];
  }

  get targetShape(): readonly number[] {
    return [this.kind === 'complex' ? 2 : 1, ...this.kspaceShape.slice(2)];
  }

  /** The item in a row of a batch, not copied. */
  item(row: number, inputs: Float32Array, targets: Float32Array | undefined): ReconstructionItem {
    const arrays = this.hasMaps ? 2 : 1;
    const start = row * (arrays * this.#kspace + this.#points);
    const array = (i: number) =>
      shaped(inputs.subarray(start + i * this.#kspace, start + (i + 1) * this.#kspace), this.kspaceShape);
    const mask = start + arrays * this.#kspace;
    const target = (this.kind === 'complex' ? 2 : 1) * this.#points;
    return {
      kspace: array(0),
      maps: this.hasMaps ? array(1) : undefined,
      mask: inputs.subarray(mask, mask + this.#points),
      kind: this.kind,
      target: targets?.subarray(row * target, (row + 1) * target),
    };
  }
}
