import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type Split, split } from '../split.ts';
import { type DescribedItems, knownValues, named } from './units.ts';

const PARTS = ['train', 'validation', 'test'] as const;

/** Which items, or subjects, are in which part; without a list for training, all others train. */
export type PartLists = Readonly<Partial<Record<keyof Split, readonly string[]>>>;

/**
 * The split that lists of items' identifiers or of subjects describe.
 *
 * @throws InputError for names that are not there or in two lists, subjects in two parts, and items in none where all
 * parts are listed.
 */
export function listedSplit(items: DescribedItems, lists: PartLists): Split {
  const [ids, subjects] = [items.metadata('id'), items.metadata('subject')];
  const places = placesOf(items, lists);
  checkKnown(items, places);
  const rest = lists.train === undefined ? 'train' : undefined;
  const parts = range(items.count).map(
    (item) => places.get(ids?.[item] ?? '') ?? places.get(subjects?.[item] ?? '') ?? rest,
  );
  const left = range(items.count).filter((item) => parts[item] === undefined);
  check(left.length === 0, () => ({
    where: `split of ${items.name}`,
    expected: 'every item, or its subject, in a list',
    received: `${left.length} in none: ${named(items, left)}`,
    remedy: 'Without a list for training all others train.',
  }));
  return splitOf(items, parts);
}

/**
 * The split that the data come with: the part that the source of each item puts it in. Where it has none for
 * validation, that is drawn from the training part.
 *
 * @throws InputError for items without a part, and subjects in two.
 */
export function givenSplit(
  items: DescribedItems,
  options: { readonly validation: number; readonly seed: number; readonly stratify?: boolean },
): Split {
  const parts = splitOf(items, knownValues(items, 'part'));
  if (parts.validation.length > 0 || options.validation === 0) return parts;
  const { labels, groups } = items;
  const drawn = split(
    {
      count: parts.train.length,
      labels: labels && Array.from(parts.train, (item) => labels[item] ?? 0),
      groups: groups && Array.from(parts.train, (item) => groups[item] ?? ''),
    },
    options,
  );
  const original = (some: Uint32Array) => some.map((item) => parts.train[item] ?? 0);
  return { train: original(drawn.train), validation: original(drawn.validation), test: parts.test };
}

type Part = (typeof PARTS)[number];

function placesOf(items: DescribedItems, lists: PartLists): Map<string, Part> {
  const places = new Map<string, Part>();
  for (const part of PARTS) {
    for (const name of lists[part] ?? []) {
      const other = places.get(name);
      check(other === undefined || other === part, () => ({
        where: `split of ${items.name}`,
        expected: 'each name in one list',
        received: `"${name}" for ${other} and for ${part}`,
      }));
      places.set(name, part);
    }
  }
  return places;
}

function checkKnown(items: DescribedItems, places: ReadonlyMap<string, Part>): void {
  const known = new Set<string | undefined>([
    ...(items.metadata('id') ?? []),
    ...(items.metadata('subject') ?? []),
  ]);
  const strangers = [...places.keys()].filter((name) => !known.has(name));
  check(strangers.length === 0, () => ({
    where: `split of ${items.name}`,
    expected: 'identifiers of items or subjects',
    received: `${strangers.length} of neither, such as "${strangers[0]}"`,
    remedy: 'The table items of manifest.sqlite, in the dataset, lists them: columns id and subject.',
  }));
}

function splitOf(items: DescribedItems, parts: readonly (string | undefined)[]): Split {
  checkTogether(items, parts);
  const of = (part: Part) => Uint32Array.from(range(items.count).filter((item) => parts[item] === part));
  const all = { train: of('train'), validation: of('validation'), test: of('test') };
  for (const part of ['train', 'test'] as const) {
    check(all[part].length > 0, () => ({
      where: `split of ${items.name}`,
      expected: `items for the ${part} part`,
      received: 'none',
    }));
  }
  return all;
}

function checkTogether({ name, groups = [] }: DescribedItems, parts: readonly (string | undefined)[]): void {
  const places = new Map<string, string | undefined>();
  const torn = groups.findIndex((subject, item) => {
    const part = places.get(subject) ?? parts[item];
    places.set(subject, part);
    return part !== parts[item];
  });
  check(torn < 0, () => ({
    where: `split of ${name}`,
    expected: 'all items of a subject in one part',
    received: `subject "${groups[torn]}" in ${places.get(groups[torn] ?? '')} and ${parts[torn]}`,
  }));
}
