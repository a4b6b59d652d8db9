import * as layers from '../../../../lessons/04-your-own-data/layers.ts';
import { describe, type Level } from '../../../../lessons/04-your-own-data/problem.ts';
import * as scratch from '../../../../lessons/04-your-own-data/scratch.ts';
import * as tensors from '../../../../lessons/04-your-own-data/tensors.ts';
import { described } from './described.ts';
import type { LevelOutcome } from './levels-program.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.train,
  tensors: tensors.train,
  layers: layers.train,
};

/** The network 5-100-100-100-100-3 on the voxels of one subject. */
export function outcomeOf(level: string): Promise<LevelOutcome> {
  return described(levels[level] ?? scratch.train, ({ losses }) => losses, describe);
}
