import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { Conversion } from './conversion.ts';
import type { ReadPlan } from './read-plan.ts';
import { crop, resample, resampleClasses, type Sized } from './resize.ts';
import { scaleValues } from './scale-values.ts';

/** What of a plan decides what its values become. */
type Read = Pick<ReadPlan, 'item' | 'isComplex' | 'isColor' | 'shapeRead'>;

/** The weights of red, green and blue in gray (ITU-R BT.601). */
const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * The shape of the input that values which are read become.
 *
 * @throws InputError for settings that do not suit them.
 */
export function convertedShape(read: Read, conversion: Conversion): number[] {
  checkSuits(read, conversion);
  const { shapeRead } = read;
  const { size = [] } = conversion;
  const shape = becomesMagnitude(read, conversion) ? shapeRead.toSpliced(-3, 1) : [...shapeRead];
  if (becomesGray(read, conversion)) shape[0] = 1;
  const planar = read.isComplex && !becomesMagnitude(read, conversion);
  const sizes = planar && size.length > 2 ? size.toSpliced(-2, 0, 2) : size;
  return [...shape.slice(0, shape.length - sizes.length), ...sizes];
}

/** Makes the input of what was read. */
export function convert(read: Read, values: Float32Array, conversion: Conversion): Float32Array {
  const { size, fit = 'resample', scaling = 'none' } = conversion;
  let array: Sized = { values, shape: read.shapeRead };
  if (size && fit === 'crop') array = resized(array, read.isComplex, size, fit);
  if (becomesMagnitude(read, conversion)) array = magnitude(array);
  if (becomesGray(read, conversion)) array = gray(array);
  const complex = read.isComplex && !becomesMagnitude(read, conversion);
  if (size && conversion.classes && fit === 'resample') array = resampleClasses(array, size);
  else if (size && fit === 'resample') array = resized(array, complex, size, fit);
  scaleValues(array.values, scaling, complex);
  return array.values;
}

function becomesMagnitude({ isComplex }: Read, { complex = 'planar' }: Conversion): boolean {
  return isComplex && complex === 'magnitude';
}

function becomesGray({ isColor }: Read, { color = 'gray' }: Conversion): boolean {
  return isColor && color === 'gray';
}

/** The magnitudes of planes of real and imaginary parts, the axis before the rows. */
function magnitude({ values, shape }: Sized): Sized {
  const plane = product(shape.slice(-2));
  const result = new Float32Array(values.length / 2);
  for (let i = 0; i < result.length; i++) {
    const at = 2 * plane * Math.floor(i / plane) + (i % plane);
    result[i] = Math.sqrt((values[at] ?? 0) ** 2 + (values[at + plane] ?? 0) ** 2);
  }
  return { values: result, shape: shape.toSpliced(-3, 1) };
}

/** Shades of gray of red, green and blue, or of gray with opacity, which is left out. */
function gray({ values, shape: [channels = 1, ...rest] }: Sized): Sized {
  const size = product(rest);
  if (channels < 3) return { values: values.slice(0, size), shape: [1, ...rest] };
  const result = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    for (const [c, weight] of LUMA.entries())
      result[i] = (result[i] ?? 0) + weight * (values[c * size + i] ?? 0);
  }
  return { values: result, shape: [1, ...rest] };
}

/** With one size for the last axes; the planes of complex volumes lie between slices and rows. */
function resized(array: Sized, complex: boolean, size: readonly number[], fit: 'resample' | 'crop'): Sized {
  const change = fit === 'crop' ? crop : resample;
  if (!complex || size.length < 3) return change(array, size);
  const [slices = 1, ...plane] = size;
  return change(change(array, [slices, 2, ...array.shape.slice(-2)]), plane);
}

function checkSuits(read: Read, conversion: Conversion): void {
  const { item, shapeRead, isComplex } = read;
  const { size, fit = 'resample', scaling = 'none' } = conversion;
  const complex = isComplex && !becomesMagnitude(read, conversion);
  const spatial = shapeRead.length - (isComplex ? 2 : 1);
  const refuse = (condition: boolean, expected: string, received: string) =>
    check(!condition, () => ({ where: `data, ${item}`, expected, received }));
  refuse(
    size !== undefined && (size.length < 2 || size.length > spatial),
    spatial < 2
      ? 'no size, for items are no images'
      : `a size of ${spatial === 2 ? '' : '2 or '}${spatial} numbers`,
    `[${size?.join(', ')}]`,
  );
  refuse(
    complex && size !== undefined && fit === 'resample',
    'fit: crop, for complex data, or complex: magnitude',
    'fit: resample',
  );
  refuse(
    complex && typeof scaling === 'object',
    'scaling of complex data by none, range or standard',
    'a window',
  );
}
