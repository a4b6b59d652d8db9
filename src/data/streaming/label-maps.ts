import { check, InputError } from '../../util/errors.ts';
import type { Item } from '../manifest/item.ts';
import type { Conversion } from './conversion.ts';
import { type ReadPlan, readPlans } from './read-plan.ts';

/**
 * What is read for the label maps of an item: what is read for its images, of other files.
 *
 * @throws InputError for an item that has none.
 */
export function labelMapPlans(
  item: Item,
  paths: readonly string[],
  conversion: Pick<Conversion, 'items'>,
): ReadPlan[] {
  const { target } = item;
  check(target !== undefined, () => ({
    where: `data, item ${item.id}`,
    expected: 'a label map that belongs to the image',
    received: 'none',
    remedy: 'Import images with their label maps in folders images and labels, or choose items with "where".',
  }));
  // Its values are not in the manifest's hash: what tells a changed file is its size and time.
  const hash = `${item.hash} labels ${target.bytes} ${target.modified}`;
  return readPlans({ ...item, dtype: 'float32', hash, source: target }, paths, conversion);
}

/**
 * Writes a label map as class indices.
 *
 * @throws InputError for a value that is none.
 */
export function writeClasses(
  map: Float32Array,
  classes: number,
  item: string,
  into: Float32Array | Int32Array,
  at: number,
): void {
  for (let i = 0; i < map.length; i++) {
    const value = map[i] ?? 0;
    if (!(Number.isInteger(value) && value >= 0 && value < classes)) throw stranger(value, classes, item);
    into[at + i] = value;
  }
}

function stranger(value: number, classes: number, item: string): InputError {
  return new InputError({
    where: `item ${item}, label map`,
    expected: `classes from 0 to ${classes - 1}, as there are names`,
    received: `${value}`,
  });
}
