import type { Tensor } from '../graph/index.ts';
import {
  add,
  constant,
  conv,
  gather,
  gradients,
  input,
  matMul,
  reduceMean,
  square,
  tanh,
} from '../graph/index.ts';
import { toOnnx } from '../onnx/index.ts';
import { product } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import type { Arrays, Device } from './session.ts';

/** Relative to the largest value: TF32, the coarsest arithmetic that passes for float32 somewhere, stays below. */
const TOLERANCE = 2e-3;

const [BATCH, CHANNELS, SIDE, FILTERS, CLASSES] = [3, 2, 5, 3, 4];
const KERNEL = 3;
const PLACES = SIDE - KERNEL + 1;

const shapes = {
  image: [BATCH, CHANNELS, SIDE, SIDE],
  kernel: [FILTERS, CHANNELS, KERNEL, KERNEL],
  weights: [FILTERS, CLASSES],
  table: [5, CLASSES],
} as const;

/** The row of the table that each image takes; one is taken twice. */
const ROWS = [3, 0, 3];

type Numbers = Readonly<Record<keyof typeof shapes, Float64Array>>;

/**
 * Checks a device by a small network (convolution, reduction, matrix product, rows picked from a table, and their
 * gradients) against plain loops in float64 and central differences.
 *
 * @returns what is wrong, in a few words, or `undefined` where the device computes what it should.
 */
export async function selfCheck(device: Device): Promise<string | undefined> {
  const numbers = example();
  const session = await device.load(toOnnx(network()));
  const computed = await session.run(float32(numbers));
  await session.release();
  const expected = {
    loss: Float64Array.of(loss(numbers)),
    'gradient of the kernel': differences(numbers, 'kernel'),
    'gradient of the weights': differences(numbers, 'weights'),
    'gradient of the table': differences(numbers, 'table'),
  };
  for (const [name, values] of Object.entries(expected)) {
    const error = relativeError(Array.from(present(computed[name], name), Number), values);
    if (!(error <= TOLERANCE)) return `its ${name} is off by ${(100 * error).toPrecision(2)} %`;
  }
  return undefined;
}

/** mean((mean over space of tanh(kernel ∗ image) · weights + table[rows])²) and its gradients, as a graph. */
function network(): Record<string, Tensor> {
  const [image, kernel] = [input('image', shapes.image), input('kernel', shapes.kernel)];
  const [weights, table] = [input('weights', shapes.weights), input('table', shapes.table)];
  const features = reduceMean(tanh(conv(image, kernel)), [2, 3]);
  const rows = gather(table, constant(ROWS, [BATCH], 'int64'));
  const loss = reduceMean(square(add(matMul(features, weights), rows)));
  const [ofKernel, ofWeights, ofTable] = gradients(loss, [kernel, weights, table]);
  return {
    loss,
    'gradient of the kernel': present(ofKernel, 'a gradient'),
    'gradient of the weights': present(ofWeights, 'a gradient'),
    'gradient of the table': present(ofTable, 'a gradient'),
  };
}

/** The same loss by plain loops. */
function loss({ image, kernel, weights, table }: Numbers): number {
  let total = 0;
  for (let b = 0; b < BATCH; b++) {
    for (let c = 0; c < CLASSES; c++) {
      let y = table[(ROWS[b] ?? 0) * CLASSES + c] ?? 0;
      for (let f = 0; f < FILTERS; f++) y += feature(image, kernel, b, f) * (weights[f * CLASSES + c] ?? 0);
      total += y * y;
    }
  }
  return total / (BATCH * CLASSES);
}

function feature(image: Float64Array, kernel: Float64Array, b: number, f: number): number {
  let total = 0;
  for (let i = 0; i < PLACES; i++) {
    for (let j = 0; j < PLACES; j++) total += Math.tanh(correlation(image, kernel, b, f, i, j));
  }
  return total / PLACES ** 2;
}

function correlation(image: Float64Array, kernel: Float64Array, b: number, f: number, i: number, j: number) {
  let total = 0;
  for (let c = 0; c < CHANNELS; c++) {
    for (let p = 0; p < KERNEL; p++) {
      for (let q = 0; q < KERNEL; q++) {
        const pixel = image[((b * CHANNELS + c) * SIDE + i + p) * SIDE + j + q] ?? 0;
        total += pixel * (kernel[((f * CHANNELS + c) * KERNEL + p) * KERNEL + q] ?? 0);
      }
    }
  }
  return total;
}

/** The gradient of the loss with respect to one parameter, element by element. */
function differences(numbers: Numbers, parameter: keyof Numbers): Float64Array {
  const step = 1e-5;
  return numbers[parameter].map((value, i) => {
    const at = (moved: number) => loss({ ...numbers, [parameter]: numbers[parameter].with(i, moved) });
    return (at(value + step) - at(value - step)) / (2 * step);
  });
}

function example(): Numbers {
  const stream = RandomStream.derive(1, 'self-check');
  const normal = (shape: readonly number[]) =>
    Float64Array.from({ length: product(shape) }, () => Math.fround(stream.normal()));
  return {
    image: normal(shapes.image),
    kernel: normal(shapes.kernel),
    weights: normal(shapes.weights),
    table: normal(shapes.table),
  };
}

function float32(numbers: Numbers): Arrays {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, values]) => [name, Float32Array.from(values)]),
  );
}

function relativeError(values: readonly number[], expected: Float64Array): number {
  const largest = Math.max(...expected.map(Math.abs));
  return Math.max(...values.map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN)))) / largest;
}
