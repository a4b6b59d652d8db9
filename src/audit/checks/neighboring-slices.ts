import type { Item } from '../../data/manifest/item.ts';
import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import { evidenceOf, MOST_ITEMS } from '../finding.ts';
import { itemAt, positions, Separation } from '../parts.ts';
import { count } from '../words.ts';

/** Numbers in file names this far apart are neighbors: slices are often numbered by twos. */
const NEAR = 2;
/** The names of a group must be numbered this densely to be taken for slices: numbers over the range that they span. */
const DENSE = 0.4;
const LEAST_SLICES = 3;

/** Slices that follow each other in one volume, in different parts: as alike as copies. */
export const neighboringSlices: AuditCheck = {
  name: 'neighboring-slices',
  title: 'Neighboring slices of one volume in different parts',
  run(input) {
    const separation = new Separation(input);
    const pairs = volumesOf(input).flatMap((volume) =>
      volume.flatMap((slice, at) => {
        const next = volume[at + 1];
        if (!next || next.number - slice.number > NEAR || !separation.of(slice.item, next.item)) return [];
        return [[slice.item, next.item] as const];
      }),
    );
    if (pairs.length === 0) return [];
    const nameOf = (at: number) => itemAt(input, at).id;
    const names = pairs.flat().map(nameOf);
    const cells = pairs
      .slice(0, MOST_ITEMS)
      .map(([a, b]) => [nameOf(a), nameOf(b), separation.of(a, b)?.join(', ') ?? '']);
    return [
      {
        check: 'neighboring-slices',
        grade: 'error',
        title: `${count(pairs.length, 'pair')} of neighboring slices ${pairs.length === 1 ? 'is' : 'are'} torn apart by the split, as the numbers in the file names say.`,
        evidence: {
          ...evidenceOf([...new Set(names)], { pairs: pairs.length }, pairs.length),
          rows: { columns: ['slice', 'next slice', 'parts'], cells },
        },
        remedy:
          'Neighbors show almost the same: split by subject, or by volume where subjects are not known.',
        pictures: pairs
          .slice(0, 4)
          .flatMap((pair) => pair.map((at) => ({ item: nameOf(at), slice: 0, caption: nameOf(at) }))),
      },
    ];
  },
};

/** A slice with the number that its file name gives it. */
interface NumberedSlice {
  readonly item: number;
  readonly number: number;
}

/** Items of one slice whose file names differ in the last number only, densely numbered, in order. */
function volumesOf(input: AuditInput): NumberedSlice[][] {
  const slices = positions(input).flatMap((at) => {
    const numbered = numberedName(itemAt(input, at));
    return numbered ? [{ ...numbered, item: at }] : [];
  });
  return [...Map.groupBy(slices, ({ name }) => name).values()]
    .map((group) => group.toSorted((a, b) => a.number - b.number))
    .filter((group) => {
      const span = (group.at(-1)?.number ?? 0) - (group[0]?.number ?? 0) + 1;
      return group.length >= LEAST_SLICES && group.length / span >= DENSE && isOneVolume(input, group);
    });
}

/**
 * Whether the group may be one volume: numbered images that each have a subject of their own are not. A bare number, or
 * one after a word for images in general, numbers the images of a set, not the slices of a volume.
 */
function isOneVolume(input: AuditInput, group: readonly NumberedSlice[]): boolean {
  const items = group.map(({ item }) => itemAt(input, item));
  if (items.every(({ subjectKnown }) => subjectKnown))
    return new Set(items.map(({ subject }) => subject)).size === 1;
  const [first] = items;
  return first !== undefined && /(slice|sl|z|layer)[-_ ]?\d+\.[^/]*$/i.test(first.source.files[0] ?? '');
}

function numberedName({
  source,
  shape,
}: Item): { readonly name: string; readonly number: number } | undefined {
  const [file = ''] = source.files;
  if (
    source.files.length !== 1 ||
    source.index !== undefined ||
    shape.filter((length) => length > 4).length > 2
  ) {
    return undefined;
  }
  const match = /^(.*?)(\d+)(\D*)$/.exec(file);
  return match ? { name: `${match[1]}#${match[3]}`, number: Number(match[2]) } : undefined;
}
