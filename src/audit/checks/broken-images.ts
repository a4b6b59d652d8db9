import type { Item } from '../../data/manifest/item.ts';
import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import type { ItemDigest, SliceDigest } from '../digest/item-digest.ts';
import { evidenceOf, type Finding, type Grade, type Picture } from '../finding.ts';
import { count, percent, short } from '../words.ts';

/** Images that hold no image: NaN, infinite, empty or constant values. */
export const brokenImages: AuditCheck = {
  name: 'broken-images',
  title: 'Values that are not finite, images without content, empty slices',
  run(input) {
    const isEmpty = ({ statistics }: Item) => !(statistics.deviation > 0);
    const notFinite = input.items.filter(({ statistics }) => statistics.nonFinite > 0);
    const zero = input.items.filter((item) => isEmpty(item) && item.statistics.mean === 0);
    const constant = input.items.filter((item) => isEmpty(item) && item.statistics.mean !== 0);
    return [
      ...told(notFinite, 'error', 'with values that are NaN or infinite', NOT_FINITE),
      ...told(zero, 'error', 'that holds nothing but zeros', EMPTY),
      ...told(constant, 'error', 'that holds one value only', EMPTY),
      ...emptySlices(input),
      ...unreadable(input),
    ];
  },
};

const NOT_FINITE = 'One such value makes the loss, and then all weights, NaN: repair or remove them.';
const EMPTY = 'Export or convert them again, or remove them: there is nothing to learn from them.';

function told(items: readonly Item[], grade: Grade, what: string, remedy: string): Finding[] {
  if (items.length === 0) return [];
  const plural = items.length > 1 ? what.replace('that holds', 'that hold') : what;
  return [
    {
      check: 'broken-images',
      grade,
      title: `${count(items.length, 'item')} ${plural}.`,
      evidence: evidenceOf(items.map(({ id }) => id)),
      remedy,
    },
  ];
}

function isBlank({ values }: SliceDigest): boolean {
  return !(values.deviation > 0);
}

/** Slices without content between others; at the ends of a volume they are usual. */
function emptySlices(input: AuditInput): Finding[] {
  const found = input.items.flatMap((item) => {
    const slices = input.digests.get(item.id)?.slices ?? [];
    const [first, last] = [
      slices.findIndex((one) => !isBlank(one)),
      slices.findLastIndex((one) => !isBlank(one)),
    ];
    const empty = slices.flatMap((slice, at) =>
      at > first && at < last && isBlank(slice) ? [slice.index] : [],
    );
    return empty.length > 0 ? [{ item, empty }] : [];
  });
  if (found.length === 0) return [];
  return [
    {
      check: 'broken-images',
      grade: 'warning',
      title: `${count(found.length, 'item')} with empty slices between others.`,
      evidence: {
        ...evidenceOf(found.map(({ item }) => item.id)),
        rows: {
          columns: ['item', 'empty slices'],
          cells: found
            .slice(0, 20)
            .map(({ item, empty }) => [item.id, empty.map((index) => index + 1).join(', ')]),
        },
      },
      remedy: 'Slices were lost on the way: export the series again.',
    },
  ];
}

/** Items that could be imported, and cannot be read now. */
function unreadable(input: AuditInput): Finding[] {
  if (input.digests.size === 0) return [];
  const items = input.items.filter(({ id }) => !input.digests.has(id) && input.files.get(id) !== 'missing');
  if (items.length === 0) return [];
  return [
    {
      check: 'broken-images',
      grade: 'error',
      title: `${count(items.length, 'item')} that can no longer be read.`,
      evidence: evidenceOf(items.map(({ id }) => id)),
      remedy: 'Import the dataset again: echotrain data import names what is wrong with each file.',
    },
  ];
}

/** The share of an image that is cut off at its brightest value before it is told. */
const CUT = 0.01;

/** Intensities cut off at the top, and images whose last rows are missing. */
export const damagedImages: AuditCheck = {
  name: 'damaged-images',
  title: 'Clipped intensities and images that break off',
  run(input) {
    const clipped = where(input, ({ values }) => values.cutHigh >= CUT && values.distinct > FEW_VALUES);
    const broken = where(input, breaksOff);
    return [...clippedFinding(input, clipped), ...brokenOff(input, broken)];
  },
};

/** Images of fewer different values are masks and drawings, and have no brightest value to be cut off at. */
const FEW_VALUES = 32;
/** In smaller images a dark margin cannot be told from missing rows. */
const LEAST_ROWS = 64;
/** A block at the bottom of this share of the rows, below a row with this share of the content of others. */
const MISSING_ROWS = 0.04;
const ABRUPT = 0.6;

function breaksOff({ values: { filledRows, deviation }, rows }: SliceDigest): boolean {
  const { count: filled, contentAbove, mostContent, atTop } = filledRows;
  const isPadded = atTop >= filled / 2;
  return (
    rows >= LEAST_ROWS &&
    deviation > 0 &&
    filled >= Math.max(3, MISSING_ROWS * rows) &&
    mostContent > 0.3 &&
    contentAbove >= ABRUPT * mostContent &&
    !isPadded
  );
}

interface Place {
  readonly id: string;
  readonly slice: number;
  readonly digest: SliceDigest;
}

/** The first slice of each item that a rule applies to. */
function where(input: AuditInput, rule: (slice: SliceDigest, item: ItemDigest) => boolean): Place[] {
  return input.items.flatMap(({ id }) => {
    const digest = input.digests.get(id);
    if (!digest || digest.kspace) return [];
    const slice = digest.slices.findIndex((one) => rule(one, digest));
    const found = digest.slices[slice];
    return found ? [{ id, slice, digest: found }] : [];
  });
}

/** What most images of a set have is how they were made, not damage. */
function gradeOf(input: AuditInput, found: readonly Place[]): Grade {
  return 2 * found.length > input.items.length ? 'note' : 'warning';
}

function picturesOf(found: readonly Place[]): Picture[] {
  return found.slice(0, 6).map(({ id, slice }) => ({ item: id, slice, caption: id }));
}

function clippedFinding(input: AuditInput, found: readonly Place[]): Finding[] {
  if (found.length === 0) return [];
  const most = Math.max(...found.slice(0, 10_000).map(({ digest }) => digest.values.cutHigh));
  return [
    {
      check: 'damaged-images',
      grade: gradeOf(input, found),
      title: `${count(found.length, 'item')} with intensities cut off at the brightest value, up to ${percent(most)} of the image.`,
      evidence: evidenceOf(
        found.map(({ id }) => id),
        { 'largest share cut off': short(most) },
      ),
      remedy:
        'What was brighter is lost: convert again with the full range instead of a window, or a wider one.',
      pictures: picturesOf(found),
    },
  ];
}

function brokenOff(input: AuditInput, found: readonly Place[]): Finding[] {
  if (found.length === 0) return [];
  return [
    {
      check: 'damaged-images',
      grade: gradeOf(input, found),
      title: `${count(found.length, 'item')} that ${found.length === 1 ? 'breaks' : 'break'} off: the last rows hold one value.`,
      evidence: evidenceOf(found.map(({ id }) => id)),
      remedy: 'The files may have been cut off when they were copied: get them again.',
      pictures: picturesOf(found),
    },
  ];
}
