import { product, sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { Conversion } from './conversion.ts';
import { convert } from './convert.ts';
import type { OpenArray, OpenFiles } from './open-files.ts';
import type { ReadPlan } from './read-plan.ts';
import { type Region, readRegion } from './read-region.ts';

/**
 * Reads one input.
 *
 * @throws InputError that names the item and its file, for what is missing, damaged, changed, or not finite.
 */
export async function readInput(
  plan: ReadPlan,
  conversion: Conversion,
  files: OpenFiles,
): Promise<Float32Array> {
  const file = await files.open(plan);
  checkUnchanged(plan, file);
  const values = new Float32Array(product(plan.shapeRead));
  await readRegion(file, regionOf(plan, file), values);
  const input = convert(plan, values, conversion);
  checkFinite(plan, input);
  return input;
}

/** Where the plan's axes lie in the file's memory order. */
function regionOf({ axes, first, index, imaginary }: ReadPlan, { shape, order }: OpenArray): Region {
  const leading = index === undefined ? 0 : 1;
  const strides = stridesOf(shape, order);
  let start = leading === 0 ? 0 : (index ?? 0) * (strides[0] ?? 0);
  for (const [at, entry] of first.entries()) start += entry * (strides[at + leading] ?? 0);
  const planned = axes.map(({ at, length, reversed, to }) => {
    const from = strides[at + leading] ?? 0;
    if (reversed) start += (length - 1) * from;
    return { length, from: reversed ? -from : from, to };
  });
  return { axes: planned, start, imaginary };
}

/** How far neighbors along each axis lie apart in memory. */
function stridesOf(shape: readonly number[], order: OpenArray['order']): number[] {
  return shape.map((_, axis) =>
    product(order === 'row-major' ? shape.slice(axis + 1) : shape.slice(0, axis)),
  );
}

function checkUnchanged({ item, files, shape, index }: ReadPlan, file: OpenArray): void {
  const [count = 0, ...rest] = file.shape;
  const found = index === undefined ? file.shape : rest;
  check(sameItems(found, shape) && (index ?? 0) < Math.max(count, 1), () => ({
    where: `item ${item}, ${files[0]}`,
    expected: `shape [${shape.join(', ')}], as when it was imported`,
    received: `[${file.shape.join(', ')}]`,
    remedy: 'The file was changed: import the dataset again.',
  }));
}

function checkFinite({ item, files }: ReadPlan, input: Float32Array): void {
  const at = input.findIndex((value) => !Number.isFinite(value));
  check(at < 0, () => ({
    where: `item ${item}, ${files[0]}`,
    expected: 'finite numbers',
    received: `${input[at]}`,
    remedy: 'Leave the item out; one of them spoils all weights.',
  }));
}
