import * as layers from '../../../../lessons/01-linear-regression/layers.ts';
import {
  describe,
  epochs,
  type Level,
  learningRate,
} from '../../../../lessons/01-linear-regression/problem.ts';
import * as scratch from '../../../../lessons/01-linear-regression/scratch.ts';
import * as tensors from '../../../../lessons/01-linear-regression/tensors.ts';
import type { LevelOutcome } from './levels-program.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.train,
  tensors: tensors.train,
  layers: layers.train,
};

/** A line through five points. */
export async function outcomeOf(level: string): Promise<LevelOutcome> {
  const train = levels[level] ?? scratch.train;
  const training = await train(epochs, learningRate);
  return { losses: training.course.map(({ loss }) => loss), printed: describe(training) };
}
