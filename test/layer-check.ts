import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../src/formats/safetensors/read.ts';
import { writeSafetensors } from '../src/formats/safetensors/write.ts';
import { gradients } from '../src/graph/gradients.ts';
import { sumAll } from '../src/graph/index.ts';
import { constant, input } from '../src/graph/leaf.ts';
import { div, mul, square, sub } from '../src/graph/ops/arithmetic.ts';
import { reduceMean, reduceSum } from '../src/graph/ops/reduce.ts';
import type { Tensor } from '../src/graph/tensor.ts';
import {
  type InputDType,
  inputLayer,
  type Layer,
  type LayerType,
  Model,
  modelFromJson,
  modelToJson,
} from '../src/layers/index.ts';
import { present } from '../src/util/errors.ts';
import { RandomStream } from '../src/util/random.ts';
import { numbered } from './derive.ts';
import { withFixedRandomness } from './fixed-randomness.ts';
import { checkGradient, type GradientCheckOptions } from './gradient-check.ts';
import { runGraph } from './run-graph.ts';
import { type Sample, Sampler, sample } from './samples.ts';

/** How a layer is tried. */
export interface LayerCheck {
  /** Shapes of its inputs, without the batch axis. */
  readonly inputs: readonly (readonly number[])[];
  readonly dtype?: InputDType;
  /** What goes in: normal by default. */
  readonly fill?: (sampler: Sampler, shape: readonly number[]) => Sample;
  readonly differences?: GradientCheckOptions;
  /** The layer's type, where it is none of the library's. */
  readonly types?: readonly LayerType[];
}

const BATCH = 3;

/**
 * Proves what every layer owes: the shape that it promises, settings that survive a file, weights that survive a
 * file, the same results every time, gradients that finite differences give, in training and not, and a step along
 * them that lowers a loss. Everything is computed by ONNX Runtime.
 */
export function checkLayer(what: string, make: () => Layer, options: LayerCheck): void {
  const trial = new LayerTrial(make, options);
  describe(what, () => {
    it('gives the shape that it promises', () => trial.shape());
    it('is the same after its settings were in a file', () => trial.settings());
    it('is the same after its weights were in a file', () => trial.weights());
    it('starts and computes the same for one seed', () => trial.determinism());
    for (const training of [false, true]) {
      it(`has the gradients that finite differences give, training: ${training}`, () =>
        trial.gradient(training));
      it(`lowers a loss by a step along them, training: ${training}`, () => trial.step(training));
    }
  });
}

class LayerTrial {
  readonly #options: LayerCheck;
  readonly #model: Model;
  readonly #inputs: readonly Sample[];

  constructor(make: () => Layer, options: LayerCheck) {
    this.#options = options;
    const nodes = options.inputs.map((shape) => inputLayer({ shape: [...shape], dtype: options.dtype }));
    this.#model = new Model({ inputs: nodes, outputs: make()(nodes) });
    const sampler = new Sampler(11);
    const { fill = (from, shape) => from.normal(shape) } = options;
    this.#inputs = options.inputs.map((shape) => fill(sampler, [BATCH, ...shape]));
  }

  async shape(): Promise<void> {
    const [output] = this.#model.outputs;
    const values = await this.#run(this.#model, this.#model.initialWeights(1), true);
    const { outputs } = this.#trace(this.#model, this.#leaves(), true);
    expect(outputs[0]?.shape).toEqual([BATCH, ...present(output, 'an output').shape]);
    expect(values).toHaveLength(present(outputs[0], 'an output').size);
    expect([...values].every(Number.isFinite)).toBe(true);
  }

