import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import { evidenceOf, type Finding, type Picture } from '../finding.ts';
import { idsOf, itemAt, positions, Separation, tornGroups } from '../parts.ts';
import { count } from '../words.ts';

/** Images with exactly the same values: across parts, under two subjects, and twice in a part. */
export const identicalImages: AuditCheck = {
  name: 'identical-images',
  title: 'Images with exactly the same values',
  run(input) {
    const torn = tornGroups(input, (item) => (item.statistics.deviation > 0 ? item.hash : undefined));
    const tornHashes = new Set(torn.map(({ key }) => key));
    const others = [...Map.groupBy(positions(input), (at) => itemAt(input, at).hash)]
      .filter(([hash, items]) => items.length > 1 && !tornHashes.has(hash) && !isEmpty(input, items))
      .map(([, items]) => items);
    const twoSubjects = others.filter((items) => subjectsOf(input, items) > 1);
    const oneSubject = others.filter((items) => subjectsOf(input, items) === 1);
    return [
      ...acrossParts(
        input,
        torn.map(({ items }) => items),
      ),
      ...underTwoSubjects(input, twoSubjects),
      ...repeated(input, oneSubject),
    ];
  },
};

/** Images without content are equal, and another check's business. */
function isEmpty(input: AuditInput, [first = 0]: readonly number[]): boolean {
  return !(itemAt(input, first).statistics.deviation > 0);
}

function subjectsOf(input: AuditInput, items: readonly number[]): number {
  return new Set(items.map((at) => itemAt(input, at).subject)).size;
}

function acrossParts(input: AuditInput, groups: readonly (readonly number[])[]): Finding[] {
  if (groups.length === 0) return [];
  return [
    {
      check: 'identical-images',
      grade: 'error',
      title: `${count(groups.length, 'image')} ${groups.length === 1 ? 'is' : 'are'} in more than one part, value for value.`,
      ...shown(input, groups),
      remedy: 'Remove the copies, or give all copies of an image to one part (and its subject with it).',
    },
  ];
}

function underTwoSubjects(input: AuditInput, groups: readonly (readonly number[])[]): Finding[] {
  if (groups.length === 0) return [];
  const known = groups.some((items) => items.some((at) => itemAt(input, at).subjectKnown));
  return [
    {
      check: 'identical-images',
      grade: known ? 'warning' : 'note',
      title: known
        ? `${count(groups.length, 'image')} ${groups.length === 1 ? 'is' : 'are'} there under two subjects or more.`
        : `${count(groups.length, 'image')} ${groups.length === 1 ? 'is' : 'are'} there twice or more.`,
      ...shown(input, groups),
      remedy: known
        ? 'One of the subjects is wrong: a split by subject may tear the two apart. Correct or remove them.'
        : 'Remove the copies: they count twice, and the next split may tear them apart.',
    },
  ];
}

function repeated(input: AuditInput, groups: readonly (readonly number[])[]): Finding[] {
  if (groups.length === 0) return [];
  return [
    {
      check: 'identical-images',
      grade: 'note',
      title: `${count(groups.length, 'image')} ${groups.length === 1 ? 'is' : 'are'} there twice or more for one subject.`,
      ...shown(input, groups),
      remedy: 'Copies count twice in training and evaluation: remove them unless that is meant.',
    },
  ];
}

function shown(input: AuditInput, groups: readonly (readonly number[])[]) {
  const items = idsOf(input, groups.flat());
  const separation = new Separation(input);
  const pictures: Picture[] = groups.slice(0, 6).flatMap((group) => {
    const [first = 0, ...others] = group;
    const other = others.find((at) => separation.of(first, at)) ?? others[0] ?? first;
    const parts = separation.of(first, other);
    return idsOf(input, [first, other]).map((item, at) => ({
      item,
      slice: 0,
      caption: parts ? `${parts[at]}: ${item}` : item,
    }));
  });
  return {
    evidence: evidenceOf(items, { groups: groups.length, items: items.length }, groups.length),
    pictures,
  };
}
