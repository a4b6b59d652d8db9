/** Linear regression in layers: a network of one unit without activation. */
import { Dataset } from 'echotrain/data';
import { dense, sequential } from 'echotrain/layers';
import { nodeDevice } from 'echotrain/runtime/node';
import { type Callback, fit, meanSquaredError, sgd, type Weights } from 'echotrain/train';
import { type Moment, main, only, points, start, type Training } from './problem.ts';

/** The five points as inputs and targets. */
export const data = new Dataset({
  name: 'five points',
  inputs: Float32Array.from(points, ({ x }) => x),
  inputShape: [1],
  targets: { kind: 'values', data: Float32Array.from(points, ({ y }) => y), shape: [1] },
});

/** Trains the line y = k x + d; whoever wants to watch gives callbacks. */
export async function train(
  epochs: number,
  learningRate: number,
  callbacks: readonly Callback[] = [],
): Promise<Training> {
  const model = sequential([dense({ name: 'line', units: 1 })], { inputShape: [1] });
  const course: Moment[] = [];
  let line = start;
  const { weights } = await fit(model, data, {
    device: nodeDevice('cpu'),
    loss: meanSquaredError(),
    // The mean over the points is a fifth of their sum, and so is its slope.
    optimizer: sgd({ learningRate: points.length * learningRate }),
    epochs,
    batchSize: points.length,
    shuffle: false,
    initialWeights: weightsOf(start),
    callbacks: [
      ...callbacks,
      {
        onBatchEnd(training) {
          course.push({ ...line, loss: points.length * training.loss });
          line = lineOf(training.weights());
        },
      },
    ],
  });
  return { course, ...lineOf(weights) };
}

function weightsOf({ k, d }: { readonly k: number; readonly d: number }): Weights {
  return new Map([
    ['line/kernel', Float32Array.of(k)],
    ['line/bias', Float32Array.of(d)],
  ]);
}

function lineOf(weights: Weights): { k: number; d: number } {
  const number = (name: string) => only(weights.get(name) ?? []);
  return { k: number('line/kernel'), d: number('line/bias') };
}

await main(import.meta, train);
