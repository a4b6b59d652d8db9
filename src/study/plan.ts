import { type Division, divide } from './divide.ts';
import type { SourceData } from './load-data.ts';
import type { Study } from './study.ts';

/** One training of a study: a seed, and a division of the data. */
export interface Repetition {
  readonly seed: number;
  readonly division: Division;
}

/**
 * All trainings of a study: with every seed, on every division. Divisions that are the same under several seeds share
 * one test part, which is then opened once for all of them.
 */
export async function plan(study: Study, data: SourceData, folder: string): Promise<Repetition[]> {
  const { seed = 0, split, name } = study;
  const divisions = new Map<string, Division>();
  const repetitions: Repetition[] = [];
  for (const one of [seed].flat()) {
    for (const division of await divide(data, split, { seed: one, study: name, folder })) {
      const known = divisions.get(division.hash) ?? division;
      divisions.set(division.hash, known);
      repetitions.push({ seed: one, division: known });
    }
  }
  return repetitions;
}
