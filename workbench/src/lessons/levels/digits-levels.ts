import { drawnDigits } from 'echotrain/data';
import { seed } from '../../../../lessons/03-mnist/digits.ts';
import * as layers from '../../../../lessons/03-mnist/layers.ts';
import { describe, firstOf, type Level, program } from '../../../../lessons/03-mnist/problem.ts';
import * as scratch from '../../../../lessons/03-mnist/scratch.ts';
import * as tensors from '../../../../lessons/03-mnist/tensors.ts';
import type { LevelOutcome } from './levels-program.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.train,
  tensors: tensors.train,
  layers: layers.train,
};

/** LeNet-5 on a few digits that a procedure draws. */
export async function outcomeOf(level: string): Promise<LevelOutcome> {
  const train = levels[level] ?? scratch.train;
  const { steps, batchSize, hidden, judged } = program;
  const digits = drawnDigits({ seed, train: steps * batchSize, test: judged });
  const task = {
    network: 'lenet5',
    hidden,
    data: firstOf(digits.train, steps * batchSize),
    batchSize,
  } as const;
  let losses: readonly number[] = [];
  const printed = await describe(
    async (given) => {
      const trained = await train(given);
      losses = trained.losses;
      return trained;
    },
    task,
    digits.test,
  );
  return { losses, printed };
}
