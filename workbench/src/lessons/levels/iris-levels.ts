import * as layers from '../../../../lessons/02-iris/layers.ts';
import { describe, type Level } from '../../../../lessons/02-iris/problem.ts';
import * as scratch from '../../../../lessons/02-iris/scratch.ts';
import * as tensors from '../../../../lessons/02-iris/tensors.ts';
import type { LevelOutcome } from './levels-program.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.train,
  tensors: tensors.train,
  layers: layers.train,
};

/** The network 4-16-3 on Iris. */
export async function outcomeOf(level: string): Promise<LevelOutcome> {
  const train = levels[level] ?? scratch.train;
  let losses: readonly number[] = [];
  const printed = await describe(async (data, epochs) => {
    const trained = await train(data, epochs);
    losses = trained.losses;
    return trained;
  });
  return { losses, printed };
}