  async settings(): Promise<void> {
    const text = JSON.stringify(modelToJson(this.#model));
    const { types = [] } = this.#options;
    const copy = modelFromJson(JSON.parse(text), { layers: types });
    expect(JSON.stringify(modelToJson(copy))).toBe(text);
    expect(copy.initialWeights(5)).toEqual(this.#model.initialWeights(5));
    const weights = this.#someWeights();
    expect(await this.#run(copy, weights, false)).toEqual(await this.#run(this.#model, weights, false));
  }

  async weights(): Promise<void> {
    const weights = this.#someWeights();
    const shapes = new Map(this.#model.weights.map(({ name, shape }) => [name, shape]));
    const tensors = [...weights].map(([name, data]) => {
      return [name, { dtype: 'F32', shape: present(shapes.get(name), name), data }] as const;
    });
    const { tensors: read } = readSafetensors(writeSafetensors(new Map(tensors)));
    const again = new Map([...read].map(([name, { data }]) => [name, Float32Array.from(data, Number)]));
    expect(await this.#run(this.#model, again, false)).toEqual(await this.#run(this.#model, weights, false));
  }

  async determinism(): Promise<void> {
    expect(this.#model.initialWeights(3)).toEqual(this.#model.initialWeights(3));
    const weights = this.#someWeights();
    expect(await this.#run(this.#model, weights, true)).toEqual(await this.#run(this.#model, weights, true));
  }

  async gradient(training: boolean): Promise<void> {
    const values = [...this.#someWeights().values()];
    const weights = this.#model.weights.map(({ shape }, i) => sample(present(values[i], 'weight'), shape));
    const build = (...leaves: readonly Tensor[]) => this.#output(leaves, training);
    await checkGradient(build, [...this.#inputs, ...weights], this.#options.differences);
  }

  /** x ← x − rate · g for inputs and trainable weights alike, with g = ∂loss/∂x and rate = loss / (200 Σ g²). */
  async step(training: boolean): Promise<void> {
    const leaves = this.#leaves();
    const output = this.#output(leaves, training);
    const target = constant(new Sampler(13).normal(output.shape).values, output.shape);
    const loss = reduceMean(square(sub(output, target)));
    const fixed = this.#model.weights.flatMap(({ trainable, name }) => (trainable ? [] : [name]));
    const moving = leaves.filter((leaf, i) => leaf.dtype === 'float32' && !fixed.includes(this.#nameOf(i)));
    const slopes = gradients(loss, moving);
    const rate = div(loss, mul(sumAll(slopes.map((slope) => reduceSum(square(slope)))), 200));
    const next = moving.map((leaf, i) => sub(leaf, mul(present(slopes[i], 'a gradient'), rate)));
    const values = this.#feeds(this.#someWeights());
    const before = await runGraph({ loss, ...numbered('next ', next) }, values);
    const moved = moving.map((leaf, i) => {
      return [this.#nameOf(leaves.indexOf(leaf)), present(before[`next ${i}`], 'a next value')] as const;
    });
    const after = await runGraph({ loss }, { ...values, ...Object.fromEntries(moved) });
    expect(Number(after.loss?.[0])).toBeLessThan(Number(before.loss?.[0]));
  }

  /** Inputs of the graph for the model's inputs, then for its weights. */
  #leaves(): Tensor[] {
    const inputs = this.#inputs.map(({ shape, dtype }, i) => input(this.#nameOf(i), shape, dtype));
    return [...inputs, ...this.#model.weights.map(({ name, shape }) => input(name, shape))];
  }

  #nameOf(leaf: number): string {
    return this.#model.weights[leaf - this.#inputs.length]?.name ?? `input ${leaf}`;
  }

  #feeds(weights: ReadonlyMap<string, Float32Array>): Record<string, Sample['values']> {
    const inputs = this.#inputs.map(({ values }, i) => [this.#nameOf(i), values]);
    return { ...Object.fromEntries(inputs), ...Object.fromEntries(weights) };
  }

  #trace(model: Model, leaves: readonly Tensor[], training: boolean) {
    const count = this.#inputs.length;
    const weights = new Map(model.weights.map(({ name }, i) => [name, present(leaves[count + i], name)]));
    return model.forward(leaves.slice(0, count), weights, { training });
  }

  #output(leaves: readonly Tensor[], training: boolean): Tensor {
    const [output] = withFixedRandomness(this.#trace(this.#model, leaves, training).outputs);
    return present(output, 'an output');
  }

  async #run(model: Model, weights: ReadonlyMap<string, Float32Array>, training: boolean) {
    const { outputs } = this.#trace(model, this.#leaves(), training);
    const [y] = withFixedRandomness(outputs);
    const results = await runGraph({ y: present(y, 'an output') }, this.#feeds(weights));
    return Float32Array.from(present(results.y, 'the output'), Number);
  }

  /** Values that no weight has by accident: variances stay positive. */
  #someWeights(): Map<string, Float32Array> {
    const stream = RandomStream.derive(17, 'weights');
    const positive = (name: string) => name.toLowerCase().endsWith('variance');
    return new Map(
      this.#model.weights.map(({ name, shape }) => {
        const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
          positive(name) ? 0.5 + stream.uniform() : 0.5 * stream.normal(),
        );
        return [name, values];
      }),
    );
  }
}
