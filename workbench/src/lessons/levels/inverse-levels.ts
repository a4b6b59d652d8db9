import * as operators from '../../../../lessons/05-inverse-problems/operators.ts';
import { describe, type Level } from '../../../../lessons/05-inverse-problems/problem.ts';
import * as scratch from '../../../../lessons/05-inverse-problems/scratch.ts';
import * as tensors from '../../../../lessons/05-inverse-problems/tensors.ts';
import type { LevelOutcome } from './levels-program.ts';

const levels: Readonly<Record<string, Level>> = {
  scratch: scratch.solve,
  tensors: tensors.solve,
  operators: operators.solve,
};

/** CG-SENSE of a small scan; what falls step by step is the residual. */
export async function outcomeOf(level: string): Promise<LevelOutcome> {
  const solve = levels[level] ?? scratch.solve;
  let losses: readonly number[] = [];
  const printed = await describe(async (scan, iterations) => {
    const course = await solve(scan, iterations);
    losses = course.residuals;
    return course;
  });
  return { losses, printed };
}
