import type { LevelOutcome } from './levels-program.ts';

/**
 * Lets a lesson describe what a level does, as it does in Node, and keeps the losses on the way.
 *
 * @param lossesOf what fell from step to step
 */
export async function described<Given extends unknown[], Result>(
  level: (...given: Given) => Result | Promise<Result>,
  lossesOf: (result: Result) => readonly number[],
  describe: (level: (...given: Given) => Promise<Result>) => Promise<string>,
): Promise<LevelOutcome> {
  let losses: readonly number[] = [];
  const printed = await describe(async (...given) => {
    const result = await level(...given);
    losses = lossesOf(result);
    return result;
  });
  return { losses, printed };
}
