import { wholeNumber } from '../execution-options.ts';

/** Reads the number of a run. */
export const runNumber = wholeNumber(1);

/** Reads the numbers of several runs, one after the other. */
export function runNumbers(text: string, others: readonly number[] = []): number[] {
  return [...others, runNumber(text)];
}
