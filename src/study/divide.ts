import { type ItemSet, type Split, split, splitHash } from '../data/index.ts';
import { itemsHash, SplitRegister } from '../data/node.ts';
import { range } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import type { SourceData } from './load-data.ts';
import { SealedTest } from './sealed-test.ts';
import type { SplitSettings } from './settings/split.ts';
import { type Part, splitsOf } from './splits-of.ts';

/** One way in which the data are divided. */
export interface Division extends Part {
  /** Which item is in which part, as a hash. */
  readonly hash: string;
  readonly train: () => ItemSet;
  readonly validation: () => ItemSet | undefined;
  readonly test: SealedTest;
}

/** For whom data are divided. */
export interface DivideOptions {
  readonly seed: number;
  /** What the study is called, for the record. */
  readonly study: string;
  /** Where relative paths begin. */
  readonly folder: string;
}

/**
 * Divides data into training, validation and test parts: once, or once for each fold. A dataset folder records it.
 *
 * @throws InputError when the split does not suit the data.
 */
export async function divide(
  data: SourceData,
  settings: SplitSettings,
  options: DivideOptions,
): Promise<Division[]> {
  if (!('all' in data)) return [await givenDivision(data, settings, options)];
  const splits = await splitsOf(data.all, settings, options);
  const divisions: Division[] = [];
  let last: Division | undefined;
  for (const { split: parts, ...part } of splits) {
    const isSameFold = last !== undefined && part.inner !== undefined && part.fold === last.fold;
    last = {
      ...part,
      ...(await division(data, parts, settings, options, isSameFold ? last?.test : undefined)),
    };
    divisions.push(last);
  }
  return divisions;
}

/** Inner folds share the test part of their outer fold: `known`. */
async function division(
  { all, folder }: Extract<SourceData, { all: ItemSet }>,
  parts: Split,
  how: SplitSettings,
  { study, seed }: DivideOptions,
  known: SealedTest | undefined,
): Promise<Omit<Division, keyof Part>> {
  const hash = await splitHash(parts);
  const ids = partItems(all, parts);
  const record = { split: hash, test: itemsHash(ids.test) };
  const register = folder === undefined ? undefined : new SplitRegister(folder);
  const items = { train: parts.train.length, validation: parts.validation.length, test: parts.test.length };
  await register?.recordSplit({ ...record, how: { ...how, seed }, items }, ids);
  const open = all.sealed(parts.test);
  const test = new SealedTest({
    split: hash,
    count: parts.test.length,
    take: () => all.subset(parts.test, `${all.name}, test part`),
    ...(register && {
      record: (purpose: string) =>
        register.recordOpening({ study, purpose, ...record, items: parts.test.length }),
    }),
  });
  return {
    hash,
    train: () => open.subset(parts.train, `${all.name}, training part`),
    validation: () => part(open, parts.validation),
    test: known ?? test,
  };
}

/** The identifiers of the items in each part; several entries may be slices of one. */
function partItems(all: ItemSet, { train, validation, test }: Split) {
  const ids = all.metadata('id') ?? [];
  const of = (items: Uint32Array) => [...new Set(Array.from(items, (item) => ids[item] ?? `${item}`))];
  return { train: of(train), validation: of(validation), test: of(test) };
}

/** Of data that come with a test part. */
async function givenDivision(
  { train, test }: Extract<SourceData, { test: ItemSet }>,
  { given, ...others }: SplitSettings,
  { seed }: DivideOptions,
): Promise<Division> {
  check(given !== undefined, () => ({
    where: 'split',
    expected: `given, for ${train.name} comes with a test part`,
    received: Object.keys(others).join(),
  }));
  const parts = { ...split(train, { seed, ...given }), test: Uint32Array.from(range(test.count)) };
  const hash = await splitHash(parts);
  return {
    hash,
    train: () => train.subset(parts.train, `${train.name}, training part`),
    validation: () => part(train, parts.validation),
    test: new SealedTest({ split: hash, count: test.count, take: () => test }),
  };
}

function part(all: ItemSet, items: Uint32Array): ItemSet | undefined {
  return items.length === 0 ? undefined : all.subset(items, `${all.name}, validation part`);
}
