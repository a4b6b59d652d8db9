import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  datasetFolder,
  type ItemSketch,
  sketchedItem,
  temporaryFolder,
  writeNpy,
} from '../../../test/dataset-folder.ts';
import { openDicom } from '../../formats/dicom/open.ts';
import { openVolume } from '../../formats/dicom/volume.ts';
import { range } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { Batches } from '../batches.ts';
import { Dataset } from '../dataset.ts';
import { inputsOf, targetsOf } from '../item-set.ts';
import { FileSource } from '../reading/file-source.ts';
import { type DatasetOptions, openDataset, streamItems } from './open-dataset.ts';

/** A series of PET, a file a slice. */
const SERIES = fileURLToPath(new URL('../../../../shared/data/dicom_series/tcia_pet', import.meta.url));

/** Volumes of two slices, three subjects, two classes. */
const VOLUMES = 9;
const SHAPE = [2, 4, 3] as const;
const folder = temporaryFolder();
const volumes = range(VOLUMES).map((i) => {
  const values = Float32Array.from({ length: 24 }, (_, k) => 100 * i + k);
  const file = writeNpy(folder, `v${i}.npy`, SHAPE, values);
  const sketch: ItemSketch = {
    ...{ id: `v${i}`, file, shape: SHAPE, axes: ['slice', 'row', 'column'], subject: `s${i % 3}` },
    ...{ label: i % 2 === 0 ? 'well' : 'ill', site: i < 4 ? 'Graz' : 'Linz', hash: `hash ${i}` },
  };
  return sketchedItem(sketch);
});
datasetFolder(volumes, folder);

function open(options: Partial<DatasetOptions> = {}) {
  return openDataset(folder, { items: 'volumes', ...options });
}

