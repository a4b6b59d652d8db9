import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sketchedItem, temporaryFolder } from '../../../test/dataset-folder.ts';
import { present } from '../../util/errors.ts';
import type { Conversion } from './conversion.ts';
import { DiskCache } from './disk-cache.ts';
import { readPlans } from './read-plan.ts';

const conversion: Conversion = { items: 'slices', size: [2, 2], scaling: 'range' };
const item = sketchedItem({ id: 'x', file: 'x', shape: [2, 3, 3], axes: ['slice', 'row', 'column'] });
const [first, second] = readPlans(item, ['x'], conversion).map((plan) => present(plan, 'a plan'));

it('keeps inputs by what they were made from', async () => {
  const folder = join(temporaryFolder(), 'cache');
  const cache = new DiskCache(folder, conversion);
  const [one, two] = [present(first, 'a plan'), present(second, 'a plan')];
  expect(await cache.get(one)).toBeUndefined();
  await cache.set(one, Float32Array.of(1, 2, 3, 4));
  expect(await new DiskCache(folder, conversion).get(one)).toEqual(Float32Array.of(1, 2, 3, 4));
  expect(await cache.get(two)).toBeUndefined();
  expect(await cache.get({ ...one, hash: 'changed' })).toBeUndefined();
  expect(await new DiskCache(folder, { ...conversion, scaling: 'none' }).get(one)).toBeUndefined();
  // Moving the files changes nothing.
  expect(await cache.get({ ...one, files: ['elsewhere'] })).toEqual(Float32Array.of(1, 2, 3, 4));
});

it('ignores what is cut off, and does without a place to write', async () => {
  const folder = temporaryFolder();
  const cache = new DiskCache(folder, conversion);
  const plan = present(first, 'a plan');
  await cache.set(plan, Float32Array.of(1, 2, 3, 4));
  const [name = ''] = readdirSync(folder);
  expect(readFileSync(join(folder, name))).toHaveLength(16);
  truncateSync(join(folder, name), 12);
  expect(await cache.get(plan)).toBeUndefined();
  writeFileSync(join(folder, 'file'), '');
  const nowhere = new DiskCache(join(folder, 'file'), conversion);
  await nowhere.set(plan, Float32Array.of(1, 2, 3, 4));
  expect(await nowhere.get(plan)).toBeUndefined();
});
