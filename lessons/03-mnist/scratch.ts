/** An MLP and LeNet-5 from scratch: convolution and pooling in loops, their derivatives by hand. */
import {
  adamStep,
  crossEntropy,
  denseBackward,
  denseForward,
  relu,
  reluBackward,
  type Weight,
  weightOf,
} from '../02-iris/scratch.ts';
import { batchesOf, initialWeights, learningRate, main, type Task, type Trained } from './problem.ts';

/** A layer works on one image at a time, and remembers what it needs to send slopes back. */
interface Layer {
  /** y from x. */
  readonly forward: (x: Float64Array) => Float64Array;
  /** ∂loss/∂x from ∂loss/∂y; the slopes of the layer's own weights are added up. */
  readonly backward: (dy: Float64Array) => Float64Array;
}

/** y = x K + b */
function denseLayer(kernel: Weight, bias: Weight): Layer {
  let x: Float64Array = new Float64Array();
  return {
    forward(input) {
      x = input;
      return denseForward({ kernel, bias }, x);
    },
    backward: (dy) => denseBackward({ kernel, bias }, x, dy),
  };
}

/** y = max(x, 0) */
function reluLayer(): Layer {
  let y: Float64Array = new Float64Array();
  return {
    forward(x) {
      y = relu(x);
      return y;
    },
    backward: (dy) => reluBackward(y, dy),
  };
}

/** The sizes of a convolution; rows and columns are those of its output. */
interface ConvShape {
  readonly channels: number;
  readonly filters: number;
  readonly size: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * The loops of y[f, r, q] = b[f] + Σ K[f, c, i, j] x[c, r + i, q + j]. For every number of the kernel and every row of
 * the output, `visit` gets the number's place in K, and where in x and in y the rows begin that it connects.
 */
function forEachRow(
  { channels, filters, size, rows, columns }: ConvShape,
  visit: (k: number, xFrom: number, yFrom: number) => void,
): void {
  const [height, width] = [rows + size - 1, columns + size - 1];
  for (let f = 0, k = 0; f < filters; f++) {
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++, k++) {
          for (let r = 0; r < rows; r++) visit(k, (c * height + r + i) * width + j, (f * rows + r) * columns);
        }
      }
    }
  }
}

/** y ← y + a x, for `count` neighbors in each. */
function addScaled(y: Float64Array, yFrom: number, a: number, x: Float64Array, xFrom: number, count: number) {
  for (let n = 0; n < count; n++) y[yFrom + n] = (y[yFrom + n] ?? 0) + a * (x[xFrom + n] ?? 0);
}

/** Σ x y, over `count` neighbors in each. */
function dot(x: Float64Array, xFrom: number, y: Float64Array, yFrom: number, count: number): number {
  let sum = 0;
  for (let n = 0; n < count; n++) sum += (x[xFrom + n] ?? 0) * (y[yFrom + n] ?? 0);
  return sum;
}

/** A convolution: every number of the kernel adds a scaled, shifted copy of the image. */
function convLayer(shape: ConvShape, kernel: Weight, bias: Weight): Layer {
  const { columns } = shape;
  const pixels = shape.rows * columns;
  let x: Float64Array = new Float64Array();
  return {
    forward(input) {
      x = input;
      const y = new Float64Array(shape.filters * pixels).map(
        (_, at) => bias.value[Math.floor(at / pixels)] ?? 0,
      );
      forEachRow(shape, (k, xFrom, yFrom) => addScaled(y, yFrom, kernel.value[k] ?? 0, x, xFrom, columns));
      return y;
    },
    backward(dy) {
      const dx = new Float64Array(x.length);
      forEachRow(shape, (k, xFrom, yFrom) => {
        kernel.slope[k] = (kernel.slope[k] ?? 0) + dot(dy, yFrom, x, xFrom, columns);
        addScaled(dx, xFrom, kernel.value[k] ?? 0, dy, yFrom, columns);
      });
      dy.forEach((slope, at) => {
        const f = Math.floor(at / pixels);
        bias.slope[f] = (bias.slope[f] ?? 0) + slope;
      });
      return dx;
    },
  };
}

