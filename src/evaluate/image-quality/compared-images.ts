import { product, range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { checkFinite } from '../arguments.ts';
import { mean } from '../interval.ts';

/**
 * Real images: one `[row, column]`, or a volume of slices, whatever axes stand before the rows. Complex ones are
 * compared by their magnitude, which the caller takes.
 */
export interface Images {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** Where images are compared, and how the numbers of slices become one. */
export interface ComparisonOptions {
  /** Only these pixels count: a mask of the shape of the images or of one slice, not 0 inside. */
  readonly region?: Images;
  /** Outside the region instead of inside. */
  readonly outside?: boolean;
  /**
   * Over the whole volume (the default, as fastMRI does), or slice by slice, each against its own largest value, and
   * then the mean. The two are different numbers: say which one you report.
   */
  readonly aggregation?: 'volume' | 'slice';
}

/** Two volumes in double precision, and the pixels that count. */
export interface ComparedImages {
  readonly where: string;
  readonly reference: Float64Array;
  readonly image: Float64Array;
  /** 1 where a pixel counts. */
  readonly counts: Uint8Array;
  readonly slices: number;
  readonly rows: number;
  readonly columns: number;
}

/** A measure of how far an image is from its reference. */
export type Measure = (images: ComparedImages) => number;

/** Checks images against their reference, and takes the measure over the volume or over its slices. */
export function compare(
  where: string,
  measure: Measure,
  reference: Images,
  image: Images,
  options: ComparisonOptions,
): number {
  return aggregate(measure, comparedImages(where, reference, image, options), options);
}

/** The measure of the volume, or the mean of its slices. */
export function aggregate(
  measure: Measure,
  images: ComparedImages,
  { aggregation = 'volume' }: ComparisonOptions,
): number {
  if (aggregation === 'volume') return measure(images);
  return mean(range(images.slices).map((slice) => measure(sliceOf(images, slice))));
}

/** The images in double precision, checked. */
export function comparedImages(
  where: string,
  reference: Images,
  image: Images,
  { region, outside = false }: ComparisonOptions,
): ComparedImages {
  checkShapes(where, reference, image);
  checkFinite(where, reference.data);
  checkFinite(where, image.data);
  const [rows = 1, columns = 1] = reference.shape.slice(-2);
  const counts = countedPixels(where, reference, region, outside);
  return {
    where,
    reference: new Float64Array(reference.data),
    image: new Float64Array(image.data),
    counts,
    slices: reference.data.length / (rows * columns),
    rows,
    columns,
  };
}

function checkShapes(where: string, reference: Images, image: Images): void {
  const [wanted, given] = [reference, image].map(({ shape }) => `[${shape.join(', ')}]`);
  check(reference.shape.length >= 2 && product(reference.shape) > 0, () => ({
    where,
    expected: 'images [row, column] or volumes [slice, row, column]',
    received: `shape ${wanted}`,
  }));
  check(wanted === given, () => ({
    where,
    expected: `an image of its reference's shape ${wanted}`,
    received: `shape ${given}`,
  }));
  for (const { data, shape } of [reference, image]) {
    check(data.length === product(shape), () => ({
      where,
      expected: `${product(shape)} values for shape ${wanted}`,
      received: `${data.length}`,
    }));
  }
}

function countedPixels(
  where: string,
  { data, shape }: Images,
  region: Images | undefined,
  outside: boolean,
): Uint8Array {
  if (region === undefined) return new Uint8Array(data.length).fill(1);
  const size = product(shape.slice(-2));
  const fits = [shape.join(), shape.slice(-2).join()].includes(region.shape.join());
  check(fits && [data.length, size].includes(region.data.length), () => ({
    where,
    expected: `a region of shape [${shape.join(', ')}] or [${shape.slice(-2).join(', ')}]`,
    received: `${region.data.length} values of shape [${region.shape.join(', ')}]`,
  }));
  checkFinite(where, region.data);
  const counts = Uint8Array.from(data, (_, i) =>
    (region.data[i % region.data.length] !== 0) === outside ? 0 : 1,
  );
  check(counts.includes(1), () => ({
    where,
    expected: `at least one pixel ${outside ? 'outside' : 'inside'} the region`,
    received: 'none',
  }));
  return counts;
}

function sliceOf(images: ComparedImages, slice: number): ComparedImages {
  const { where, rows, columns, slices } = images;
  const size = rows * columns;
  const [start, end] = [slice * size, (slice + 1) * size];
  const counts = images.counts.subarray(start, end);
  check(counts.includes(1), () => ({
    where,
    expected: 'pixels that count in every slice',
    received: `none in slice ${slice} of ${slices}`,
    remedy: 'Aggregate over the volume, or leave this slice out.',
  }));
  const [reference, image] = [images.reference.subarray(start, end), images.image.subarray(start, end)];
  return { where, reference, image, counts, slices: 1, rows, columns };
}
