import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../test/close.ts';
import { temporaryFolder } from '../../../test/dataset-folder.ts';
import { Batches, split, targetsOf } from '../../data/index.ts';
import { centeredFft, coils, type ShapedArray, shaped } from '../../imaging/index.ts';
import { range } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import { coilImage } from './coil-image.ts';
import { type ReconstructionItemsOptions, reconstructionItems } from './reconstruction-items.ts';
import type { ScanSource } from './scan-source.ts';
import { simulatedScans } from './simulated-scans.ts';

const SHAPE = [3, 2, 16, 16];
const POINTS = 256;
const undersampling = { kind: 'random', accelerations: [2], calibrationLines: 4, seed: 5 } as const;
const options: ReconstructionItemsOptions = { undersampling, maps: 'simulated', target: 'complex' };

/** Smooth sensitivities with a sum of squares of 1, and a few bright pixels seen by them. */
function scan(number: number) {
  const stream = RandomStream.derive(number, 'scan');
  const maps = new Float32Array(3 * 2 * POINTS);
  for (const coil of range(3)) {
    for (const i of range(POINTS)) {
      const angle = (coil + 1) * (i / POINTS) + coil;
      const size = [0.8, 0.5, Math.sqrt(0.11)][coil] ?? 0;
      maps[2 * coil * POINTS + i] = size * Math.cos(angle);
      maps[(2 * coil + 1) * POINTS + i] = size * Math.sin(angle);
    }
  }
  const image = new Float32Array(2 * POINTS);
  for (let n = 0; n < 40; n++) image[stream.integer(2 * POINTS)] = 300 * stream.normal();
  const seen = coils(shaped(maps, SHAPE)).apply(image);
  return { kspace: shaped(centeredFft(seen, SHAPE), SHAPE), maps: shaped(maps, SHAPE), image };
}

const source: ScanSource = {
  name: 'scans',
  origin: 'measured',
  scans: range(6).map((i) => ({
    id: `scan ${i}`,
    subject: `subject ${i >> 1}`,
    site: i < 4 ? 'Graz' : 'Wien',
  })),
  kspaceShape: SHAPE,
  read: async (number) => scan(number),
  hash: async () => 'hash',
  release: async () => undefined,
};

async function itemOf(items: ReturnType<typeof reconstructionItems>, item: number) {
  const [inputs, target] = [new Float32Array(items.inputSize), new Float32Array(items.targetSize)];
  await items.gather(Uint32Array.of(item), inputs, target);
  return items.layout.item(0, inputs, target);
}

function largest(image: ArrayLike<number>): number {
  return Math.max(...range(POINTS).map((i) => Math.hypot(image[i] ?? 0, image[POINTS + i] ?? 0)));
}

