import { type Dataset, placedFields } from '../../data/index.ts';
import { product, range } from '../../util/arrays.ts';
import { type Gate, short } from './gate.ts';

/** What one channel of the inputs, or one feature, holds. */
export interface ChannelView {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** The standard deviation. */
  readonly deviation: number;
}

/** An image of grey values from 0 (the channel's minimum) to 255 (its maximum). */
export interface GreyImage {
  readonly rows: number;
  readonly columns: number;
  /** Row after row. */
  readonly pixels: Uint8Array;
}

/** The tensor just before the network. */
export interface ShownInput {
  /** [items, ...] */
  readonly shape: readonly number[];
  /** Each channel of images [channel, row, column], each feature of a table, or each array by name of inputs of several. */
  readonly channels: readonly ChannelView[];
  /** The square root of the mean square over everything. */
  readonly rootMeanSquare: number;
  /** The first channel of the first few items, where they are images. */
  readonly images: readonly GreyImage[];
}

/** Between these root mean squares networks start well; whoever standardizes has 1. */
const NORMAL = { least: 0.03, most: 3 };

/** At most so many images are shown. */
const IMAGES = 8;

/** Looks at what enters the network. */
export function showInput(dataset: Dataset): ShownInput {
  const { inputs, inputShape, count } = dataset;
  const squares = inputs.reduce((sum, value) => sum + value * value, 0);
  return {
    shape: [count, ...inputShape],
    channels: channelsOf(dataset),
    rootMeanSquare: Math.sqrt(squares / Math.max(1, inputs.length)),
    images: inputShape.length === 3 ? range(Math.min(IMAGES, count)).map((i) => greyImage(dataset, i)) : [],
  };
}

/** Whether inputs are of a size that networks start well with. */
export function isNormalized({ rootMeanSquare }: ShownInput): boolean {
  return rootMeanSquare >= NORMAL.least && rootMeanSquare <= NORMAL.most;
}

/** The gate of what enters the network. */
export function inputGate(shown: ShownInput): Gate {
  const { rootMeanSquare, channels } = shown;
  const size = `The inputs have a root mean square of ${short(rootMeanSquare)}`;
  const still = channels.filter(({ deviation }) => deviation === 0).map(({ name }) => name);
  if (still.length === channels.length) {
    return {
      name: 'input',
      passed: false,
      message: 'The inputs are the same for all items: nothing can be learned from them.',
    };
  }
  if (!isNormalized(shown)) {
    return {
      name: 'input',
      passed: false,
      message: `${size}: they are not normalized; standardize them to mean 0 and deviation 1.`,
    };
  }
  const remark = still.length > 0 ? `; ${still.join(', ')} never varies` : '';
  return { name: 'input', passed: true, message: `${size}${remark}.` };
}

function channelsOf(dataset: Dataset): ChannelView[] {
  const { inputShape, inputFields, featureNames } = dataset;
  if (inputFields) {
    const placed = placedFields(inputFields);
    return placed.map(({ name, start, size }) => ({ name, ...statistics(dataset, start, size) }));
  }
  const image = inputShape.length > 1;
  const run = product(inputShape.slice(1));
  return range(inputShape[0] ?? 1).map((channel) => {
    const name = image ? `channel ${channel}` : (featureNames?.[channel] ?? `feature ${channel}`);
    return { name, ...statistics(dataset, channel * run, run) };
  });
}

/** Of so many numbers of each item, in one pass (Welford 1962), without cancellation where the mean is large. */
function statistics({ inputs, inputSize }: Dataset, from: number, run: number): Omit<ChannelView, 'name'> {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [count, mean, squares] = [0, 0, 0];
  for (let start = from; start < inputs.length; start += inputSize) {
    for (const value of inputs.subarray(start, start + run)) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      const step = value - mean;
      mean += step / ++count;
      squares += step * (value - mean);
    }
  }
  return { min, max, mean, deviation: Math.sqrt(squares / Math.max(1, count)) };
}

function greyImage(dataset: Dataset, item: number): GreyImage {
  const [, rows = 1, columns = 1] = dataset.inputShape;
  const values = dataset.input(item).subarray(0, rows * columns);
  const min = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const max = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const scale = max > min ? 255 / (max - min) : 0;
  return { rows, columns, pixels: Uint8Array.from(values, (value) => Math.round((value - min) * scale)) };
}
