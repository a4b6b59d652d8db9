/** A network with a hidden layer in tensors: the loss as a graph, its derivatives by differentiating the graph. */
import type { Batches, Dataset } from 'echotrain/data';
import {
  add,
  affine,
  div,
  gradients,
  input,
  logSoftmax,
  mul,
  neg,
  oneHot,
  reduceMean,
  reduceSum,
  relu,
  reshape,
  type Shape,
  slice,
  sqrt,
  square,
  sub,
  type Tensor,
} from 'echotrain/graph';
import { toOnnx } from 'echotrain/onnx';
import { nodeDevice } from 'echotrain/runtime/node';
import { batchesOf, initialWeights, learningRate, main, sizes, type Trained } from './problem.ts';

/** A network: logits [items, classes] of inputs [items, ...]. Its weights are parts of one vector. */
export type Network = (x: Tensor, parameters: Tensor) => Tensor;

/** Four measurements, 16 hidden units, three species. */
const network: Network = (x, parameters) => {
  const { inputs, hidden, outputs } = sizes;
  const shapes = [[inputs, hidden], [hidden], [hidden, outputs], [outputs]] as const;
  const [hiddenKernel, hiddenBias, outKernel, outBias] = partsOf(parameters, shapes);
  return affine(relu(affine(x, hiddenKernel, hiddenBias)), outKernel, outBias);
};

/** Tensors of these shapes, one after the other out of a vector. */
export function partsOf<const Shapes extends readonly Shape[]>(
  vector: Tensor,
  shapes: Shapes,
): { readonly [Place in keyof Shapes]: Tensor };
export function partsOf(vector: Tensor, shapes: readonly Shape[]): Tensor[] {
  let end = 0;
  return shapes.map((shape) => {
    const start = end;
    end += shape.reduce((a, b) => a * b, 1);
    return reshape(slice(vector, [{ axis: 0, start, end }]), shape);
  });
}

/** The mean of −ln p of the true classes: logits [items, classes], labels [items]. */
export function crossEntropy(logits: Tensor, labels: Tensor): Tensor {
  const [, classes = 0] = logits.shape;
  return neg(reduceMean(reduceSum(mul(oneHot(labels, classes), logSoftmax(logits)), [1])));
}

/** A step of Adam: the next parameters, and the next means of their slopes and of the slopes' squares. */
export function adamStep(loss: Tensor, parameters: Tensor, learningRate: number) {
  const [slope] = gradients(loss, [parameters]);
  const nextMean = add(mul(input('mean', parameters.shape), 0.9), mul(slope, 0.1));
  const nextSquare = add(mul(input('square', parameters.shape), 0.999), mul(square(slope), 0.001));
  const typical = div(nextMean, input('meanWeight', []));
  const spread = sqrt(div(nextSquare, input('squareWeight', [])));
  const change = div(mul(typical, learningRate), add(spread, 1e-7));
  return { nextParameters: sub(parameters, change), nextMean, nextSquare };
}

/** The course of a training: the losses, one for each step, and the parameters after the last. */
export interface Course {
  readonly losses: readonly number[];
  readonly parameters: Float32Array;
}

/** Trains a network on batches, with one graph for a whole step. */
export async function trainInSteps(
  network: Network,
  start: Float32Array,
  batches: Batches,
  { epochs, learningRate }: { readonly epochs: number; readonly learningRate: number },
): Promise<Course> {
  const { inputs, targets: labels, weights } = batches.batch;
  const [x, y] = [
    input('x', [weights.length, ...batches.dataset.inputShape]),
    input('y', [weights.length], 'int32'),
  ];
  const parameters = input('parameters', [start.length]);
  const loss = crossEntropy(network(x, parameters), y);
  const graph = { loss, ...adamStep(loss, parameters, learningRate) };
  const session = await nodeDevice('cpu').load(toOnnx(graph), { threads: 1 });

  const zeros = () => new Float32Array(start.length);
  const state = { parameters: start.slice(), mean: zeros(), square: zeros() };
  const next = { loss: new Float32Array(1), nextParameters: zeros(), nextMean: zeros(), nextSquare: zeros() };
  const scales = { meanWeight: new Float32Array(1), squareWeight: new Float32Array(1) };
  const step = session.bind({ x: inputs, y: labels, ...state, ...scales }, next);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const _ of batches.epoch(epoch)) {
      scales.meanWeight[0] = 1 - 0.9 ** (losses.length + 1);
      scales.squareWeight[0] = 1 - 0.999 ** (losses.length + 1);
      await step();
      losses.push(...next.loss);
      state.parameters.set(next.nextParameters);
      state.mean.set(next.nextMean);
      state.square.set(next.nextSquare);
    }
  }
  await session.release();
  return { losses, parameters: state.parameters };
}

/** What a network with these parameters says of inputs [items, ...]. */
export async function predictWith(
  network: Network,
  parameters: Float32Array,
  inputs: Float32Array,
  inputShape: Shape,
): Promise<Float32Array> {
  const count = inputs.length / inputShape.reduce((a, b) => a * b, 1);
  const logits = network(input('x', [count, ...inputShape]), input('parameters', [parameters.length]));
  const session = await nodeDevice('cpu').load(toOnnx({ logits }), { threads: 1 });
  const values = new Float32Array(logits.size);
  await session.bind({ x: inputs, parameters }, { logits: values })();
  await session.release();
  return values;
}

/** Weights as one vector, in their order. */
export function asVector(weights: ReadonlyMap<string, Float32Array>): Float32Array {
  return Float32Array.from([...weights.values()].flatMap((values) => [...values]));
}

/** Trains the network 4-16-3. */
export async function train(data: Dataset, epochs: number): Promise<Trained> {
  const plan = { epochs, learningRate };
  const { losses, parameters } = await trainInSteps(network, asVector(initialWeights), batchesOf(data), plan);
  return { losses, predict: (inputs) => predictWith(network, parameters, inputs, data.inputShape) };
}

await main(import.meta, train);
