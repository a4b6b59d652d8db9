import type { FormatName } from '../../formats/array-file.ts';
import type { ArrayHeader } from './array-header.ts';
import type { ContentDigest } from './content-digest.ts';
import { inOrder } from './in-order.ts';
import { survey } from './inspect.ts';
import { type Problem, problemOf } from './problem.ts';
import type { ReaderPool } from './reader-pool.ts';
import type { Unit } from './units.ts';

/** Something that was found and read. */
export interface Content {
  readonly unit: Unit;
  readonly header: ArrayHeader;
  /** What the values are like, unless they are to be read later. */
  readonly digest?: ContentDigest;
}

/** How what was found is read. */
export interface ContentsOptions {
  /** The formats of which only headers are read for now. */
  readonly later?: readonly FormatName[];
  /** Told how many units are read. */
  readonly onProgress?: (done: number) => void;
}

/** Reads one unit after the other, in their order, as many at a time as the pool has processes. */
export async function* contentsOf(
  units: readonly Unit[],
  pool: ReaderPool,
  { later = [], onProgress }: ContentsOptions = {},
): AsyncGenerator<Content | Problem, void, void> {
  let done = 0;
  const read = async (unit: Unit): Promise<Content | Problem> => {
    const { path, root } = unit.main;
    const argument = { path, later: [...later], ...(root !== undefined && { root }) };
    try {
      return { unit, ...(await pool.run(survey, argument, path)) };
    } catch (error) {
      return problemOf(error, path);
    } finally {
      onProgress?.(++done);
    }
  };
  yield* inOrder(units, 4 * pool.processes, read);
}

/** Whether something could not be read. */
export function isProblem(found: Content | Problem): found is Problem {
  return 'reason' in found;
}
