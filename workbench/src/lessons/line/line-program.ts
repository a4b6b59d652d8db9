import { Dataset } from 'echotrain/data';
import { dense, sequential } from 'echotrain/layers';
import { fit, meanSquaredError, type RunningTraining, sgd } from 'echotrain/train';
import { only, start } from '../../../../lessons/01-linear-regression/problem.ts';
import type { Program } from '../training/program.ts';
import { type Line, type Noise, noisyPoints, type Point } from './points.ts';

/** How the line is trained. */
export interface LineParameters extends Noise {
  /** That of the lesson: for the sum over the points of a step. */
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** The lines of some steps, one after the other; the first is the start. */
export type LineUpdate = readonly Line[];

/** Trains a line, as the lesson does in layers. */
export const run: Program<LineParameters, LineUpdate> = async (parameters, host) => {
  const { learningRate, batchSize, epochs } = parameters;
  const model = sequential([dense({ name: 'line', units: 1 })], { inputShape: [1] });
  const device = await host.device('small');
  let lines: Line[] = [start];
  await fit(model, dataOf(noisyPoints(parameters)), {
    device,
    threads: 1,
    loss: meanSquaredError(),
    // The mean over the points of a step is a part of their sum, and so is its slope.
    optimizer: sgd({ learningRate: batchSize * learningRate }),
    epochs,
    batchSize,
    seed: 1,
    initialWeights: new Map([
      ['line/kernel', Float32Array.of(start.k)],
      ['line/bias', Float32Array.of(start.d)],
    ]),
    callbacks: [
      {
        async onBatchEnd(training) {
          lines.push(lineOf(training));
          if (!host.isDue()) return;
          host.tell(lines);
          lines = [];
          await host.follow();
        },
      },
    ],
  });
  host.tell(lines);
  return undefined;
};

function dataOf(points: readonly Point[]): Dataset {
  return new Dataset({
    name: 'points',
    inputs: Float32Array.from(points, ({ x }) => x),
    inputShape: [1],
    targets: { kind: 'values', data: Float32Array.from(points, ({ y }) => y), shape: [1] },
  });
}

function lineOf(training: RunningTraining): Line {
  const weights = training.weights();
  return { k: only(weights.get('line/kernel') ?? []), d: only(weights.get('line/bias') ?? []) };
}
