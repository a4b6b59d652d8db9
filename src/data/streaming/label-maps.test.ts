import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { datasetFolder, sketchedItem, temporaryFolder, writeNpy } from '../../../test/dataset-folder.ts';
import { hasSharedData, SHARED_DATA } from '../../../test/open-file.ts';
import { range } from '../../util/arrays.ts';
import { augmentImages } from '../augmentation/augment-images.ts';
import { Batches } from '../batches.ts';
import { importDataset } from '../import/import-dataset.ts';
import { inputsOf, targetsOf } from '../item-set.ts';
import { type DatasetOptions, openDataset } from './open-dataset.ts';

const SLICES = 3;

/** A folder with three volumes of 3 × 4 × 6 and their label maps; a pixel's class is 1 where its value is odd. */
function labeled(change: (labels: Uint8Array) => Uint8Array = (labels) => labels): string {
  const folder = temporaryFolder();
  const shape = [SLICES, 4, 6];
  const items = range(3).map((i) => {
    const values = Float32Array.from({ length: 72 }, (_, at) => 100 * i + ((at * 5) % 7));
    const file = writeNpy(folder, `image ${i}.npy`, shape, values);
    const labels = change(Uint8Array.from(values, (value) => value % 2));
    const map = writeNpy(folder, `labels ${i}.npy`, shape, labels, 'uint8');
    const target = { files: [map], bytes: statSync(map).size, modified: 0 };
    return sketchedItem({ id: `scan ${i}`, file, shape, axes: ['slice', 'row', 'column'], target });
  });
  return datasetFolder(items, folder);
}

const options: DatasetOptions = {
  items: 'slices',
  task: 'segmentation',
  classNames: ['even', 'odd'],
  threads: 0,
};

describe('label maps', () => {
  it('are read with their images, slice by slice', async () => {
    const data = openDataset(labeled(), options);
    expect(data.targets).toEqual({ kind: 'classes', shape: [4, 6], classNames: ['even', 'odd'] });
    expect([data.labels, data.count]).toEqual([undefined, 9]);
    const chosen = [7, 0, 7];
    const [inputs, targets] = [await inputsOf(data, chosen), await targetsOf(data, chosen)];
    expect(Array.from(targets.data)).toEqual(Array.from(inputs, (value) => value % 2));
    await data.release();
  });

  it('come in batches, augmented with their images, whether read ahead in threads or not', async () => {
    for (const threads of [0, 1]) {
      const data = openDataset(labeled(), { ...options, threads });
      const moves = { seed: 1, flip: { horizontal: 0.5, vertical: 0.5 } };
      const augment = augmentImages(data.inputShape, moves, data.targets);
      const batches = new Batches(data, { batchSize: 4, seed: 1, augment });
      for (const index of range(3)) {
        await batches.fetch(0, index);
        const { inputs, targets } = batches.batch;
        expect(Array.from(targets)).toEqual(Array.from(inputs, (value) => Math.round(value) % 2));
      }
      await data.release();
    }
  });

  it('are brought to a size by the nearest neighbor, so that classes stay classes', async () => {
    const data = openDataset(labeled(), { ...options, size: [8, 12] });
    const small = openDataset(labeled(), options);
    const [large, own] = [await targetsOf(data, [4]), await targetsOf(small, [4])];
    const doubled = range(96).map((i) => own.data[Math.floor(i / 24) * 6 + Math.floor((i % 12) / 2)]);
    expect(Array.from(large.data)).toEqual(doubled);
    await Promise.all([data.release(), small.release()]);
  });

  it('are part of the hash, and stay closed with their images', async () => {
    const [one, other] = [
      openDataset(labeled(), options),
      openDataset(labeled(), { ...options, classNames: ['a', 'b'] }),
    ];
    expect(await one.hash()).not.toBe(await other.hash());
    await expect(targetsOf(one.sealed(Uint32Array.of(1)), [1])).rejects.toThrow(/sealed/);
  });

  it('are refused where they are missing or hold other values', async () => {
    const wrong = openDataset(
      labeled((labels) => labels.fill(4)),
      options,
    );
    await expect(targetsOf(wrong, [0])).rejects.toThrow(
      /item scan 0, label map: expected classes from 0 to 1, as there are names, received 4/,
    );
    const folder = temporaryFolder();
    const file = writeNpy(folder, 'x.npy', [4, 6], new Float32Array(24));
    const bare = datasetFolder([sketchedItem({ id: 'x', file, shape: [4, 6] })], folder);
    expect(() => openDataset(bare, options)).toThrow(/item x: expected a label map.*received none/);
    const { classNames: _, ...nameless } = options;
    expect(() => openDataset(labeled(), nameless)).toThrow(/classNames: expected names of two classes/);
  });

  it.skipIf(!hasSharedData)('are those of a real dataset (skipped without ../shared/data)', async () => {
    const folder = join(temporaryFolder(), 'hippocampus');
    await importDataset([fileURLToPath(new URL('mr_volumes/hippocampus', SHARED_DATA))], {
      out: folder,
      by: 'a test',
    });
    const classNames = ['background', 'anterior', 'posterior'];
    const data = openDataset(folder, { ...options, size: [32, 48], classNames, where: {} });
    const middle = range(data.count)
      .filter((i) => i % 5 === 2)
      .slice(0, 20);
    const { data: classes } = await targetsOf(data, middle);
    expect(new Set(classes)).toEqual(new Set([0, 1, 2]));
    expect(basename(folder)).toBe(data.name);
    await data.release();
  });
});
