import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { present } from '../../src/util/errors.ts';
import { batchesOf, complexBatches, initialParameters, type Values } from '../data.ts';
import { type Network, type Operators, trainings } from '../networks.ts';
import { serve, type Workload } from '../serve.ts';
import { parameterCount, type Specification, specifications } from '../workloads.ts';

/**
 * TensorFlow.js on WebAssembly as a contender: SIMD, and one thread, since its threaded build does not start in Node.
 * Its convolutions want [example, row, column, channel], and kernels [row, column, input, output].
 */
const operators: Operators<tf.Tensor> = {
  dense: (x, kernel, bias) => tf.add(tf.matMul(x, kernel), bias),
  conv: (x, kernel, bias, padding) => tf.add(tf.conv2d(fourAxes(x), fourAxes(kernel), 1, padding), bias),
  convTranspose: (x, kernel, bias) => {
    const [n, rows, columns] = fourAxes(x).shape;
    const shape: [number, number, number, number] = [n, 2 * rows, 2 * columns, bias.size];
    return tf.add(tf.conv2dTranspose(fourAxes(x), fourAxes(kernel), shape, 2, 'valid'), bias);
  },
  relu: tf.relu,
  maxPool: (x) => tf.maxPool(fourAxes(x), 2, 2, 'valid'),
  concat: (a, b) => tf.concat([a, b], 3),
  flatten: (x) => tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [x.shape[0] ?? 0, -1]),
};

function fourAxes(x: tf.Tensor): tf.Tensor4D {
  const [a = 0, b = 0, c = 0, d = 0] = x.shape;
  return tf.reshape(x, [a, b, c, d]);
}

/** A parameter as TensorFlow.js wants it; the axes of a transposed kernel turn out right by themselves. */
function variable({ shape, data }: Values): tf.Variable {
  const value = tf.tensor(data, [...shape]);
  return tf.variable(shape.length === 4 ? tf.transpose(value, [2, 3, 1, 0]) : value);
}

/** [example, channel, row, column] as [example, row, column, channel]. */
function channelsLast([examples = 0, channels = 0, ...image]: readonly number[]): number[] {
  return image.length > 0 ? [examples, ...image, channels] : [examples, channels];
}

function training(network: Network, specification: Specification): Workload {
  const { input, classes, learningRate } = specification;
  const parameters = initialParameters(specification).map(variable);
  const optimizer = tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
  const batches = batchesOf(specification);
  const shape = channelsLast(input);
  const loss = (data: Float32Array, target: tf.Tensor): tf.Scalar => {
    const output = network(operators, parameters, tf.tensor(data, shape));
    const { meanSquaredError, softmaxCrossEntropy } = tf.losses;
    return tf.reshape((classes === 0 ? meanSquaredError : softmaxCrossEntropy)(target, output), []);
  };
  let count = 0;
  return {
    parameters: parameterCount(specification),
    async step() {
      const batch = present(batches[count++ % batches.length], 'batch');
      const target = tf.tensor(
        batch.target,
        classes === 0 ? shape : [batch.target.length / classes, classes],
      );
      const value = present(
        optimizer.minimize(() => loss(batch.input, target), true),
        'loss',
      );
      const [number = Number.NaN] = await value.data();
      tf.dispose([target, value]);
      return number;
    },
  };
}

/** TensorFlow.js knows Fourier transforms, but has none on WebAssembly: its reason comes from trying. */
async function fourier(specification: Specification): Promise<Workload> {
  const [batch] = complexBatches(specification);
  const row = present(batch, 'batch').input.subarray(0, 320);
  tf.fft(tf.complex(row, row)).dataSync();
  throw new Error('TensorFlow.js has learned to transform on WebAssembly: measure it');
}

tf.enableProdMode();
await tf.setBackend('wasm');
await serve({ workloads: { ...trainings(training), fft: () => fourier(specifications.fft) } });
