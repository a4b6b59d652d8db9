import type { Batches, ItemSet } from '../data/index.ts';
import {
  abs,
  concat,
  mul,
  randomInputs,
  reduceMax,
  reduceSum,
  reshape,
  type Tensor,
} from '../graph/index.ts';
import type { Model } from '../layers/index.ts';
import type { Device } from '../runtime/session.ts';
import { InputError, present } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import { compileGraph } from './execution.ts';
import { batchTensors, batchTypeOf } from './objective.ts';
import { traceModel } from './trace-model.ts';
import { type VectorArrays, WeightVectors } from './weight-vectors.ts';

/** The step at which a loss became NaN or infinite, and what it worked on. */
export interface FailedStep {
  readonly model: Model;
  readonly device: Device;
  readonly batches: Batches<ItemSet>;
  /** The state before the step. */
  readonly vectors: VectorArrays;
  readonly seed: number;
  /** Counted from 1, over all epochs. */
  readonly step: number;
  /** Counted from 0. */
  readonly epoch: number;
  readonly loss: number;
  readonly learningRate: number;
}

/** A loss became NaN or infinite. */
export class NonFiniteLossError extends InputError {
  /** The step at which it did, counted from 1 over all epochs. */
  readonly step: number;
  /** The layer where it began; `undefined` where it was the loss itself. */
  readonly layer: string | undefined;

  constructor(failed: FailedStep, { layer, finding, causes }: Finding) {
    super({
      where: `training, step ${failed.step} in epoch ${failed.epoch + 1}`,
      expected: 'a finite loss',
      received: `${failed.loss}: ${finding}`,
      remedy: `Usual causes: ${causes.join('; ')}.`,
    });
    this.name = 'NonFiniteLossError';
    this.step = failed.step;
    this.layer = layer;
  }
}

interface Finding {
  readonly layer: string | undefined;
  readonly finding: string;
  readonly causes: readonly string[];
}

/** Looks for the place where the numbers ceased to be numbers: in the weights, in a layer's output, or in the loss. */
export async function explainNonFinite(failed: FailedStep): Promise<NonFiniteLossError> {
  const finding = weightFinding(failed) ?? activationFinding(failed, await activations(failed));
  return new NonFiniteLossError(failed, finding);
}

/**
 * Weights that were no numbers before the step, from a gradient that overflowed in the step before. Gradients flow from
 * the output to the input, and so does the damage: it began in the last layer that has it.
 */
function weightFinding(failed: FailedStep): Finding | undefined {
  const { model, vectors, step } = failed;
  const weights = new WeightVectors(model.weights).weights(vectors);
  const spoiled = model.weights.findLast(
    ({ name }) => !present(weights.get(name), name).every(Number.isFinite),
  );
  if (!spoiled) return undefined;
  const layer = layerOf(spoiled.name);
  return {
    layer,
    finding: `the gradient in layer "${layer}" became NaN or infinite first, in step ${step - 1}, and with it ${spoiled.name}`,
    causes: causes(failed),
  };
}

/** What one layer gave. */
interface Activation {
  readonly layer: string;
  readonly finite: boolean;
  readonly largest: number;
}

function activationFinding(failed: FailedStep, layers: readonly Activation[]): Finding {
  const at = layers.findIndex(({ finite }) => !finite);
  const first = layers[at];
  if (!first) {
    return {
      layer: undefined,
      finding: `all layers gave finite numbers (the last up to ${short(layers.at(-1)?.largest)}), so it arose in the loss itself`,
      causes: ['logits where the loss expects probabilities, or the other way round', ...causes(failed)],
    };
  }
  const before = layers[at - 1];
  const grown = before
    ? `the layer before it, "${before.layer}", gave up to ${short(before.largest)}`
    : 'it is the first layer';
  return {
    layer: first.layer,
    finding: `the activation of layer "${first.layer}" became NaN or infinite first; ${grown}`,
    causes: causes(failed),
  };
}

/** Inputs above this are seldom meant. */
const LARGE_INPUT = 100;

function causes({ learningRate, batches }: FailedStep): string[] {
  const largest = batches.batch.inputs.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const inputs = `inputs that are not normalized (this batch has values up to ${short(largest)})`;
  const rate = `a learning rate that is too large (now ${short(learningRate)}: try a tenth, a warm-up, or clipNorm: 1)`;
  const usual = largest > LARGE_INPUT ? [inputs, rate] : [rate, inputs];
  return [...usual, 'a logarithm, root or quotient at zero'];
}

/** Repeats the step's forward pass, and looks at every layer. */
async function activations(failed: FailedStep): Promise<Activation[]> {
  const { model, device, batches, vectors, seed, step } = failed;
  const batch = batchTensors(batchTypeOf(batches));
  const { weights } = new WeightVectors(model.weights).inputs();
  const { activations: layers } = traceModel(model, batch, weights, true);
  const outputs = {
    report: concat(
      layers.flatMap(({ tensor }) => signs(tensor)),
      0,
    ),
  };
  const randoms = randomInputs([outputs.report]).map(({ name, stream, tensor }) => {
    const values = new Float32Array(tensor.size);
    RandomStream.derive(seed, stream, step).fillUniform(values);
    return [name, values] as const;
  });
  const session = await compileGraph(outputs, 'diagnosis', { device });
  const { inputs } = batches.batch;
  const { report } = await session.run({ inputs, ...vectors, ...Object.fromEntries(randoms) });
  await session.release();
  return layers.map(({ layer }, i) => ({
    layer,
    finite: Number(report?.[2 * i]) === 0,
    largest: Number(report?.[2 * i + 1]),
  }));
}

/** Two numbers about a tensor: 0 if all of it is finite (else NaN), and its largest magnitude. */
function signs(x: Tensor): Tensor[] {
  return [reduceSum(mul(x, 0)), reduceMax(abs(x))].map((number) => reshape(number, [1]));
}

function layerOf(weight: string): string {
  return weight.slice(0, weight.lastIndexOf('/'));
}

/** Three digits, with an exponent where the number is large. */
function short(value = Number.NaN): string {
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) < 1e6 ? String(rounded) : rounded.toExponential();
}
