import { drawnDigits } from 'echotrain/data';
import { seed } from '../../../../lessons/03-mnist/digits.ts';
import * as layers from '../../../../lessons/03-mnist/layers.ts';
import { describe, firstOf, type Level, program } from '../../../../lessons/03-mnist/problem.ts';
import * as scratch from '../../../../lessons/03-mnist/scratch.ts';
import * as tensors from '../../../../lessons/03-mnist/tensors.ts';
import { described } from './described.ts';
import type { LevelOutcome } from './levels-program.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.train,
  tensors: tensors.train,
  layers: layers.train,
};

/** LeNet-5 on a few digits that a procedure draws. */
export function outcomeOf(level: string): Promise<LevelOutcome> {
  const { steps, batchSize, hidden, judged } = program;
  const digits = drawnDigits({ seed, train: steps * batchSize, test: judged });
  const data = firstOf(digits.train, steps * batchSize);
  const task = { network: 'lenet5', hidden, data, batchSize } as const;
  return described(
    levels[level] ?? scratch.train,
    ({ losses }) => losses,
    (train) => describe(train, task, digits.test),
  );
}
