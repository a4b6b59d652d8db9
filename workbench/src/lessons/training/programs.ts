import type { Host, Program } from './program.ts';

type AnyProgram = (
  parameters: never,
  host: Host<unknown>,
) => Promise<((question: never) => Promise<unknown>) | undefined>;

/** The programs that cells run, by their names. Each is fetched when it is first run. */
export const programs = {
  levels: () => import('../levels/levels-program.ts'),
  digits: () => import('../digits/digits-program.ts'),
  folds: () => import('../folds/folds-program.ts'),
  line: () => import('../line/line-program.ts'),
  inspectTable: () => import('../own-table/inspect-program.ts'),
  learnTable: () => import('../own-table/learn-program.ts'),
  fitting: () => import('../fitting/fitting-program.ts'),
  learned: () => import('../learned/learned-program.ts'),
  scan: () => import('../scan/scan-program.ts'),
  plane: () => import('../plane/plane-program.ts'),
  voxels: () => import('../voxels/voxels-program.ts'),
} satisfies Readonly<Record<string, () => Promise<{ readonly run: AnyProgram }>>>;

/** The name of a program. */
export type ProgramName = keyof typeof programs;

type RunOf<N extends ProgramName> = Awaited<ReturnType<(typeof programs)[N]>>['run'];
type PartsOf<N extends ProgramName> =
  RunOf<N> extends Program<infer Parameters, infer Update, infer Question, infer Answer>
    ? { parameters: Parameters; update: Update; question: Question; answer: Answer }
    : never;

/** What a program is told, what it tells, what it can be asked afterwards, and what it answers. */
export type ParametersOf<N extends ProgramName> = PartsOf<N>['parameters'];
export type UpdateOf<N extends ProgramName> = PartsOf<N>['update'];
export type QuestionOf<N extends ProgramName> = PartsOf<N>['question'];
export type AnswerOf<N extends ProgramName> = PartsOf<N>['answer'];
