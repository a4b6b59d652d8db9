import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput, PartName } from '../audit-input.ts';
import { evidenceOf, type Finding } from '../finding.ts';
import { firstParts, idsOf, itemAt } from '../parts.ts';
import { contingency } from '../statistics/contingency.ts';
import { classesOf, mostCommon } from '../subjects.ts';
import { countAre, listed, percent, short } from '../words.ts';

/** Where one class has this share of all items, always naming it already looks good. */
const ONE_SIDED = 0.9;
/** Parts differ in their classes where chance would do so less often than this, and by so much (Cramér's V). */
const UNLIKELY = 1e-3;
const NOTICEABLE = 0.2;

/** How the classes are distributed: over all items, and over the parts. */
export const classBalance: AuditCheck = {
  name: 'class-balance',
  title: 'How many items each class has, in each part',
  run(input) {
    const classes = classesOf(input);
    if (classes.length < 2) return [];
    const parts = firstParts(input);
    return [
      ...oneSided(input, classes),
      ...missingClasses(input, classes, parts),
      ...unlikeParts(input, parts),
    ];
  },
};

type Parts = ReturnType<typeof firstParts>;

function oneSided(input: AuditInput, classes: readonly string[]): Finding[] {
  const labels = input.items.flatMap(({ label }) => label ?? []);
  const largest = mostCommon(labels) ?? '';
  const share = labels.filter((label) => label === largest).length / labels.length;
  if (share < ONE_SIDED) return [];
  const facts = Object.fromEntries(
    classes.map((name) => [name, labels.filter((label) => label === name).length]),
  );
  return [
    {
      check: 'class-balance',
      grade: 'warning',
      title: `${percent(share)} of the labeled items are of one class, ${largest}.`,
      evidence: evidenceOf([], facts, labels.length),
      remedy:
        'Accuracy says nothing here: report balanced accuracy and the area under the ROC curve, and weight the classes.',
    },
  ];
}

function labelsIn(input: AuditInput, items: readonly number[]): string[] {
  return items.flatMap((at) => itemAt(input, at).label ?? []);
}

function missingClasses(input: AuditInput, classes: readonly string[], parts: Parts): Finding[] {
  return parts.flatMap(([part, items]) => {
    const there = new Set(labelsIn(input, items));
    const missing = classes.filter((name) => !there.has(name));
    if (missing.length === 0 || there.size === 0) return [];
    return [missingFinding(part, missing, items.length)];
  });
}

function missingFinding(part: PartName, missing: readonly string[], items: number): Finding {
  const isTraining = part === 'train';
  return {
    check: 'class-balance',
    grade: isTraining ? 'error' : 'warning',
    title: `The ${part} part has no item of ${missing.length === 1 ? 'class' : 'the classes'} ${listed(missing)}.`,
    evidence: evidenceOf(
      [],
      { 'items in the part': items, 'missing classes': missing.length },
      missing.length,
    ),
    remedy: isTraining
      ? 'A class that never trains is never found: split with stratification (the default), or leave the class out.'
      : 'Nothing can be said of such a class: split with stratification (the default), with a larger share for the part.',
  };
}

/** Items of one subject share a label: subjects are compared, not items. */
function unlikeParts(input: AuditInput, parts: Parts): Finding[] {
  const pairs = parts.flatMap(([part, items]) => {
    const subjects = Map.groupBy(items, (at) => itemAt(input, at).subject);
    return [...subjects.values()].flatMap((own) => {
      const label = mostCommon(labelsIn(input, own));
      return label === undefined ? [] : [[label, part] as const];
    });
  });
  const table = contingency(pairs);
  if (table.pValue >= UNLIKELY || table.association < NOTICEABLE) return [];
  return [
    {
      check: 'class-balance',
      grade: 'warning',
      title: 'The classes are distributed differently over the parts than chance would do.',
      evidence: {
        ...evidenceOf([], { "Cramér's V": short(table.association), p: short(table.pValue) }, pairs.length),
        rows: {
          columns: ['class', ...table.columns.map((part) => `subjects in ${part}`)],
          cells: table.rows.map((name, row) => [name, ...(table.counts[row] ?? [])]),
        },
      },
      remedy: 'Results on one part do not carry over to another: split with stratification (the default).',
    },
  ];
}

/** Items without a label, where others have one. */
export const unlabeledItems: AuditCheck = {
  name: 'unlabeled-items',
  title: 'Items without a label among labeled ones',
  run(input) {
    const without = input.items.flatMap(({ label }, at) => (label === undefined ? [at] : []));
    if (without.length === 0 || without.length === input.items.length) return [];
    return [
      {
        check: 'unlabeled-items',
        grade: 'warning',
        title: `${countAre(without.length, 'item')} without a label, of ${input.items.length}.`,
        evidence: evidenceOf(idsOf(input, without)),
        remedy: 'A study leaves them out silently or stops: give them labels, or import without them.',
      },
    ];
  },
};