describe('a dataset folder', () => {
  it.each([0, 1, 3])('gives the values of its files, with %d threads', async (threads) => {
    const data = open({ threads, items: 'slices' });
    expect([data.count, data.inputShape]).toEqual([18, [1, 4, 3]]);
    const inputs = await inputsOf(data, [17, 0, 3, 17]);
    const slice = (volume: number, slice: number) => range(12).map((k) => 100 * volume + 12 * slice + k);
    expect([...inputs]).toEqual([...slice(8, 1), ...slice(0, 0), ...slice(1, 1), ...slice(8, 1)]);
    expect(data.targets).toMatchObject({ kind: 'classes', classNames: ['ill', 'well'] });
    expect([...(data.labels ?? [])].slice(0, 4)).toEqual([1, 1, 0, 0]);
    expect(data.groups?.slice(0, 4)).toEqual(['s0', 's0', 's1', 's1']);
    expect(data.metadata('site').slice(6, 10)).toEqual(['Graz', 'Graz', 'Linz', 'Linz']);
    await data.release();
  });

  it.skipIf(!existsSync(SERIES))(
    'reads DICOM volumes of a file a slice (skipped without ../shared/data)',
    async () => {
      const files = readdirSync(SERIES).map((name) => join(SERIES, name));
      const volume = await openVolume(
        files.map((path) => new FileSource({ path })),
        openDicom,
      );
      const bytes = files.reduce((total, file) => total + statSync(file).size, 0);
      const source = { files, bytes, modified: 0 };
      const { shape, axes, dtype } = volume;
      const item = sketchedItem({
        ...{ id: 'series', file: '', source, shape, axes, dtype },
        format: 'dicom',
        label: 'a',
      });
      const data = streamItems([item], () => files, 'series', { items: 'slices', threads: 0 });
      expect([data.count, data.inputShape]).toEqual([shape[0], [1, shape[1], shape[2]]]);
      const last = data.count - 1;
      expect(await inputsOf(data, [last])).toEqual(Float32Array.from(await volume.readBlock(last)));
      volume.close();
      await data.release();
    },
  );

  it('has the batches that the same data have in memory', async () => {
    const data = open();
    const inputs = await inputsOf(data, range(VOLUMES));
    const { name, inputShape } = data;
    const targets = await targetsOf(data, range(VOLUMES));
    const memory = new Batches(new Dataset({ name, inputs, inputShape, targets }), { batchSize: 4, seed: 2 });
    for (const cacheBytes of [0, 1 << 20]) {
      const streamed = new Batches(open({ cacheBytes }), { batchSize: 4, seed: 2 });
      for (const [epoch, index] of [
        [0, 0],
        [0, 1],
        [0, 2],
        [1, 0],
        [7, 1],
        [3, 2],
      ] as const) {
        await streamed.fetch(epoch, index);
        expect(streamed.batch).toEqual(memory.load(epoch, index));
      }
      await streamed.dataset.release();
    }
  });

  it('has parts that share its memory, and sealed ones that are not read', async () => {
    const data = open();
    const part = data.subset([4, 2], 'part');
    expect([part.name, part.count, [...(part.labels ?? [])], part.groups, part.metadata('subject')]).toEqual([
      'part',
      2,
      [1, 1],
      undefined,
      ['s1', 's2'],
    ]);
    expect((await inputsOf(part, [1]))[0]).toBe(200);
    expect(data.gather(Uint32Array.of(2), new Float32Array(24))).toBeUndefined();
    const sealed = data.sealed(Uint32Array.of(2, 3));
    await expect(inputsOf(sealed, [1, 3])).rejects.toThrow('test part, which is sealed, received item v3');
    await expect(inputsOf(sealed.subset([2]), [0])).rejects.toThrow('item v2');
    sealed.prefetch(Uint32Array.of(3));
    expect((await inputsOf(sealed.subset([4]), [0]))[0]).toBe(400);
    expect(() => data.subset([9])).toThrow('expected item numbers from 0 to 8, received 9');
    await data.release();
  });

  it('keeps as much in memory as it may, and what it made on the disk', async () => {
    const diskCache = join(temporaryFolder(), 'cache');
    const first = open({ diskCache, scaling: 'range' });
    const inputs = await inputsOf(first, range(VOLUMES));
    await first.release();
    const items = volumes.map((item) => ({ ...item, source: { ...item.source, files: ['/not/there.npy'] } }));
    const options = { items: 'volumes', diskCache, threads: 1 } as const;
    const again = streamItems(items, (item) => item.source.files, 'moved', { ...options, scaling: 'range' });
    expect(await inputsOf(again, range(VOLUMES))).toEqual(inputs);
    const other = streamItems(items, (item) => item.source.files, 'moved', options);
    await expect(inputsOf(other, [0])).rejects.toThrow(InputError);
    await Promise.all([again.release(), other.release()]);
  });

  it('is known by a hash without being read', async () => {
    const of = (options: Partial<DatasetOptions>, items = volumes) =>
      streamItems(items, () => ['/not/there'], 'hashed', { items: 'volumes', ...options }).hash();
    const hash = await of({});
    expect(await of({})).toBe(hash);
    const changed = volumes.with(3, {
      ...(volumes[3] ?? sketchedItem({ id: '', file: '', shape: [] })),
      hash: 'other',
    });
    const others = [
      of({ scaling: 'range' }),
      of({ items: 'slices' }),
      of({ label: 'site' }),
      of({}, changed),
    ];
    expect(new Set([hash, ...(await Promise.all(others))]).size).toBe(5);
  });

  it('chooses items by what is known of them, and predicts any of it', () => {
    const data = open({ where: { site: 'Linz', label: ['ill', 'well'] }, label: 'subject' });
    expect([data.count, data.targets]).toMatchObject([5, { classNames: ['s0', 's1', 's2'] }]);
    expect(() => open({ where: { site: ['Wien'] } })).toThrow(
      'expected items whose site is Wien, received 9 items with Graz, Linz',
    );
    expect(() => open({ label: 'sex' })).toThrow(
      'a sex of each item, received 9 of 9 without: v0, v1, v2 ...',
    );
    expect(() => open({ task: 'regression' })).toThrow('a number as label of each item');
    const numbers = volumes.map((item, i) => ({ ...item, acquisition: { ageYears: 30 + i } }));
    const ages = streamItems(numbers, () => [], 'ages', {
      items: 'volumes',
      label: 'ageYears',
      task: 'regression',
    });
    expect(ages.targets).toEqual({
      kind: 'values',
      data: Float32Array.from(range(9), (i) => 30 + i),
      shape: [1],
    });
  });
});

