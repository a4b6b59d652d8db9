import type { Tensor, Values } from '../src/graph/index.ts';
import {
  add,
  concat,
  conv,
  div,
  gradients,
  input,
  logSoftmax,
  matMul,
  maxPool,
  mul,
  neg,
  reduceMean,
  reduceSum,
  relu,
  reshape,
  slice,
  sqrt,
  square,
  sub,
} from '../src/graph/index.ts';
import { toOnnx } from '../src/onnx/index.ts';
import type { Device, SessionOptions } from '../src/runtime/session.ts';
import { product, sum } from '../src/util/arrays.ts';
import { present } from '../src/util/errors.ts';
import { RandomStream } from '../src/util/random.ts';

const BATCH = 16;
const SIDE = 16;
const CLASSES = 4;
const RATE = 0.01;
const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-7];

/** The weights of two convolutions with pooling and two dense layers, as LeNet has them; biases start at zero. */
const weights = [
  { shape: [8, 1, 5, 5], fanIn: 25 },
  { shape: [8] },
  { shape: [16, 8, 3, 3], fanIn: 72 },
  { shape: [16] },
  { shape: [64, 32], fanIn: 64 },
  { shape: [32] },
  { shape: [32, CLASSES], fanIn: 32 },
  { shape: [CLASSES] },
];
const total = sum(weights.map(({ shape }) => product(shape)));

/**
 * Trains a small convolutional network from its seed: forward pass, gradients and Adam (Kingma and Ba 2015,
 * algorithm 1) as one model, whose state is three flat vectors that go in and out.
 *
 * @returns the loss of each step, and the parameters after the last.
 */
export async function trainSmallNetwork(
  device: Device,
  steps: number,
  options: SessionOptions = {},
): Promise<{ losses: number[]; parameters: Float32Array }> {
  const session = await device.load(stepModel(), options);
  const stream = RandomStream.derive(1, 'small network');
  const fixed = { ...stripes(stream), rate: new Float32Array(1) };
  const loss = new Float32Array(1);
  const states = [initialState(stream), initialState(RandomStream.derive(0, 'overwritten'))];
  const runs = states.map((from, i) => {
    const to = present(states[1 - i], 'the other state');
    const written = Object.fromEntries(Object.entries(to).map(([name, values]) => [`next ${name}`, values]));
    return session.bind({ ...fixed, ...from }, { ...written, loss });
  });
  const losses: number[] = [];
  for (let step = 1; step <= steps; step++) {
    fixed.rate[0] = (RATE * Math.sqrt(1 - BETA2 ** step)) / (1 - BETA1 ** step);
    await present(runs[(step - 1) % 2], 'a run')();
    losses.push(loss[0] ?? Number.NaN);
  }
  await session.release();
  return { losses, parameters: present(states[steps % 2], 'the last state').parameters };
}

/** One training step as a model. */
export function stepModel(): Uint8Array {
  const state = (name: string) => input(name, [total]);
  const parameters = state('parameters');
  const unpacked = unpack(parameters);
  const loss = crossEntropy(network(input('images', [BATCH, 1, SIDE, SIDE]), unpacked));
  const gradient = concat(
    gradients(loss, unpacked).map((g) => reshape(g, [g.size])),
    0,
  );
  // m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  p ← p − α m / (√v + ε)
  const nextMean = add(mul(state('mean'), BETA1), mul(gradient, 1 - BETA1));
  const nextSquare = add(mul(state('square'), BETA2), mul(square(gradient), 1 - BETA2));
  const change = div(mul(input('rate', [1]), nextMean), add(sqrt(nextSquare), EPSILON));
  return toOnnx({
    'next parameters': sub(parameters, change),
    'next mean': nextMean,
    'next square': nextSquare,
    loss: reshape(loss, [1]),
  });
}

function unpack(parameters: Tensor): Tensor[] {
  let start = 0;
  return weights.map(({ shape }) => {
    const part = slice(parameters, [{ axis: 0, start, end: start + product(shape) }]);
    start += product(shape);
    return reshape(part, shape);
  });
}

function network(images: Tensor, unpacked: readonly Tensor[]): Tensor {
  const weight = (i: number) => present(unpacked[i], `weight ${i}`);
  const stage = (x: Tensor, i: number) => relu(maxPool(conv(x, weight(i), weight(i + 1)), { size: [2, 2] }));
  const features = reshape(stage(stage(images, 0), 2), [BATCH, -1]);
  const hidden = relu(add(matMul(features, weight(4)), weight(5)));
  return add(matMul(hidden, weight(6)), weight(7));
}

function crossEntropy(logits: Tensor): Tensor {
  return neg(reduceMean(reduceSum(mul(logSoftmax(logits), input('labels', [BATCH, CLASSES])), [1])));
}

function initialState(stream: RandomStream) {
  const parameters = weights.flatMap(({ shape, fanIn = Number.POSITIVE_INFINITY }) =>
    Array.from({ length: product(shape) }, () => Math.sqrt(2 / fanIn) * stream.normal()),
  );
  return {
    parameters: Float32Array.from(parameters),
    mean: new Float32Array(total),
    square: new Float32Array(total),
  };
}

/** Noisy stripes in one of four directions, and the direction. */
function stripes(stream: RandomStream): { images: Values; labels: Values } {
  const images = new Float32Array(BATCH * SIDE * SIDE);
  const labels = new Float32Array(BATCH * CLASSES);
  const directions = [
    [1, 0],
    [0, 1],
    [1, 1],
    [1, -1],
  ] as const;
  for (let b = 0; b < BATCH; b++) {
    const [u, v] = present(directions[b % CLASSES], 'a direction');
    const phase = 2 * Math.PI * stream.uniform();
    labels[b * CLASSES + (b % CLASSES)] = 1;
    for (let i = 0; i < SIDE * SIDE; i++) {
      const [row, column] = [Math.floor(i / SIDE), i % SIDE];
      images[b * SIDE * SIDE + i] = Math.sin(u * row + v * column + phase) + 0.5 * stream.normal();
    }
  }
  return { images, labels };
}
