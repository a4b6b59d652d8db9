import { type Dataset, kFold, type Split, split, splitHash } from '../data/index.ts';
import { range } from '../util/arrays.ts';
import { check, InputError } from '../util/errors.ts';
import type { SourceData } from './load-data.ts';
import { SealedTest } from './sealed-test.ts';
import type { SplitSettings } from './settings/split.ts';

/** One way in which the data are divided. */
export interface Division {
  /** Which of several folds tests, from 1. */
  readonly fold?: number;
  /** Which item is in which part, as a hash. */
  readonly hash: string;
  readonly train: () => Dataset;
  readonly validation: () => Dataset | undefined;
  readonly test: SealedTest;
}

/**
 * Divides data into training, validation and test parts: once, or once for each fold.
 *
 * @throws InputError when the split does not suit the data.
 */
export async function divide(
  data: SourceData,
  { random, kFold: folds, given }: SplitSettings,
  seed: number,
): Promise<Division[]> {
  if (given) return [await givenDivision(data, given, seed)];
  const all = wholeOf(data, folds ? 'kFold' : 'random');
  if (!folds) return [await division(all, split(all, { seed, ...random }))];
  const splits = kFold(all, { seed, ...folds });
  return Promise.all(splits.map(async (one, i) => ({ ...(await division(all, one)), fold: i + 1 })));
}

async function division(all: Dataset, parts: Split): Promise<Division> {
  const hash = await splitHash(parts);
  return {
    hash,
    train: () => all.subset(parts.train, `${all.name}, training part`),
    validation: () => part(all, parts.validation),
    test: new SealedTest(hash, parts.test.length, () => all.subset(parts.test, `${all.name}, test part`)),
  };
}

type GivenSettings = NonNullable<SplitSettings['given']>;

async function givenDivision(data: SourceData, settings: GivenSettings, seed: number): Promise<Division> {
  if ('all' in data) {
    throw new InputError({
      where: 'split',
      expected: `random or kFold, for ${data.all.name} has no test part of its own`,
      received: 'given',
    });
  }
  const { train, test } = data;
  const parts = { ...split(train, { seed, ...settings }), test: Uint32Array.from(range(test.count)) };
  const hash = await splitHash(parts);
  return {
    hash,
    train: () => train.subset(parts.train, `${train.name}, training part`),
    validation: () => part(train, parts.validation),
    test: new SealedTest(hash, test.count, () => test),
  };
}

function part(all: Dataset, items: Uint32Array): Dataset | undefined {
  return items.length === 0 ? undefined : all.subset(items, `${all.name}, validation part`);
}

/** Data that are still in one; a test part that comes with its data stays what it is. */
function wholeOf(data: SourceData, received: string): Dataset {
  if ('all' in data) return data.all;
  const { name } = data.train;
  check(false, () => ({ where: 'split', expected: `given, for ${name} comes with a test part`, received }));
}
