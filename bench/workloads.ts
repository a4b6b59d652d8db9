/** The six things that are measured. A step is forward, backward and update on a new batch that lies in memory. */
export const workloadNames = [
  ...(['iris-mlp', 'mnist-mlp', 'lenet5', 'unet'] as const),
  ...(['variational-network', 'fft'] as const),
] as const;
export type WorkloadName = (typeof workloadNames)[number];

/**
 * A layer with weights: its kernel, its bias, and how often the kernel is applied to one example. A step of a variational
 * network counts as one: its filters, applied forth and back, and instead of a bias its influence functions and λ.
 */
export interface Layer {
  /** Dense: [input, output]. Convolution: [output, input, row, column]; transposed: [input, output, row, column]. */
  readonly kernel: readonly number[];
  /** The number of output channels, which is the length of the bias. */
  readonly outputs: number;
  /** The number of inputs of one output, by which the initial weights are scaled. */
  readonly fanIn: number;
  /** The places in an image at which the kernel is applied; 1 for a dense layer. */
  readonly positions: number;
}

/** What a contender must know to compute the same function as all the others. */
export interface Specification {
  readonly title: string;
  /** The shape of a batch of inputs: examples first. */
  readonly input: readonly number[];
  /** The number of classes; 0 where the target is an image. */
  readonly classes: number;
  /** How many different batches there are; step k takes batch k modulo this. */
  readonly batches: number;
  /** Of Adam, with the usual moments (0.9, 0.999) and epsilon (1e-8). */
  readonly learningRate: number;
  readonly layers: readonly Layer[];
}

const dense = (inputs: number, outputs: number): Layer => ({
  kernel: [inputs, outputs],
  outputs,
  fanIn: inputs,
  positions: 1,
});

const conv = (inputs: number, outputs: number, size: number, side: number): Layer => ({
  kernel: [outputs, inputs, size, size],
  outputs,
  fanIn: inputs * size * size,
  positions: side * side,
});

/** A transposed convolution of size 2 and stride 2, which reads an image of side × side. */
const convTranspose = (inputs: number, outputs: number, side: number): Layer => ({
  kernel: [inputs, outputs, 2, 2],
  outputs,
  fanIn: inputs,
  positions: side * side,
});

/** A step of a variational network on images of side × side. */
const stage = (filters: number, size: number, functions: number, side: number): Layer => ({
  kernel: [filters, 2, size, size],
  outputs: filters * functions + 1,
  fanIn: 2 * size * size,
  positions: 2 * side * side,
});

/** Two 3 × 3 convolutions. */
const level = (inputs: number, outputs: number, side: number) => [
  conv(inputs, outputs, 3, side),
  conv(outputs, outputs, 3, side),
];

const up = (outputs: number, side: number) => [
  convTranspose(2 * outputs, outputs, side / 2),
  ...level(2 * outputs, outputs, side),
];

export const specifications: Readonly<Record<WorkloadName, Specification>> = {
  'iris-mlp': {
    title: 'Iris MLP 4-16-3, batch 32',
    input: [32, 4],
    classes: 3,
    batches: 4,
    learningRate: 1e-3,
    layers: [dense(4, 16), dense(16, 3)],
  },
  'mnist-mlp': {
    title: 'MNIST MLP 784-512-512-10, batch 128',
    input: [128, 784],
    classes: 10,
    batches: 4,
    learningRate: 1e-3,
    layers: [dense(784, 512), dense(512, 512), dense(512, 10)],
  },
  lenet5: {
    title: 'LeNet-5 (61,706 parameters), batch 128',
    input: [128, 1, 28, 28],
    classes: 10,
    batches: 4,
    learningRate: 1e-3,
    layers: [conv(1, 6, 5, 28), conv(6, 16, 5, 10), dense(400, 120), dense(120, 84), dense(84, 10)],
  },
  unet: {
    title: 'U-Net (1,925,025 parameters), 4 × 1 × 128²',
    input: [4, 1, 128, 128],
    classes: 0,
    batches: 4,
    learningRate: 1e-4,
    layers: [
      ...level(1, 32, 128),
      ...level(32, 64, 64),
      ...level(64, 128, 32),
      ...level(128, 256, 16),
      ...up(128, 32),
      ...up(64, 64),
      ...up(32, 128),
      conv(32, 1, 1, 128),
    ],
  },
  'variational-network': {
    title: 'Variational network, 5 steps of 24 filters 11 × 11 and 15 Gaussians, 8 × 128² complex, batch 1',
    input: [1, 8, 2, 128, 128],
    classes: 0,
    batches: 2,
    learningRate: 1e-3,
    layers: Array.from({ length: 5 }, () => stage(24, 11, 15, 128)),
  },
  fft: {
    title: 'FFT with gradient, 15 × 320² complex',
    input: [15, 2, 320, 320],
    classes: 0,
    batches: 2,
    learningRate: 0,
    layers: [],
  },
};

export const sizeOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

/** The number of weights and biases. */
export function parameterCount({ layers }: Specification): number {
  return layers.reduce((sum, { kernel, outputs }) => sum + sizeOf(kernel) + outputs, 0);
}

/**
 * Floating-point operations of one step. Networks: the matrix products and convolutions, two operations a weight and
 * place, once forward and twice backward (the first layer needs no gradient of its input). FFT: 5 N log₂ N for each of
 * the two transforms, the convention of the FFT's literature.
 */
export function flopsPerStep({ input, layers }: Specification): number {
  const [examples = 0] = input;
  if (layers.length === 0) {
    const n = sizeOf(input) / examples / 2;
    return 2 * examples * 5 * n * Math.log2(n);
  }
  const forward = layers.map(({ kernel, positions }) => 2 * examples * positions * sizeOf(kernel));
  return 3 * forward.reduce((sum, flops) => sum + flops, 0) - (forward[0] ?? 0);
}
