import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import type { SliceDigest } from '../digest/item-digest.ts';
import { groupsOf } from '../duplicates/groups.ts';
import { type NearDuplicate, nearDuplicates } from '../duplicates/near-duplicates.ts';
import { evidenceOf, type Finding, MOST_ITEMS, type Picture } from '../finding.ts';
import { itemAt, Separation } from '../parts.ts';
import { count, percent, short } from '../words.ts';

/** From this correlation on there is no doubt that two images have one source. */
const CERTAIN = 0.98;
/**
 * Where images have this many near-duplicates on average, and this share of all are alike by chains of them, the set
 * itself has little variety (drawn digits), and resemblance says nothing of an origin. Many small groups are another
 * matter: subjects whose names got lost.
 */
const USUAL = 0.5;
const LARGE_GROUP = 0.1;
/** With more images than this, the first slices only are compared. */
const MOST_IMAGES = 30_000;

/** A slice of an item. */
interface Image {
  readonly item: number;
  readonly slice: number;
  readonly digest: SliceDigest;
}

/** Images of different subjects or parts that show the same, be they turned, mirrored, cropped, brighter or compressed. */
export const nearDuplicateImages: AuditCheck = {
  name: 'near-duplicates',
  title: 'Images that look the same, also mirrored, turned, rescaled, cropped, inverted or compressed',
  run(input) {
    const images = imagesOf(input);
    const at = (index: number) => itemAt(input, images[index]?.item ?? 0);
    const pairs = nearDuplicates(
      images.map(({ digest }) => digest.thumbnail),
      // The same values are another check's business, and so is a subject in two parts.
      { skip: (a, b) => at(a).subject === at(b).subject || at(a).hash === at(b).hash },
    );
    const separation = new Separation(input);
    const across = pairs.filter(({ first, second }) =>
      separation.of(images[first]?.item ?? 0, images[second]?.item ?? 0),
    );
    const apart = new Set(across);
    const within = pairs.filter((pair) => !apart.has(pair));
    const hasLargeGroup = groupsOf(pairs).largest > LARGE_GROUP * images.length;
    if (pairs.length > USUAL * images.length && hasLargeGroup) return [alike(input, images, pairs)];
    return [
      ...acrossParts(input, images, across),
      ...differentlyLabeled(input, images, pairs),
      ...withinParts(input, images, within),
    ];
  },
};

function imagesOf(input: AuditInput): Image[] {
  const all = input.items.flatMap(({ id }, item) =>
    (input.digests.get(id)?.slices ?? []).map((digest, slice) => ({ item, slice, digest })),
  );
  return all.length <= MOST_IMAGES ? all : all.filter(({ slice }) => slice === 0).slice(0, MOST_IMAGES);
}

function acrossParts(
  input: AuditInput,
  images: readonly Image[],
  pairs: readonly NearDuplicate[],
): Finding[] {
  if (pairs.length === 0) return [];
  const certain = pairs.some(({ correlation }) => correlation >= CERTAIN);
  const isPattern = pairs.length > USUAL * images.length;
  return [
    {
      check: 'near-duplicates',
      grade: certain || isPattern ? 'error' : 'warning',
      title: `${count(pairs.length, 'pair')} of images in different parts ${pairs.length === 1 ? 'looks' : 'look'} the same.`,
      ...shown(input, images, pairs),
      remedy:
        'Look at the pairs. Where they are of one subject, correct the subject and split again; remove true copies.',
    },
  ];
}

function withinParts(
  input: AuditInput,
  images: readonly Image[],
  pairs: readonly NearDuplicate[],
): Finding[] {
  if (pairs.length === 0) return [];
  return [
    {
      check: 'near-duplicates',
      grade: 'note',
      title: `${count(pairs.length, 'pair')} of images of different subjects ${pairs.length === 1 ? 'looks' : 'look'} the same.`,
      ...shown(input, images, pairs),
      remedy:
        'Look at the pairs: a subject may be there under two names, and another split may tear them apart.',
    },
  ];
}

/** Images that look the same and are said to be of different classes: one of the labels is wrong. */
function differentlyLabeled(
  input: AuditInput,
  images: readonly Image[],
  pairs: readonly NearDuplicate[],
): Finding[] {
  const labelOf = (index: number) => itemAt(input, images[index]?.item ?? 0).label;
  const found = pairs.filter(({ first, second }) => {
    const [a, b] = [labelOf(first), labelOf(second)];
    return a !== undefined && b !== undefined && a !== b;
  });
  if (found.length === 0) return [];
  return [
    {
      check: 'near-duplicates',
      grade: 'warning',
      title: `${count(found.length, 'pair')} of images that ${found.length === 1 ? 'looks' : 'look'} the same ${found.length === 1 ? 'has' : 'have'} different labels.`,
      ...shown(input, images, found),
      remedy: 'One label of each pair is probably wrong: look at them.',
    },
  ];
}

function alike(input: AuditInput, images: readonly Image[], pairs: readonly NearDuplicate[]): Finding {
  return {
    check: 'near-duplicates',
    grade: 'note',
    title: `The images of this set resemble each other so much that copies cannot be told from others: ${count(pairs.length, 'pair')} or more.`,
    ...shown(input, images, pairs),
    remedy:
      'Make sure by other means, such as file names or acquisition times, that no image is there twice.',
  };
}

function shown(input: AuditInput, images: readonly Image[], pairs: readonly NearDuplicate[]) {
  const sorted = pairs.toSorted((a, b) => b.correlation - a.correlation);
  const separation = new Separation(input);
  const nameOf = (index: number) => itemAt(input, images[index]?.item ?? 0).id;
  const partsOf = ({ first, second }: NearDuplicate) =>
    separation.of(images[first]?.item ?? 0, images[second]?.item ?? 0)?.join(', ') ?? 'same part';
  const items = [...new Set(sorted.flatMap(({ first, second }) => [nameOf(first), nameOf(second)]))];
  const cells = sorted
    .slice(0, MOST_ITEMS)
    .map((pair) => [
      nameOf(pair.first),
      nameOf(pair.second),
      short(pair.correlation),
      pair.change || 'none',
      partsOf(pair),
    ]);
  const pictures: Picture[] = sorted.slice(0, 6).flatMap(({ first, second, correlation, change }) => [
    { item: nameOf(first), slice: images[first]?.slice ?? 0, caption: nameOf(first) },
    {
      item: nameOf(second),
      slice: images[second]?.slice ?? 0,
      caption: `${nameOf(second)}, ${change ? `${change}, ` : ''}${percent(correlation)} alike`,
    },
  ]);
  return {
    evidence: {
      ...evidenceOf(
        items,
        {
          pairs: pairs.length,
          groups: groupsOf(pairs).count,
          'highest correlation': short(sorted[0]?.correlation ?? 0),
        },
        pairs.length,
      ),
      rows: { columns: ['image', 'its like', 'correlation', 'change', 'parts'], cells },
    },
    pictures,
  };
}
