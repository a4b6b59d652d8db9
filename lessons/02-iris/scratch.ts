/** A network with a hidden layer from scratch: typed arrays, loops, and derivatives by hand. */
import type { Dataset } from 'echotrain/data';
import { batchesOf, initialWeights, learningRate, main, sizes, type Trained } from './problem.ts';

/** A weight with its slope ∂loss/∂value, and what Adam remembers of earlier slopes. */
export interface Weight {
  readonly value: Float64Array;
  readonly slope: Float64Array;
  readonly mean: Float64Array;
  readonly square: Float64Array;
}

/** A weight that starts at these values. */
export function weightOf(start: ArrayLike<number> = []): Weight {
  const zeros = () => new Float64Array(start.length);
  return { value: Float64Array.from(start), slope: zeros(), mean: zeros(), square: zeros() };
}

/** y ← y + a x, all elements. */
export function addScaled(y: Float64Array, a: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] = (y[i] ?? 0) + a * (x[i] ?? 0);
}

/** Σ xᵢ yᵢ */
export function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] ?? 0) * (y[i] ?? 0);
  return sum;
}

/** A row of a matrix with rows of this length. */
function row(matrix: Float64Array, index: number, length: number): Float64Array {
  return matrix.subarray(index * length, (index + 1) * length);
}

/** A layer in which every output sees every input: y = x K + b, with a row of K for each input. */
export interface Dense {
  readonly kernel: Weight;
  readonly bias: Weight;
}

/** y = b + Σᵢ xᵢ Kᵢ */
export function denseForward({ kernel, bias }: Dense, x: Float64Array): Float64Array {
  const y = bias.value.slice();
  x.forEach((xi, i) => {
    addScaled(y, xi, row(kernel.value, i, y.length));
  });
  return y;
}

/** From ∂loss/∂y: ∂loss/∂b = ∂loss/∂y and ∂loss/∂Kᵢ = xᵢ ∂loss/∂y, both added up; returned, ∂loss/∂xᵢ = Kᵢ · ∂loss/∂y. */
export function denseBackward({ kernel, bias }: Dense, x: Float64Array, dy: Float64Array): Float64Array {
  addScaled(bias.slope, 1, dy);
  return x.map((xi, i) => {
    addScaled(row(kernel.slope, i, dy.length), xi, dy);
    return dot(row(kernel.value, i, dy.length), dy);
  });
}

/** max(x, 0) */
export function relu(x: Float64Array): Float64Array {
  return x.map((xi) => Math.max(xi, 0));
}

/** ∂loss/∂x of y = max(x, 0): what comes back passes where something went through. */
export function reluBackward(y: Float64Array, dy: Float64Array): Float64Array {
  return dy.map((slope, i) => ((y[i] ?? 0) > 0 ? slope : 0));
}

/** Probabilities from logits, pᵢ = exp zᵢ / Σ exp z; the largest logit is subtracted lest exp overflow. */
export function softmax(logits: Float64Array): Float64Array {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const total = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / total);
}

/** −ln p of the true class, and its slope by the logits, p − 1 for the true class and p for the others. */
export function crossEntropy(logits: Float64Array, label: number) {
  const p = softmax(logits);
  return { loss: -Math.log(p[label] ?? 0), slope: p.map((share, i) => share - (i === label ? 1 : 0)) };
}

/** Adam: every weight steps by the mean of its slopes, in units of their root mean square. */
export function adamStep(weights: readonly Weight[], step: number, learningRate: number): void {
  for (const { value, slope, mean, square } of weights) {
    slope.forEach((g, i) => {
      const m = 0.9 * (mean[i] ?? 0) + 0.1 * g;
      const v = 0.999 * (square[i] ?? 0) + 0.001 * g ** 2;
      const [typical, spread] = [m / (1 - 0.9 ** step), Math.sqrt(v / (1 - 0.999 ** step))];
      value[i] = (value[i] ?? 0) - (learningRate * typical) / (spread + 1e-7);
      [mean[i], square[i]] = [m, v];
    });
    slope.fill(0);
  }
}

/** Trains the network 4-16-3. */
export function train(data: Dataset, epochs: number): Trained {
  const weight = (name: string) => weightOf(initialWeights.get(name));
  const hidden = { kernel: weight('hidden/kernel'), bias: weight('hidden/bias') };
  const out = { kernel: weight('out/kernel'), bias: weight('out/bias') };
  const weights = [hidden.kernel, hidden.bias, out.kernel, out.bias];
  const batches = batchesOf(data);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { items } of batches.epoch(epoch)) {
      let total = 0;
      for (const item of items) {
        const x = Float64Array.from(data.input(item));
        const h = relu(denseForward(hidden, x));
        const { loss, slope } = crossEntropy(denseForward(out, h), data.labels?.[item] ?? 0);
        const dh = denseBackward(
          out,
          h,
          slope.map((one) => one / items.length),
        );
        denseBackward(hidden, x, reluBackward(h, dh));
        total += loss;
      }
      losses.push(total / items.length);
      adamStep(weights, losses.length, learningRate);
    }
  }
  return {
    losses,
    predict: (inputs) => eachOf(inputs, (x) => denseForward(out, relu(denseForward(hidden, x)))),
  };
}

/** What a function says of each flower, one after the other. */
function eachOf(inputs: Float32Array, say: (x: Float64Array) => Float64Array): number[] {
  const flowers = Array.from({ length: inputs.length / sizes.inputs }, (_, flower) =>
    Float64Array.from(inputs.subarray(flower * sizes.inputs, (flower + 1) * sizes.inputs)),
  );
  return flowers.flatMap((x) => Array.from(say(x)));
}

await main(import.meta, train);
