import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import type { Augment } from '../batches.ts';
import type { Targets } from '../dataset.ts';
import { Bender } from './bender.ts';
import { checkAugmentation, type ImageAugmentation } from './image-augmentation.ts';
import { addNoise, changeIntensity } from './intensity.ts';
import { nearest, resample, type Warp } from './warp.ts';

/**
 * Shifts, rotates, scales, bends and mirrors images [channel, row, column] or volumes [channel, slice, row, column] at
 * random, all channels and slices alike, with bilinear interpolation; then changes their intensities and adds noise. A
 * pure function of seed, epoch and item. Targets that are images of the same size are moved alike, classes by the
 * nearest neighbor.
 *
 * @param targets the dataset's, where they are images
 * @example new Batches(train, { batchSize: 128, augment: augmentImages(train.inputShape, { seed: 1, shift: 2 }) });
 * @throws InputError for inputs that are no images, or settings out of range.
 */
export function augmentImages(
  inputShape: readonly number[],
  options: ImageAugmentation,
  targets?: Pick<Targets, 'kind' | 'shape'>,
): Augment {
  checkShape(inputShape);
  checkAugmentation(options);
  const inputs = planesOf(inputShape);
  const images = targets && planesWithin(targets.shape, inputs);
  const mover = isMoved(options) ? new Mover(inputs, options) : undefined;
  return (batch, items, epoch, labels) => {
    for (const [place, item] of items.entries()) {
      const image = batch.subarray(place * inputs.size, (place + 1) * inputs.size);
      mover?.draw(epoch, item);
      mover?.move(image, inputs, options.fill ?? 0, resample);
      if (labels && images) {
        const target = labels.subarray(place * images.size, (place + 1) * images.size);
        mover?.move(target, images, 0, targets.kind === 'classes' ? nearest : resample);
      }
      disturb(image, options, epoch, item);
    }
  };
}

/** How an array is made of planes [row, column]. */
interface Planes {
  readonly slices: number;
  readonly rows: number;
  readonly columns: number;
  /** How many numbers there are in all. */
  readonly size: number;
}

function planesOf(shape: readonly number[]): Planes {
  const [columns = 1, rows = 1, slices = 1] = shape.toReversed();
  return { slices: shape.length === 4 ? slices : 1, rows, columns, size: shape.reduce((a, b) => a * b, 1) };
}

/** The planes of targets, where those are images as large as the inputs. */
function planesWithin(shape: readonly number[], { slices, rows, columns }: Planes): Planes | undefined {
  const [width, height, depth = 1] = shape.toReversed();
  const isAlike = width === columns && height === rows && (slices === 1 || depth === slices);
  return isAlike ? { slices, rows, columns, size: shape.reduce((a, b) => a * b, 1) } : undefined;
}

function isMoved({ shift, rotation, scale, elastic, flip }: ImageAugmentation): boolean {
  return Boolean(shift || rotation || scale || elastic || flip);
}

function disturb(image: Float32Array, options: ImageAugmentation, epoch: number, item: number): void {
  const { seed, intensity, noise } = options;
  if (intensity) changeIntensity(image, intensity, RandomStream.derive(seed, 'intensity', epoch, item));
  if (noise) addNoise(image, noise, RandomStream.derive(seed, 'noise', epoch, item));
}

type Resampler = typeof resample;

/** Moves one item after the other. */
class Mover {
  readonly #options: ImageAugmentation;
  readonly #bender: Bender;
  #warp: Warp;
  #reversed = false;

  constructor({ rows, columns }: Planes, options: ImageAugmentation) {
    this.#options = options;
    this.#bender = new Bender(rows, columns, options);
    this.#warp = { rows: new Float64Array(0), columns: new Float64Array(0) };
  }

  draw(epoch: number, item: number): void {
    const { seed, flip } = this.#options;
    this.#warp = this.#bender.draw(RandomStream.derive(seed, 'augment', epoch, item));
    if (!flip) return;
    const stream = RandomStream.derive(seed, 'flip', epoch, item);
    const happens = (probability = 0) => stream.uniform() < probability;
    this.#bender.mirror(happens(flip.horizontal), happens(flip.vertical));
    this.#reversed = happens(flip.slices);
  }

  /** Moves an image in place, all its planes alike. */
  move(image: Float32Array | Int32Array, planes: Planes, fill: number, by: Resampler): void {
    const { slices, rows, columns } = planes;
    const source = image.slice();
    const plane = rows * columns;
    for (let start = 0; start < image.length; start += plane) {
      const slice = (start / plane) % slices;
      const from = this.#reversed ? start + (slices - 1 - 2 * slice) * plane : start;
      by(source.subarray(from, from + plane), columns, this.#warp, fill, image, start);
    }
  }
}

function checkShape(inputShape: readonly number[]): void {
  check(inputShape.length === 3 || inputShape.length === 4, () => ({
    where: 'augmentImages',
    expected: 'inputs of shape [channel, row, column] or [channel, slice, row, column]',
    received: `[${inputShape.join(', ')}]`,
  }));
}
