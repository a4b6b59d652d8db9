import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import { evidenceOf, type Finding, MOST_ITEMS } from '../finding.ts';
import { idsOf, itemAt, positions } from '../parts.ts';
import { classesOf } from '../subjects.ts';
import { count, listed } from '../words.ts';

/** Where this share of the subjects with several items has one label only, labels are taken to be of subjects. */
const OF_SUBJECTS = 0.8;
const LEAST_SUBJECTS = 5;

/** Labels that contradict each other. */
export const contradictoryLabels: AuditCheck = {
  name: 'contradictory-labels',
  title: 'Labels that contradict each other',
  run(input) {
    return [...ofEqualImages(input), ...ofSubjects(input), ...spellings(input)];
  },
};

function labelsOf(input: AuditInput, items: readonly number[]): string[] {
  return [...new Set(items.flatMap((at) => itemAt(input, at).label ?? []))].sort();
}

function ofEqualImages(input: AuditInput): Finding[] {
  const groups = [...Map.groupBy(positions(input), (at) => itemAt(input, at).hash).values()].filter(
    (items) =>
      labelsOf(input, items).length > 1 && items.every((at) => itemAt(input, at).statistics.deviation > 0),
  );
  if (groups.length === 0) return [];
  return [
    {
      check: 'contradictory-labels',
      grade: 'error',
      title: `${count(groups.length, 'image')} ${groups.length === 1 ? 'is' : 'are'} there several times with different labels.`,
      evidence: {
        ...evidenceOf(idsOf(input, groups.flat()), {}, groups.length),
        rows: {
          columns: ['one of the items', 'labels'],
          cells: groups
            .slice(0, MOST_ITEMS)
            .map((items) => [idsOf(input, items)[0] ?? '', labelsOf(input, items).join(', ')]),
        },
      },
      remedy: 'At most one label is right: correct it, and remove the copies.',
    },
  ];
}

function ofSubjects(input: AuditInput): Finding[] {
  if (classesOf(input).length < 2) return [];
  const subjects = [...Map.groupBy(positions(input), (at) => itemAt(input, at).subject)].filter(
    ([, items]) => items.length > 1,
  );
  const mixed = subjects.filter(([, items]) => labelsOf(input, items).length > 1);
  const single = subjects.length - mixed.length;
  if (mixed.length === 0 || subjects.length < LEAST_SUBJECTS || single < OF_SUBJECTS * subjects.length)
    return [];
  return [
    {
      check: 'contradictory-labels',
      grade: 'warning',
      title: `${count(mixed.length, 'subject')} of ${subjects.length} ${mixed.length === 1 ? 'has' : 'have'} items of several classes, while labels seem to be of subjects.`,
      evidence: {
        ...evidenceOf(
          idsOf(
            input,
            mixed.flatMap(([, items]) => items),
          ),
          {},
          mixed.length,
        ),
        rows: {
          columns: ['subject', 'items', 'labels'],
          cells: mixed
            .slice(0, MOST_ITEMS)
            .map(([name, items]) => [name, items.length, labelsOf(input, items).join(', ')]),
        },
      },
      remedy: 'Look at these labels: a slip of the pen, two subjects under one name, or a change over time.',
    },
  ];
}

/** Labels that differ in case, spaces or hyphens only. */
function spellings(input: AuditInput): Finding[] {
  const labels = [...new Set(input.items.flatMap(({ label }) => label ?? []))];
  const plain = (label: string) => label.toLowerCase().replaceAll(/[\s_-]+/g, '');
  const alike = [...Map.groupBy(labels, plain).values()].filter((group) => group.length > 1);
  if (alike.length === 0) return [];
  return [
    {
      check: 'contradictory-labels',
      grade: 'warning',
      title: `Labels differ in spelling only: ${listed(alike.flat().map((label) => `"${label}"`))}.`,
      evidence: evidenceOf(
        [],
        Object.fromEntries(
          alike.flat().map((label) => [label, input.items.filter((item) => item.label === label).length]),
        ),
        alike.length,
      ),
      remedy: 'Each spelling counts as a class of its own: write them alike.',
    },
  ];
}