describe('items of undersampled scans', () => {
  it('hold k-space, sensitivities and mask by name, and the image as target', () => {
    const items = reconstructionItems(source, options);
    expect(items.inputFields).toEqual([
      { name: 'kspace', shape: SHAPE },
      { name: 'maps', shape: SHAPE },
      { name: 'mask', shape: [1, 1, 16, 16] },
    ]);
    expect([items.count, items.inputSize, items.targets.shape]).toEqual([6, 2 * 6 * 256 + 256, [2, 16, 16]]);
    expect(items.metadata('site')?.at(-1)).toBe('Wien');
  });

  it('are sampled by their mask, scaled by the zero-filled image, with the object as reference', async () => {
    const items = reconstructionItems(source, options);
    const { kspace, maps, mask, target = [] } = await itemOf(items, 3);
    const zeroFilled = coilImage(kspace, maps);
    expect(largest(zeroFilled)).toBeCloseTo(1, 5);
    expect(mask.reduce((a, b) => a + b, 0)).toBe(POINTS / 2);
    const whole = scan(3);
    const scale =
      (whole.image.find((value) => value !== 0) ?? 0) / (target[whole.image.findIndex((v) => v !== 0)] ?? 0);
    expectClose(
      target,
      whole.image.map((value) => value / scale),
      1e-5,
      'the target',
    );
    expectClose(
      kspace.data,
      whole.kspace.data.map((value, i) => (value * (mask[i % POINTS] ?? 0)) / scale),
      1e-5,
      'k-space',
    );
  });

  it('share a mask within a subject, whatever part they are in', async () => {
    const items = reconstructionItems(source, options);
    const masks = await Promise.all(range(6).map(async (i) => (await itemOf(items, i)).mask.join()));
    expect(masks[0]).toBe(masks[1]);
    expect(new Set(masks).size).toBe(3);
    const { test } = split(items, { test: 1 / 3, seed: 1 });
    expect((await itemOf(items.subset(test), 0)).mask.join()).toBe(masks[test[0] ?? 0]);
    const other = reconstructionItems(source, { ...options, undersampling: { ...undersampling, seed: 6 } });
    expect((await itemOf(other, 0)).mask.join()).not.toBe(masks[0]);
  });

  it('draw masks anew in each epoch of a training, the same for the same seed', async () => {
    const items = reconstructionItems(source, options);
    const drawn = async (epoch: number, each: 'epoch' | 'subject') => {
      const { data, augment } = items.anew(undefined, 1, each);
      const batches = new Batches(data, { batchSize: 2, shuffle: false, augment });
      await batches.fetch(epoch, 1);
      const { kspace, maps, mask } = items.layout.item(0, batches.batch.inputs, undefined);
      expect(largest(coilImage(kspace, maps))).toBeCloseTo(1, 5);
      return mask.join();
    };
    expect(await drawn(0, 'epoch')).toBe(await drawn(0, 'epoch'));
    expect(await drawn(0, 'epoch')).not.toBe(await drawn(1, 'epoch'));
    expect(await drawn(0, 'subject')).toBe(await drawn(1, 'subject'));
    expect(await drawn(0, 'subject')).toBe((await itemOf(items, 2)).mask.join());
  });

  it('move object and sensitivities alike; noise leaves the reference', async () => {
    const items = reconstructionItems(source, options);
    const moves = { shift: 3, flip: { horizontal: 0.5, vertical: 0.5 }, quarterTurns: true };
    const one = async (augmentation: Parameters<typeof items.anew>[0]) => {
      const { data, augment } = items.anew(augmentation, 4, 'subject');
      const [inputs, target] = [new Float32Array(items.inputSize), new Float32Array(items.targetSize)];
      await data.gather(Uint32Array.of(1), inputs, target);
      augment(inputs, Uint32Array.of(1), 2, target);
      return items.layout.item(0, inputs, target);
    };
    const { kspace, maps, mask, target = new Float32Array(0) } = await one(moves);
    const seen = centeredFft(coils(maps ?? shaped(new Float32Array(0), [0])).apply(target.slice()), SHAPE);
    expectClose(
      kspace.data,
      seen.map((value, i) => value * (mask[i % POINTS] ?? 0)),
      1e-4,
      'the moved scan',
    );
    const [still, noisy] = [await one(undefined), await one({ snr: 2 })];
    const ratio = largest(still.target ?? []) / largest(noisy.target ?? []);
    expectClose(
      noisy.target?.map((v) => v * ratio) ?? [],
      still.target ?? new Float32Array(0),
      1e-5,
      'the reference',
    );
    expect(noisy.kspace.data).not.toEqual(still.kspace.data);
    expect(() => items.anew({ coilPhase: 10 }, 1, 'epoch')).toThrow(/expected no coilPhase/);
  });

  it('come in their own scale for methods', async () => {
    const items = reconstructionItems(source, { ...options, target: 'magnitude' });
    const { acquisition, reference } = await items.acquisition(0);
    const { kspace, maps } = scan(0);
    expect(reference.shape).toEqual([1, 16, 16]);
    expectClose(reference.data, coilImage(kspace, undefined), 1e-5, 'the reference');
    expectClose(
      acquisition.kspace.data,
      kspace.data.map((value, i) => value * (acquisition.mask.data[i % POINTS] ?? 0)),
      1e-5,
      'k-space',
    );
    expect(acquisition.maps?.data).toEqual(maps.data);
  });

  it('have hashes of all that can be learned', async () => {
    const hashes = [
      reconstructionItems(source, options),
      reconstructionItems(source, { ...options, target: 'magnitude' }),
      reconstructionItems(source, { ...options, coils: 2 }),
      reconstructionItems(source, { ...options, undersampling: { ...undersampling, seed: 9 } }),
      reconstructionItems(source, options).subset([1, 2]),
      reconstructionItems(source, options),
    ].map((items) => items.hash());
    expect(new Set(await Promise.all(hashes)).size).toBe(5);
  });

  it('find sensitivities in the calibration lines alone, and keep them in a folder', async () => {
    const brains = simulatedScans({ subjects: 1, matrix: [32, 32], coils: 4, seed: 2 });
    const cache = join(temporaryFolder(), 'maps');
    const own: ReconstructionItemsOptions = {
      undersampling: { ...undersampling, calibrationLines: 8 },
      maps: 'espirit',
      target: 'complex',
      coils: 3,
      cache,
    };
    const first = await itemOf(reconstructionItems(brains, own), 0);
    expect(readdirSync(cache)).toHaveLength(1);
    const again = await itemOf(reconstructionItems(brains, own), 0);
    expect(again.maps).toEqual(first.maps);
    const outer: ScanSource = {
      ...brains,
      read: async (n) => ({ kspace: withoutOuter((await brains.read(n)).kspace) }),
    };
    const { cache: _, ...plain } = own;
    const blind = await itemOf(reconstructionItems(outer, plain), 0);
    expect(blind.maps).toEqual(first.maps);
  });

  it('stay closed where they are sealed', async () => {
    const items = reconstructionItems(source, options).sealed(Uint32Array.of(2));
    await expect(targetsOf(items, [1, 2])).rejects.toThrow(/which is sealed, received item scan 2/);
    await expect(items.subset([2]).acquisition(0)).rejects.toThrow(/sealed/);
  });

  it.each<[string, (kspace: ShapedArray) => ShapedArray, Partial<ReconstructionItemsOptions>, RegExp]>([
    [
      'NaN',
      (k) => ({ ...k, data: k.data.with(7, Number.NaN) }),
      {},
      /scan 0, k-space: expected finite numbers/,
    ],
    [
      'missing lines',
      (k) => ({ ...k, data: k.data.map((v, i) => (i % 16 === 3 ? 0 : v)) }),
      {},
      /expected all 16 lines.*received 1 lines of zeros/,
    ],
    ['another matrix', (k) => shaped(k.data, [3, 2, 8, 32]), {}, /expected shape \[3, 2, 16, 16\]/],
    [
      'too few calibration lines',
      (k) => k,
      { maps: 'espirit', undersampling: { ...undersampling, calibrationLines: 4 } },
      /at least 7 × 7 samples in the center.*received 16 × 4/,
    ],
    ['too many coils', (k) => k, { coils: 9, maps: 'espirit' }, /1 to 3 virtual coils, received 9/],
    [
      'too high an acceleration',
      (k) => k,
      { undersampling: { ...undersampling, accelerations: [40] } },
      /acceleration/,
    ],
    ['no known sensitivities', (k) => k, { maps: 'simulated' }, /expected espirit, lowResolution or none/],
  ])('refuse %s in one line', async (_, change, others, message) => {
    const wrong: ScanSource = { ...source, read: async (n) => ({ kspace: change(scan(n).kspace) }) };
    const items = () => reconstructionItems(wrong, { ...options, maps: 'lowResolution', ...others });
    await expect((async () => itemOf(items(), 0))()).rejects.toThrow(message);
  });

  it('cannot be combined without sensitivities', () => {
    expect(() => reconstructionItems(source, { ...options, maps: 'none' })).toThrow(/expected sensitivities/);
  });
});

/** Noise in place of all but the central 8 columns. */
function withoutOuter({ data, shape }: ShapedArray): ShapedArray {
  const columns = shape.at(-1) ?? 0;
  const isOuter = (i: number) => Math.abs((i % columns) - columns / 2 + 0.5) > 4;
  return { data: data.map((value, i) => (isOuter(i) ? Math.sin(i) : value)), shape };
}
