import * as operators from '../../../../lessons/05-inverse-problems/operators.ts';
import { describe, type Level } from '../../../../lessons/05-inverse-problems/problem.ts';
import * as scratch from '../../../../lessons/05-inverse-problems/scratch.ts';
import * as tensors from '../../../../lessons/05-inverse-problems/tensors.ts';
import { described } from './described.ts';
import type { LevelOutcome } from './levels-program.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.solve,
  tensors: tensors.solve,
  operators: operators.solve,
};

/** CG-SENSE of a small scan; what falls step by step is the residual. */
export function outcomeOf(level: string): Promise<LevelOutcome> {
  return described(levels[level] ?? scratch.solve, ({ residuals }) => residuals, describe);
}
