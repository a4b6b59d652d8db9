import type { Device } from 'echotrain/runtime/web';

/**
 * How to add a cell to a lesson's page:
 *
 * 1. A program: a file that exports `run`, of the type {@link Program}. It trains in a worker, with the code of the
 *    lesson and of echotrain, and tells the page what there is to draw. Name it in `programs.ts`.
 * 2. A view beside it: a component that calls `useTraining('NAME', nothing, fold)`, where `fold` puts what the program
 *    tells into what is shown, and returns a `<Cell>` with its parameters (`<Parameters>`) and drawings.
 * 3. Its place: a line in `cells/places.ts` says in which section of which lesson it stands.
 *
 * One seed, one result: a program draws random numbers from seeds in its parameters alone.
 */
export type Program<Parameters, Update, Question = never, Answer = never> = (
  parameters: Parameters,
  host: Host<Update>,
) => Promise<((question: Question) => Promise<Answer>) | undefined>;

/** What a program is given besides its parameters. */
export interface Host<Update> {
  /** Shows something on the page. */
  tell(update: Update): void;
  /** Whether it is time to tell something again: some milliseconds after the last time, 50 by default. */
  isDue(after?: number): boolean;
  /** To be awaited where an eye might follow: waits a moment where slow motion is asked for. */
  follow(): Promise<void>;
  /**
   * Where to train. A `small` network is fastest on one thread of the processor; a `large` one gets the fastest device
   * that passes a self-check. Ask once, before anything runs.
   */
  device(size: 'small' | 'large'): Promise<Device>;
}
