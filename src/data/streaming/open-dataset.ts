import { basename, resolve } from 'node:path';
import { range, sameItems } from '../../util/arrays.ts';
import { closingNow } from '../../util/closing.ts';
import { check } from '../../util/errors.ts';
import type { ItemTargets } from '../dataset.ts';
import type { Item } from '../manifest/item.ts';
import { openManifest } from '../manifest/manifest.ts';
import type { Conversion } from './conversion.ts';
import { convertedShape } from './convert.ts';
import { chosenItems, type ItemFilter } from './item-field.ts';
import { ItemStore, type StoreOptions } from './item-store.ts';
import { itemTargets, type TargetOptions } from './item-targets.ts';
import { labelMapPlans } from './label-maps.ts';
import { type ReadPlan, readPlans } from './read-plan.ts';
import { StreamedDataset, type StreamedEntry } from './streamed-dataset.ts';

/** How a dataset folder is trained from. */
export interface DatasetOptions
  extends Conversion,
    TargetOptions,
    Pick<StoreOptions, 'threads' | 'cacheBytes' | 'diskCache'> {
  /** Which items; all by default. */
  readonly where?: ItemFilter;
}

/**
 * A folder that `echotrain data import` made, to train from: its items are read as they are wanted, however many they
 * are.
 *
 * @example
 * const data = openDataset('datasets/chests', { items: 'slices', size: [64, 64], scaling: 'range' });
 * const { train, test } = split(data, { test: 0.2, seed: 1 });
 * await fit(model, data.subset(train), options);
 * @throws InputError where there is no dataset, no item is left, labels are missing, or sizes differ and none is given.
 */
export function openDataset(folder: string, options: DatasetOptions): StreamedDataset {
  return closingNow(openManifest(folder), (manifest) => {
    const items = [...manifest.items()];
    return streamItems(
      items,
      (item, what) => manifest.pathsOf(item, what),
      basename(resolve(folder)),
      options,
    );
  });
}

/** The same of a list of items. */
export function streamItems(
  all: readonly Item[],
  pathsOf: (item: Item, what?: 'target') => readonly string[],
  name: string,
  options: DatasetOptions,
): StreamedDataset {
  const { where = {}, threads, cacheBytes, diskCache, label, task, classNames, ...conversion } = options;
  const items = chosenItems(all, where, name);
  check(items.length > 0, () => ({ where: `data, ${name}`, expected: 'items', received: 'none' }));
  const plans = items.map((item) => readPlans(item, pathsOf(item), conversion));
  const entries = items.flatMap((item, i) =>
    (plans[i] ?? []).map((_, image): StreamedEntry => ({ item, image })),
  );
  const inputShape = commonShape(plans.flat(), conversion, name);
  const stored = { threads, cacheBytes, diskCache };
  const labelMaps =
    task === 'segmentation'
      ? {
          targets: segmentationTargets(inputShape, classNames, name),
          labelMaps: labelMapStore(items, pathsOf, conversion, stored),
        }
      : undefined;
  const targetOptions = { ...(label && { label }), ...(task && { task }) };
  return new StreamedDataset({
    name,
    store: new ItemStore(plans.flat(), { conversion, ...stored }),
    entries,
    inputShape,
    ...(labelMaps ?? {
      targets: itemTargets(
        entries.map(({ item }) => item),
        targetOptions,
        name,
      ),
    }),
    chosen: Uint32Array.from(range(entries.length)),
    sealed: new Set(),
  });
}

/** Label maps go the way of their images, but that their values are classes. */
function labelMapStore(
  items: readonly Item[],
  pathsOf: (item: Item, what?: 'target') => readonly string[],
  { items: what, size, fit }: Conversion,
  stored: Pick<StoreOptions, 'threads' | 'cacheBytes' | 'diskCache'>,
): ItemStore {
  const conversion = { items: what, classes: true, ...(size && { size }), ...(fit && { fit }) };
  const plans = items.flatMap((item) => labelMapPlans(item, pathsOf(item, 'target'), conversion));
  return new ItemStore(plans, { conversion, ...stored });
}

/** A class of each pixel of an image, whatever channels it has. */
function segmentationTargets(
  [, ...image]: readonly number[],
  classNames: readonly string[] = [],
  name: string,
): ItemTargets {
  check(classNames.length > 1, () => ({
    where: `data, ${name}, classNames`,
    expected: 'names of two classes or more, from the value 0 of label maps on',
    received: classNames.join(', ') || 'none',
  }));
  return { kind: 'classes', shape: image, classNames };
}

/** The shape that all inputs have. */
function commonShape(plans: readonly ReadPlan[], conversion: Conversion, name: string): readonly number[] {
  const [first = [], ...shapes] = plans.map((plan) => convertedShape(plan, conversion));
  const other = shapes.findIndex((shape) => !sameItems(shape, first));
  check(other < 0, () => ({
    where: `data, ${name}`,
    expected: 'items of one shape',
    received: `[${first.join(', ')}] of ${plans[0]?.item} and [${shapes[other]?.join(', ')}] of ${plans[other + 1]?.item}`,
    remedy: remedyFor(conversion),
  }));
  return first;
}

function remedyFor({ items, size }: Conversion): string {
  if (items === 'volumes' && size?.length !== 3) return 'Give them a size: [slices, rows, columns].';
  return size ? 'Choose items that are alike with "where".' : 'Give them a size: [rows, columns].';
}
