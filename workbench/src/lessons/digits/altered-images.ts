import { Dataset, RandomStream } from 'echotrain/data';

/** The images of MNIST have so many pixels to a side. */
const SIZE = 28;

/** The pixels in another order: the same for every image. */
const order = RandomStream.derive(1, 'order of pixels').permutation(SIZE * SIZE);

/** An image whose pixels are in another order: to a network without neighbors nothing has happened. */
export function shuffledPixels(pixels: Float32Array): Float32Array {
  return pixels.map((_, at) => pixels[order[at] ?? 0] ?? 0);
}

/** An image moved to the right; what leaves it is lost. */
export function movedPixels(pixels: Float32Array, by: number): Float32Array {
  return pixels.map((_, at) => (at % SIZE >= by ? (pixels[at - by] ?? 0) : 0));
}

/** Every image of a dataset altered in the same way. */
export function alteredImages(data: Dataset, alter: (pixels: Float32Array) => Float32Array): Dataset {
  const inputs = new Float32Array(data.inputs.length);
  for (let item = 0; item < data.count; item++) inputs.set(alter(data.input(item)), item * data.inputSize);
  const { name, inputShape, targets } = data;
  return new Dataset({ name, inputs, inputShape, targets });
}
