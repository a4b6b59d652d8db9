import type { Dataset } from '../src/data/index.ts';
import type { Model } from '../src/layers/index.ts';
import type { Weights } from '../src/train/index.ts';
import { present } from '../src/util/errors.ts';

interface DenseLayer {
  readonly name: string;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/**
 * What a run monitors of a perceptron with ReLU and softmax, computed by hand, item by item: norms of gradients and
 * weights, spread of activations, dead units.
 */
export function denseGradients(model: Model, weights: Weights, batch: Dataset): Map<string, number> {
  const layers = layersOf(model, weights);
  const gradients = layers.map(({ kernel, bias }) => ({
    kernel: new Float64Array(kernel.length),
    bias: new Float64Array(bias.length),
  }));
  const outputs = Array.from({ length: batch.count }, (_, item) => forward(layers, batch.input(item)));
  for (const [item, values] of outputs.entries()) {
    let delta = outputError(present(values.at(-1), 'output'), present(batch.labels?.[item], 'label'));
    delta = delta.map((error) => error / batch.count);
    for (let l = layers.length - 1; l >= 0; l--) {
      const [layer, gradient] = [present(layers[l], 'layer'), present(gradients[l], 'gradient')];
      const input = present(values[l], 'input');
      accumulate(gradient, input, delta);
      delta = backward(layer, input, delta);
    }
  }
  const monitored = new Map<string, number>();
  let total = 0;
  for (const [l, { name, kernel, bias }] of layers.entries()) {
    const gradient = present(gradients[l], 'gradient');
    const squares = squaresOf(gradient.kernel) + squaresOf(gradient.bias);
    total += squares;
    monitored.set(`gradientNorm/${name}`, Math.sqrt(squares));
    monitored.set(`weightNorm/${name}`, Math.sqrt(squaresOf(kernel) + squaresOf(bias)));
    if (l === layers.length - 1) continue;
    const active = outputs.map((values) => present(values[l + 1], 'activations'));
    const dead = Array.from(bias, (_, unit) => active.every((values) => (values[unit] ?? 0) <= 0));
    monitored.set(`deadUnits/${name}`, dead.filter(Boolean).length / bias.length);
    monitored.set(`activationStd/${name}`, deviation(active.flatMap((values) => [...values])));
  }
  return monitored.set('gradientNorm', Math.sqrt(total));
}

function layersOf(model: Model, weights: Weights): DenseLayer[] {
  return model.weights
    .map(({ name }) => name)
    .filter((name) => name.endsWith('/kernel'))
    .map((name) => ({
      name: name.slice(0, -'/kernel'.length),
      kernel: present(weights.get(name), name),
      bias: present(weights.get(name.replace('/kernel', '/bias')), name),
    }));
}

/** The input, what each hidden layer gives, and the logits. */
function forward(layers: readonly DenseLayer[], input: Float32Array): Float64Array[] {
  const values = [Float64Array.from(input)];
  for (const [l, { kernel, bias }] of layers.entries()) {
    const from = present(values[l], 'input');
    const to = Float64Array.from(bias);
    from.forEach((x, i) => {
      if (x !== 0)
        for (let j = 0; j < to.length; j++) to[j] = (to[j] ?? 0) + x * (kernel[i * to.length + j] ?? 0);
    });
    values.push(l < layers.length - 1 ? to.map((x) => Math.max(0, x)) : to);
  }
  return values;
}

/** softmax(z) - onehot(label): the gradient of cross-entropy for logits. */
function outputError(logits: Float64Array, label: number): Float64Array {
  const most = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - most));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power, j) => power / total - (j === label ? 1 : 0));
}

function accumulate(
  gradient: { readonly kernel: Float64Array; readonly bias: Float64Array },
  input: Float64Array,
  delta: Float64Array,
): void {
  delta.forEach((error, j) => {
    gradient.bias[j] = (gradient.bias[j] ?? 0) + error;
    input.forEach((x, i) => {
      const at = i * delta.length + j;
      gradient.kernel[at] = (gradient.kernel[at] ?? 0) + x * error;
    });
  });
}

/** The error of a layer's inputs, which were ReLU's outputs. */
function backward({ kernel }: DenseLayer, input: Float64Array, delta: Float64Array): Float64Array {
  return input.map((x, i) =>
    x > 0 ? delta.reduce((sum, error, j) => sum + error * (kernel[i * delta.length + j] ?? 0), 0) : 0,
  );
}

function squaresOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value * value, 0);
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
