import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import type { Augment } from '../batches.ts';
import { SmoothField } from './smooth-field.ts';
import { resample, type Warp } from './warp.ts';

/** How far images are moved and bent; what is left out stays as it is. */
export interface ImageAugmentation {
  readonly seed: number;
  /** The largest shift along rows and along columns, in pixels. */
  readonly shift?: number;
  /** Shift by whole pixels only, which alone leaves every gray value as it was. */
  readonly wholePixels?: boolean;
  /** The largest rotation, in degrees, to either side. */
  readonly rotation?: number;
  /** The largest growth: 0.1 allows sizes from 1 / 1.1 to 1.1, each as likely as its inverse. */
  readonly scale?: number;
  /** Elastic deformation; Simard's for MNIST is `{ sigma: 4, alpha: 34 }`. */
  readonly elastic?: ElasticDeformation;
  /** The value beyond the image's edge: 0 (the default), or what background becomes by standardization. */
  readonly fill?: number;
}

/**
 * Random displacements, uniform from -1 to 1 for each pixel, smoothed by a Gaussian of `sigma` pixels and multiplied
 * by `alpha`: with sigma 4, an alpha of 34 moves pixels by 1.4 in the root mean square (Simard, Steinkraus and Platt
 * 2003, "Best practices for convolutional neural networks").
 */
export interface ElasticDeformation {
  readonly sigma: number;
  readonly alpha: number;
}

/**
 * Shifts, rotates, scales and bends images [channel, row, column] at random, all channels alike, with bilinear
 * interpolation. A pure function of seed, epoch and item.
 *
 * @example new Batches(train, { batchSize: 128, augment: augmentImages(train.inputShape, { seed: 1, shift: 2 }) });
 * @throws InputError for inputs that are no images, or settings out of range.
 */
export function augmentImages(inputShape: readonly number[], options: ImageAugmentation): Augment {
  const [channels = 1, rows = 1, columns = 1] = inputShape;
  checkShape(inputShape);
  checkSettings(options);
  const bender = new Bender(rows, columns, options);
  const source = new Float32Array(channels * rows * columns);
  return (inputs, items, epoch) => {
    for (const [place, item] of items.entries()) {
      const start = place * source.length;
      source.set(inputs.subarray(start, start + source.length));
      const warp = bender.draw(RandomStream.derive(options.seed, 'augment', epoch, item));
      for (let channel = 0; channel < channels; channel++) {
        const [from, to] = [channel * rows * columns, (channel + 1) * rows * columns];
        resample(source.subarray(from, to), columns, warp, options.fill ?? 0, inputs, start + from);
      }
    }
  };
}

/** Draws one warp after the other, always into the same arrays. */
class Bender {
  readonly #rows: number;
  readonly #columns: number;
  readonly #options: ImageAugmentation;
  readonly #warp: Warp;
  readonly #field: SmoothField | undefined;
  readonly #deviation: number;

  constructor(rows: number, columns: number, options: ImageAugmentation) {
    this.#rows = rows;
    this.#columns = columns;
    this.#options = options;
    this.#warp = { rows: new Float64Array(rows * columns), columns: new Float64Array(rows * columns) };
    this.#field = options.elastic && new SmoothField(rows, columns, options.elastic.sigma);
    this.#deviation = options.elastic ? deviationOf(options.elastic) : 0;
  }

  draw(stream: RandomStream): Warp {
    const { shift = 0, wholePixels = false, rotation = 0, scale = 0 } = this.#options;
    const within = (limit: number) => (2 * stream.uniform() - 1) * limit;
    const wholeWithin = (limit: number) => Math.floor(stream.uniform() * (2 * limit + 1)) - limit;
    const shifted = () => (wholePixels ? wholeWithin(Math.floor(shift)) : within(shift));
    const [down, right] = [shifted(), shifted()];
    const angle = (within(rotation) * Math.PI) / 180;
    const shrink = (1 + scale) ** within(1);
    this.#field?.draw(stream, this.#warp.rows);
    this.#field?.draw(stream, this.#warp.columns);
    this.#addAffine(down, right, shrink * Math.cos(angle), shrink * Math.sin(angle));
    return this.#warp;
  }

  /** To each displacement, scaled, adds where the pixel lay before it was rotated, scaled and shifted. */
  #addAffine(down: number, right: number, cosine: number, sine: number): void {
    const { rows, columns } = this.#warp;
    const [middleRow, middleColumn] = [(this.#rows - 1) / 2, (this.#columns - 1) / 2];
    for (let i = 0; i < rows.length; i++) {
      const r = Math.floor(i / this.#columns) - middleRow - down;
      const c = (i % this.#columns) - middleColumn - right;
      rows[i] = middleRow + cosine * r + sine * c + this.#deviation * (rows[i] ?? 0);
      columns[i] = middleColumn - sine * r + cosine * c + this.#deviation * (columns[i] ?? 0);
    }
  }
}

/** Of displacements uniform from -1 to 1, with variance 1/3, under a Gaussian whose squares sum to 1 / (4 pi sigma²). */
function deviationOf({ sigma, alpha }: ElasticDeformation): number {
  return (alpha * Math.sqrt(1 / 3)) / (2 * sigma * Math.sqrt(Math.PI));
}

function checkShape(inputShape: readonly number[]): void {
  check(inputShape.length === 3, () => ({
    where: 'augmentImages',
    expected: 'inputs of shape [channel, row, column]',
    received: `[${inputShape.join(', ')}]`,
  }));
}

function checkSettings({ shift = 0, rotation = 0, scale = 0, elastic, fill = 0 }: ImageAugmentation): void {
  const { alpha = 0, sigma = 1 } = elastic ?? {};
  const amounts = Object.entries({ shift, rotation, scale, alpha, sigma });
  const wrong = amounts.find(([, amount]) => !(amount >= 0 && Number.isFinite(amount)));
  check(wrong === undefined && sigma > 0 && Number.isFinite(fill), () => ({
    where: 'augmentImages',
    expected: 'amounts of 0 or more, a sigma above 0 and a finite fill',
    received: `${JSON.stringify(Object.fromEntries([...amounts, ['fill', fill]]))}`,
  }));
}
