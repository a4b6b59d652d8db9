import { conv, gradients, input, reduceMean, relu, square } from '../graph/index.ts';
import { toOnnx } from '../onnx/index.ts';
import { product, sum } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import type { Device } from './session.ts';

const IMAGE = [8, 16, 32, 32] as const;
const FIRST = [32, 16, 3, 3] as const;
const SECOND = [32, 32, 3, 3] as const;

const REPETITIONS = 5;

/** A first run this long has computed more than it compiled. */
const HOPELESS_MS = 5000;

/** After this time, compilation included, the repetitions so far suffice. */
const LONGEST_MS = 1500;

/**
 * How long a device takes for one step of a small convolutional network: 0.7 · 10⁹ operations, forward and backward.
 *
 * @returns milliseconds, the fastest of a few repetitions after one that warms up.
 */
export async function trialStep(device: Device): Promise<number> {
  const [image, first, second] = [input('image', IMAGE), input('first', FIRST), input('second', SECOND)];
  const pads = { pads: [1, 1, 1, 1] };
  const features = conv(relu(conv(image, first, undefined, pads)), second, undefined, pads);
  const [ofFirst, ofSecond] = gradients(reduceMean(square(features)), [first, second]);
  const step = { first: present(ofFirst, 'a gradient'), second: present(ofSecond, 'a gradient') };
  const session = await device.load(toOnnx({ 'd first': step.first, 'd second': step.second }));
  const noise = (shape: readonly number[]) =>
    Float32Array.from({ length: product(shape) }, (_, i) => Math.sin(i));
  const run = session.bind(
    { image: noise(IMAGE), first: noise(FIRST), second: noise(SECOND) },
    { 'd first': new Float32Array(product(FIRST)), 'd second': new Float32Array(product(SECOND)) },
  );
  const milliseconds = await fastest(run);
  await session.release();
  return milliseconds;
}

async function fastest(run: () => Promise<void>): Promise<number> {
  const warmUp = await duration(run);
  if (warmUp > HOPELESS_MS) return warmUp;
  const times = [await duration(run)];
  while (times.length < REPETITIONS && warmUp + sum(times) < LONGEST_MS) times.push(await duration(run));
  return Math.min(...times);
}

async function duration(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