describe('what cannot be read', () => {
  it.each([0, 2])(
    'is told in one line with item and file, and others go on, with %d threads',
    async (threads) => {
      const own = temporaryFolder();
      const file = writeNpy(own, 'good.npy', [2, 2], Float32Array.of(1, 2, 3, 4));
      writeFileSync(join(own, 'cut.npy'), 'no array');
      const bad = Float32Array.of(1, Number.NaN, 3, 4);
      const places: Record<string, string> = {
        good: file,
        cut: join(own, 'cut.npy'),
        missing: join(own, 'missing.npy'),
        nan: writeNpy(own, 'nan.npy', [2, 2], bad),
        changed: writeNpy(own, 'changed.npy', [3, 2], new Float32Array(6)),
      };
      const items = Object.entries(places).map(([id, path]) =>
        sketchedItem({ id, file: path, shape: [2, 2], label: 'a' }),
      );
      const data = streamItems(items, (item) => item.source.files, 'mixed', { items: 'slices', threads });
      for (const [i, id] of ['good', 'cut', 'missing', 'nan', 'changed'].entries()) {
        if (id === 'good') continue;
        const failure = inputsOf(data, [0, i]);
        await expect(failure).rejects.toThrow(InputError);
        await expect(failure).rejects.toThrow(new RegExp(`^item ${id}, .*${id}.npy.*: expected .*\\.$`));
      }
      expect([...(await inputsOf(data, [0]))]).toEqual([1, 2, 3, 4]);
      await data.release();
      rmSync(own, { recursive: true });
    },
  );

  it('is not even begun where the manifest knows of NaN', () => {
    const statistics = { min: 0, max: 1, mean: 0, deviation: 1, nonFinite: 7 };
    const items = volumes.map((item, i) => (i === 5 ? { ...item, statistics } : item));
    const data = streamItems(items, () => [], 'spoiled', { items: 'volumes' });
    expect(() => data.assertFinite()).toThrow('received 7 that are not in item v5');
    expect(() => data.subset([1, 2]).assertFinite()).not.toThrow();
  });

  it('has shapes that do not fit', () => {
    const items = [
      ...volumes,
      sketchedItem({ id: 'odd', file: '', shape: [5, 5], label: 'ill', axes: ['row', 'column'] }),
    ];
    const all = (options: DatasetOptions) => streamItems(items, () => [], 'mixed', options);
    expect(() => all({ items: 'slices' })).toThrow(
      'expected items of one shape, received [1, 4, 3] of v0 and [1, 5, 5] of odd. Give them a size: [rows, columns].',
    );
    expect(all({ items: 'slices', size: [8, 8] }).inputShape).toEqual([1, 8, 8]);
    expect(() => all({ items: 'slices', size: [8] })).toThrow(
      'data, v0: expected a size of 2 numbers, received [8]',
    );
    expect(() => streamItems([], () => [], 'none', { items: 'slices' })).toThrow(
      'expected items, received none',
    );
  });
});

it('prefetches in the order of the shuffle, and never more than a batch ahead', async () => {
  const data = open({ cacheBytes: 0, threads: 1 });
  const wanted: number[][] = [];
  const prefetch = data.prefetch.bind(data);
  Object.assign(data, {
    prefetch: (items: Uint32Array) => {
      wanted.push([...items]);
      prefetch(items);
    },
  });
  const batches = new Batches(data, { batchSize: 4, seed: 9 });
  const order = (epoch: number) => [...RandomStream.derive(9, 'shuffle', epoch).permutation(VOLUMES)];
  for (const index of range(3)) await batches.fetch(0, index);
  expect(wanted).toEqual([order(0).slice(4, 8), order(0).slice(8), order(1).slice(0, 4)]);
  await data.release();
});
