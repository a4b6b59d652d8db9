import * as layers from '../../../../lessons/04-your-own-data/layers.ts';
import { describe, type Level } from '../../../../lessons/04-your-own-data/problem.ts';
import * as scratch from '../../../../lessons/04-your-own-data/scratch.ts';
import * as tensors from '../../../../lessons/04-your-own-data/tensors.ts';
import type { LevelOutcome } from './levels-program.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.train,
  tensors: tensors.train,
  layers: layers.train,
};

/** The network 5-100-100-100-100-3 on the voxels of one subject. */
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