/** The largest of every 2 × 2 pixels of images `width` pixels wide, the channels under one another. */
function maxPoolLayer(width: number): Layer {
  let winners = new Uint32Array();
  return {
    forward(x) {
      winners = new Uint32Array(x.length / 4).map((_, at) => {
        const [row, column] = [Math.floor(at / (width / 2)), at % (width / 2)];
        const corner = 2 * (row * width + column);
        const window = [corner, corner + 1, corner + width, corner + width + 1];
        return window.reduce((best, place) => ((x[place] ?? 0) > (x[best] ?? 0) ? place : best));
      });
      return Float64Array.from(winners, (place) => x[place] ?? 0);
    },
    backward(dy) {
      const dx = new Float64Array(4 * dy.length);
      winners.forEach((place, at) => {
        dx[place] = dy[at] ?? 0;
      });
      return dx;
    },
  };
}

/** An image of `width` × `width` pixels in a frame of zeros. */
function frameLayer(width: number, frame: number): Layer {
  const framed = width + 2 * frame;
  const place = (at: number) => (Math.floor(at / width) + frame) * framed + (at % width) + frame;
  return {
    forward(x) {
      const y = new Float64Array(framed ** 2);
      x.forEach((pixel, at) => {
        y[place(at)] = pixel;
      });
      return y;
    },
    backward: (dy) => new Float64Array(width ** 2).map((_, at) => dy[place(at)] ?? 0),
  };
}

/** The network's layers in order, and all their weights. */
function build(task: Task): { readonly layers: readonly Layer[]; readonly weights: readonly Weight[] } {
  const start = initialWeights(task);
  const weights: Weight[] = [];
  const weight = (name: string) => {
    const one = weightOf(start.get(name));
    weights.push(one);
    return one;
  };
  const dense = (name: string) => denseLayer(weight(`${name}/kernel`), weight(`${name}/bias`));
  const conv = (name: string, shape: ConvShape) =>
    convLayer(shape, weight(`${name}/kernel`), weight(`${name}/bias`));
  const images: readonly Layer[] =
    task.network === 'mlp'
      ? []
      : [
          frameLayer(28, 2),
          conv('conv2d', { channels: 1, filters: 6, size: 5, rows: 28, columns: 28 }),
          maxPoolLayer(28),
          reluLayer(),
          conv('conv2d_1', { channels: 6, filters: 16, size: 5, rows: 10, columns: 10 }),
          maxPoolLayer(10),
          reluLayer(),
        ];
  const classifier = [dense('dense'), reluLayer(), dense('dense_1'), reluLayer(), dense('dense_2')];
  return { layers: [...images, ...classifier], weights };
}

/** Trains a network on every image once. */
export function train(task: Task): Trained {
  const { layers, weights } = build(task);
  const logitsOf = (image: Float32Array) =>
    layers.reduce<Float64Array>((x, { forward }) => forward(x), Float64Array.from(image));
  const losses: number[] = [];
  for (const { items } of batchesOf(task).epoch(0)) {
    let total = 0;
    for (const item of items) {
      const { loss, slope } = crossEntropy(logitsOf(task.data.input(item)), task.data.labels?.[item] ?? 0);
      const share = slope.map((one) => one / items.length);
      layers.reduceRight<Float64Array>((dy, { backward }) => backward(dy), share);
      total += loss;
    }
    losses.push(total / items.length);
    adamStep(weights, losses.length, learningRate);
  }
  return { losses, predict: (images) => imagesOf(images).flatMap((image) => Array.from(logitsOf(image))) };
}

/** One image after the other. */
function imagesOf(images: Float32Array): Float32Array[] {
  const pixels = 28 * 28;
  return Array.from({ length: images.length / pixels }, (_, i) =>
    images.subarray(i * pixels, (i + 1) * pixels),
  );
}

await main(import.meta, train);
