import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Augment, Dataset } from '../src/data/index.ts';
import { floatValues } from '../src/formats/index.ts';
import { present } from '../src/util/errors.ts';
import { RandomStream } from '../src/util/random.ts';
import { SHARED_DATA, withFile } from './open-file.ts';

/** A gray image with values from 0 to 1. */
export interface GrayImage {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** The PNG images of a folder of the shared data, in the order of their names. */
export async function grayImages(folder: string): Promise<GrayImage[]> {
  const url = new URL(`images/${folder}/`, SHARED_DATA);
  const names = readdirSync(fileURLToPath(url)).toSorted();
  const read = (name: string) =>
    withFile(new URL(name, url), async (file): Promise<GrayImage> => {
      const [rows = 0, columns = 0] = file.shape;
      return { rows, columns, values: (await floatValues(file)).map((value) => value / 255) };
    });
  return Promise.all(names.map(read));
}

/** Adds Gaussian noise of standard deviation σ, the same for one seed. */
export function noisy(values: Float32Array, sigma: number, ...seed: readonly number[]): Float32Array {
  const stream = RandomStream.derive(0, 'noise', ...seed);
  return values.map((value) => value + sigma * stream.normal());
}

/** Patches to learn denoising from. In each epoch an item is another patch of its image, with other noise. */
export interface DenoisingSet {
  readonly dataset: Dataset;
  readonly augment: Augment;
}

/** So many patches of each image an epoch, of `side` × `side`. */
export function denoisingSet(
  images: readonly GrayImage[],
  { side, perImage, sigma }: { readonly side: number; readonly perImage: number; readonly sigma: number },
): DenoisingSet {
  const size = side * side;
  const count = images.length * perImage;
  const patchOf = (item: number, epoch: number) => {
    const { rows, columns, values } = present(images[item % images.length], 'an image');
    const stream = RandomStream.derive(0, 'patch', item, epoch);
    const [top, left] = [stream.integer(rows - side + 1), stream.integer(columns - side + 1)];
    const [mirrored, turned] = [stream.integer(2) === 1, stream.integer(2) === 1];
    return Float32Array.from({ length: size }, (_, i) => {
      const [a, b] = [Math.floor(i / side), i % side];
      const [row, column] = turned ? [b, a] : [a, b];
      return values[(top + row) * columns + left + (mirrored ? side - 1 - column : column)] ?? 0;
    });
  };
  const augment: Augment = (inputs, items, epoch, targets) => {
    for (const [row, item] of items.entries()) {
      const patch = patchOf(item, epoch);
      inputs.set(noisy(patch, sigma, item, epoch), row * size);
      targets?.set(patch, row * size);
    }
  };
  const data = new Float32Array(count * size);
  const inputs = new Float32Array(count * size);
  augment(
    inputs,
    Uint32Array.from({ length: count }, (_, i) => i),
    0,
    data,
  );
  const shape = [1, side, side];
  const targets = { kind: 'values', data, shape } as const;
  return { dataset: new Dataset({ name: 'patches', inputs, inputShape: shape, targets }), augment };
}

/** 10 log₁₀(1 / mean squared error), in dB. */
export function psnrOf(image: Float32Array, reference: Float32Array): number {
  const squared = image.reduce((sum, value, i) => sum + (value - (reference[i] ?? 0)) ** 2, 0);
  return -10 * Math.log10(squared / image.length);
}
