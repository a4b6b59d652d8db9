import { defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { present } from '../../src/util/errors.ts';
import { batchesOf, complexBatches, gradientProbe, initialParameters } from '../data.ts';
import { type Network, type Operators, trainings } from '../networks.ts';
import { serve, type Workload } from '../serve.ts';
import { parameterCount, type Specification, specifications } from '../workloads.ts';

/**
 * jax-js on WebAssembly as a contender: SIMD, and one thread, since it starts its threads as web workers, which Node
 * lacks. Its functions consume their arguments; `ref` keeps them.
 */
const operators: Operators<np.Array> = {
  dense: (x, kernel, bias) => np.matmul(x.ref, kernel.ref).add(bias.ref),
  conv: (x, kernel, bias, zeros) => {
    const padding: [number, number] = [zeros, zeros];
    return lax.conv(x.ref, kernel.ref, [1, 1], [padding, padding]).add(perChannel(bias));
  },
  convTranspose: (x, kernel, bias) =>
    lax.convTranspose(x.ref, kernel.ref, [2, 2], 'VALID', { transposeKernel: true }).add(perChannel(bias)),
  relu: (x) => nn.relu(x.ref),
  maxPool: (x) => {
    const [n = 0, channels = 0, rows = 0, columns = 0] = x.shape;
    return x.ref.reshape([n, channels, rows / 2, 2, columns / 2, 2]).max([3, 5]);
  },
  concat: (a, b) => np.concatenate([a.ref, b.ref], 1),
  flatten: (x) => x.ref.reshape([x.shape[0] ?? 0, -1]),
};

const perChannel = (bias: np.Array) => bias.ref.reshape([-1, 1, 1]);

const array = (data: Float32Array<ArrayBuffer>, shape: readonly number[]) =>
  np.array(data).reshape([...shape]);

async function scalar(value: np.Array): Promise<number> {
  const [first = Number.NaN] = await value.data();
  return first;
}

type Loss = (parameters: np.Array[], input: np.Array, target: np.Array) => np.Array;

function lossOf(network: Network, { classes, input: [examples = 1] }: Specification): Loss {
  return (parameters, input, target) => {
    const output = network(operators, parameters, input);
    if (classes === 0) return np.square(output.sub(target.ref)).mean();
    return nn
      .logSoftmax(output)
      .mul(target.ref)
      .sum()
      .mul(-1 / examples);
  };
}

/** A parameter and Adam's two moments of it. */
type Weight = { value: np.Array; first: np.Array; second: np.Array };

/** One step of Adam (Kingma and Ba 2015, algorithm 1); `rate` and `scale` hold the bias corrections. */
function adam({ value, first, second }: Weight, gradient: np.Array, rate: np.Array, scale: np.Array): Weight {
  const m = first.mul(0.9).add(gradient.ref.mul(0.1));
  const v = second.mul(0.999).add(np.square(gradient).mul(0.001));
  const step = m.ref.mul(rate.ref).div(np.sqrt(v.ref.mul(scale.ref)).add(1e-8));
  return { value: value.sub(step), first: m, second: v };
}

/** The compiled step: loss, and the weights after it. */
function compiled(loss: Loss) {
  const differentiated = valueAndGrad(loss);
  type Step = [weights: Weight[], input: np.Array, target: np.Array, rate: np.Array, scale: np.Array];
  return jit((...[weights, input, target, rate, scale]: Step): [np.Array, Weight[]] => {
    const [value, gradients] = differentiated(
      weights.map((weight) => weight.value.ref),
      input,
      target,
    );
    return [value, weights.map((weight, i) => adam(weight, present(gradients[i], 'gradient'), rate, scale))];
  });
}

function training(network: Network, specification: Specification): Workload {
  const { input, classes, learningRate } = specification;
  const targetShape = classes === 0 ? input : [input[0] ?? 0, classes];
  const batches = batchesOf(specification);
  const step = compiled(lossOf(network, specification));
  let weights: Weight[] = initialParameters(specification).map(({ data, shape }) => ({
    value: array(data, shape),
    first: np.zeros([...shape]),
    second: np.zeros([...shape]),
  }));
  let count = 0;
  return {
    parameters: parameterCount(specification),
    async step() {
      const batch = present(batches[count++ % batches.length], 'batch');
      const rate = np.array(learningRate / (1 - 0.9 ** count));
      const scale = np.array(1 / (1 - 0.999 ** count));
      const [x, target] = [array(batch.input, input), array(batch.target, targetShape)];
      const [loss, updated] = step(weights, x, target, rate, scale);
      weights = updated;
      return scalar(loss);
    },
  };
}

/** Half the squared distance of the centered, orthonormal transform of an image to a target; both planar. */
function distance(image: np.Array, target: np.Array): np.Array {
  const axes = [-2, -1];
  const [n = 0] = image.shape.slice(-1);
  const [real, imag] = np.split(np.fft.ifftshift(image, axes), 2, 1);
  const k = np.fft.fft2({ real: present(real, 'real part'), imag: present(imag, 'imaginary part') }, axes);
  const centered = np.fft.fftshift(np.concatenate([k.real, k.imag], 1), axes).mul(1 / n);
  const squares = np.square(centered.sub(target));
  return squares.sum(-1).sum().mul(0.5); // row by row: float32 would lose a permille in one long sum
}

function fourier(specification: Specification): Workload {
  const { input } = specification;
  const batches = complexBatches(specification);
  const differentiated = jit((image: np.Array, target: np.Array) => valueAndGrad(distance)(image, target));
  let count = 0;
  let gradient = np.zeros([...input]);
  return {
    parameters: 0,
    async step() {
      const batch = present(batches[count++ % batches.length], 'batch');
      gradient.dispose();
      const [loss, slope] = differentiated(array(batch.input, input), array(batch.target, input));
      gradient = await slope.blockUntilReady();
      return scalar(loss);
    },
    probe: async () => gradientProbe(Float32Array.from(await gradient.ref.data()), specification),
  };
}

await init('wasm');
defaultDevice('wasm');
await serve({ workloads: { ...trainings(training), fft: async () => fourier(specifications.fft) } });
