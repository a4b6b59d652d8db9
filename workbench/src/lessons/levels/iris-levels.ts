import * as layers from '../../../../lessons/02-iris/layers.ts';
import { describe, type Level } from '../../../../lessons/02-iris/problem.ts';
import * as scratch from '../../../../lessons/02-iris/scratch.ts';
import * as tensors from '../../../../lessons/02-iris/tensors.ts';
import { described } from './described.ts';
import type { LevelOutcome } from './levels-program.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.train,
  tensors: tensors.train,
  layers: layers.train,
};

/** The network 4-16-3 on Iris. */
export function outcomeOf(level: string): Promise<LevelOutcome> {
  return described(levels[level] ?? scratch.train, ({ losses }) => losses, describe);
}
