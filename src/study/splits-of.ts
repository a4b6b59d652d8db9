import { isAbsolute, join } from 'node:path';
import {
  chronological,
  givenSplit,
  type ItemSet,
  kFold,
  leaveOneOut,
  listedSplit,
  nested,
  type PartLists,
  type Split,
  split,
  unitsBy,
} from '../data/index.ts';
import { InputError } from '../util/errors.ts';
import { readText } from './read-input.ts';
import type { SplitSettings } from './settings/split.ts';

/** Which of several divisions one is. */
export interface Part {
  /** Which of several folds tests, from 1. */
  readonly fold?: number;
  /** Which of its inner folds validates, from 1, in nested cross-validation. */
  readonly inner?: number;
  /** Which site, scanner or subject was left out. */
  readonly left?: string;
}

/** A split, and which one of several it is. */
export type NumberedSplit = Part & { readonly split: Split };

/**
 * All splits of data that are still in one.
 *
 * @throws InputError for settings that do not suit the data.
 */
export async function splitsOf(
  all: ItemSet,
  settings: SplitSettings,
  { seed, folder }: { readonly seed: number; readonly folder: string },
): Promise<NumberedSplit[]> {
  const {
    random,
    kFold: folds,
    nested: nests,
    leaveOneOut: left,
    chronological: dates,
    lists,
    given,
  } = settings;
  if (random) {
    const { by = 'subject', ...shares } = random;
    return [{ split: split(unitsBy(all, by), { seed, ...shares }) }];
  }
  if (folds) {
    const { by = 'subject', ...others } = folds;
    return kFold(unitsBy(all, by), { seed, ...others }).map((one, i) => ({ split: one, fold: i + 1 }));
  }
  if (nests) return nestedSplits(all, nests, seed);
  if (left) {
    const splits = leaveOneOut(all, { seed, ...left });
    return splits.map(({ left: name, ...one }, i) => ({ split: one, fold: i + 1, left: name }));
  }
  if (dates) return [{ split: chronological(all, dates) }];
  if (lists) return [{ split: listedSplit(all, await readLists(lists, folder)) }];
  return [{ split: ownSplit(all, { seed, validation: 0, ...given }) }];
}

function nestedSplits(
  all: ItemSet,
  settings: NonNullable<SplitSettings['nested']>,
  seed: number,
): NumberedSplit[] {
  const { by = 'subject', ...folds } = settings;
  return nested(unitsBy(all, by), { seed, ...folds }).flatMap((splits, outer) =>
    splits.map((one, inner) => ({ split: one, fold: outer + 1, inner: inner + 1 })),
  );
}

/** The split that a dataset's source made. */
function ownSplit(all: ItemSet, options: Parameters<typeof givenSplit>[1]): Split {
  if (all.metadata('part') === undefined) {
    throw new InputError({
      where: 'split',
      expected: `random or kFold, for ${all.name} has no test part of its own`,
      received: 'given',
    });
  }
  return givenSplit(all, options);
}

async function readLists(files: NonNullable<SplitSettings['lists']>, folder: string): Promise<PartLists> {
  const lists = Object.entries(files).map(
    async ([part, file]) => [part, await readList(file, folder)] as const,
  );
  return Object.fromEntries(await Promise.all(lists));
}

/** The lines of a file, without empty ones. */
async function readList(file: string, folder: string): Promise<string[]> {
  const text = await readText(isAbsolute(file) ? file : join(folder, file), 'a list of items or subjects');
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
