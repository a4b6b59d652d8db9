import type { Program } from '../training/program.ts';

/** Which lesson's file is run. */
export interface LevelParameters {
  readonly lesson: string;
  readonly level: string;
}

/** What came of it: the loss of every step (its residual where it solves equations), and what the file prints where Node runs it. */
export interface LevelOutcome {
  readonly losses: readonly number[];
  readonly printed: string;
}

/** The lessons whose levels run, each fetched when it is first asked for. */
const lessons: Readonly<
  Record<string, () => Promise<{ readonly outcomeOf: (level: string) => Promise<LevelOutcome> }>>
> = {
  '01-linear-regression': () => import('./line-levels.ts'),
  '02-iris': () => import('./iris-levels.ts'),
  '03-mnist': () => import('./digits-levels.ts'),
  '04-your-own-data': () => import('./voxels-levels.ts'),
  '05-inverse-problems': () => import('./inverse-levels.ts'),
};

/** Runs a file of a lesson as it is: the code that the cell shows. */
export const run: Program<LevelParameters, LevelOutcome> = async ({ lesson, level }, host) => {
  const levels = await lessons[lesson]?.();
  if (!levels) throw new Error(`internal: no levels of lesson ${lesson}`);
  host.tell(await levels.outcomeOf(level));
  return undefined;
};
