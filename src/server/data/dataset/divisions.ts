import { z } from 'zod';
import { splitHash } from '../../../data/index.ts';
import { type Item, itemsHash, type RecordedSplit, SplitRegister } from '../../../data/node.ts';

/** The parts of a division, in the order in which a study uses them. */
export const partNames = ['train', 'validation', 'test'] as const;

/** A part of a division. */
export type PartName = (typeof partNames)[number];

/** A way in which a dataset is divided: as its source does, or as a study recorded. */
export interface Division {
  /** `source`, or the hash of the split. */
  readonly key: string;
  readonly split: string;
  /** The hash of the test part's items. */
  readonly test: string;
  /** What made it, for people. */
  readonly how: string;
  readonly time?: string;
  readonly counts: Readonly<Record<PartName, number>>;
  /**
   * Whether its test part is held out. With folds every item tests once and trains otherwise: nothing is kept from
   * anyone.
   */
  readonly isHeldOut: boolean;
  /** In which part each item is, where that was recorded. */
  readonly partOf: ReadonlyMap<string, PartName> | undefined;
}

/** All ways in which a dataset folder is known to be divided; the source's own first, then the latest first. */
export async function divisionsOf(folder: string, items: readonly Item[]): Promise<Division[]> {
  const register = new SplitRegister(folder);
  const recorded = (await register.splits()).toReversed();
  const others = recorded.map(async (record): Promise<Division> => {
    const parts = await register.partsOf(record.split);
    const partOf =
      parts && new Map(partNames.flatMap((part) => parts[part].map((id) => [id, part] as const)));
    return { ...summaryOf(record), partOf };
  });
  return [...(await ownDivision(items)), ...(await Promise.all(others))];
}

function summaryOf({ split, test, how, time, items }: RecordedSplit): Omit<Division, 'partOf'> {
  const kind = kindOf(how);
  return {
    ...{ key: split, split, test, time, counts: items },
    how: inWords(how),
    isHeldOut: !['kFold', 'nested', 'leaveOneOut'].includes(kind),
  };
}

const settings = z.record(z.string(), z.unknown());

/** The name of the kind of split: the one key that is not the seed. */
function kindOf(how: unknown): string {
  const known = settings.safeParse(how).data ?? {};
  return Object.keys(known).find((key) => key !== 'seed') ?? 'unknown';
}

const NAMES: Readonly<Record<string, string>> = {
  random: 'at random',
  kFold: 'folds',
  nested: 'nested folds',
  leaveOneOut: 'leave one out',
  chronological: 'by date',
  lists: 'by lists',
  given: 'as given',
};

function inWords(how: unknown): string {
  const { seed, ...kinds } = settings.safeParse(how).data ?? {};
  const kind = kindOf(how);
  const details = Object.entries(settings.safeParse(kinds[kind]).data ?? {}).map(
    ([name, value]) => `${name} ${String(value)}`,
  );
  return [NAMES[kind] ?? kind, ...details, ...(typeof seed === 'number' ? [`seed ${seed}`] : [])].join(', ');
}

/** The parts that the source itself put the items in, if it did. */
async function ownDivision(items: readonly Item[]): Promise<Division[]> {
  if (!items.some(({ part }) => part === 'test')) return [];
  const positions = (part: PartName) =>
    Uint32Array.from(items.flatMap((item, at) => (item.part === part ? [at] : [])));
  const parts = { train: positions('train'), validation: positions('validation'), test: positions('test') };
  const tests = items.filter(({ part }) => part === 'test');
  return [
    {
      key: 'source',
      split: await splitHash(parts),
      test: itemsHash(tests.map(({ id }) => id)),
      how: 'as the source of the data says',
      counts: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length },
      isHeldOut: true,
      partOf: new Map(items.flatMap(({ id, part }) => (part ? [[id, part] as const] : []))),
    },
  ];
}
