import { wilsonInterval } from '../../evaluate/index.ts';
import type { AuditCheck } from '../audit-check.ts';
import { type AuditInput, PARTS, type PartName } from '../audit-input.ts';
import { evidenceOf, type Finding, type Grade } from '../finding.ts';
import { idsOf, itemAt, partsByItem, positions } from '../parts.ts';
import { count, countAre, listed, percent, short } from '../words.ts';

/** With fewer test subjects no result can be told from chance. */
const TOO_FEW = 10;
/** An accuracy is known to ± this much or worse: worth a note. */
const WIDE = 0.05;
/** The accuracy for which the interval is told. */
const TYPICAL = 0.9;

/** Parts that overlap or are missing, folds that test twice, and too few subjects to say something. */
export const splitParts: AuditCheck = {
  name: 'split-parts',
  title: 'The parts themselves: overlap, folds, numbers of subjects',
  run(input) {
    if (input.divisions.length === 0) return [undivided()];
    return [...overlaps(input), ...folds(input), ...missingParts(input), ...fewSubjects(input)];
  },
};

function finding(grade: Grade, title: string, evidence: Finding['evidence'], remedy: string): Finding {
  return { check: 'split-parts', grade, title, evidence, remedy };
}

function undivided(): Finding {
  return finding(
    'note',
    'The data are not divided into parts: nothing can be said of leakage between them.',
    evidenceOf([]),
    'Check a study instead of a folder, echotrain data check STUDY.yaml: it names its split.',
  );
}

function overlaps(input: AuditInput): Finding[] {
  const found = input.divisions.flatMap((division) =>
    [...partsByItem(division)]
      .filter(([, parts]) => parts.size > 1)
      .map(([item, parts]) => ({ item, parts })),
  );
  const [first] = found;
  if (!first) return [];
  const items = [...new Set(found.map(({ item }) => item))];
  const isCopy = input.divisions.some(({ validation, test }) => test.length > 0 && sameSet(validation, test));
  return [
    finding(
      'error',
      isCopy
        ? `Validation and test part are the same ${count(items.length, 'item')}.`
        : `${countAre(items.length, 'item')} in more than one part: ${listed([...first.parts])}.`,
      evidenceOf(idsOf(input, items)),
      'What has chosen among models cannot judge them: every item belongs in one part.',
    ),
  ];
}

function sameSet(a: readonly number[], b: readonly number[]): boolean {
  const [one, other] = [new Set(a), new Set(b)];
  return one.size === other.size && one.isSubsetOf(other);
}

function folds(input: AuditInput): Finding[] {
  if (input.divisions.length < 2) return [];
  const tests = new Map<number, number>();
  for (const { test } of input.divisions)
    for (const item of new Set(test)) tests.set(item, (tests.get(item) ?? 0) + 1);
  const twice = [...tests].filter(([, times]) => times > 1).map(([item]) => item);
  const never = positions(input).filter((item) => !tests.has(item));
  return [
    ...(twice.length > 0
      ? [
          finding(
            'warning',
            `${countAre(twice.length, 'item')} tested in more than one fold.`,
            evidenceOf(idsOf(input, twice)),
            'They count several times in the mean over folds, and its interval is too narrow: test each item once.',
          ),
        ]
      : []),
    ...(never.length > 0
      ? [
          finding(
            'note',
            `${countAre(never.length, 'item')} tested in no fold.`,
            evidenceOf(idsOf(input, never)),
            'Nothing is said of them: make sure that they were left out on purpose.',
          ),
        ]
      : []),
  ];
}

function missingParts({ divisions }: AuditInput): Finding[] {
  const missing = PARTS.filter((part) => divisions.every((division) => division[part].length === 0));
  return missing.map((part) => finding(...ABSENCE[part]));
}

const ABSENCE: Readonly<Record<PartName, readonly [Grade, string, Finding['evidence'], string]>> = {
  train: ['error', 'There is no training part.', evidenceOf([]), 'Give it a share of the items.'],
  validation: [
    'note',
    'There is no validation part.',
    evidenceOf([]),
    'Nothing but the test part could choose an epoch or a learning rate then: add one before anything is tuned.',
  ],
  test: ['note', 'There is no test part.', evidenceOf([]), 'Set one aside before the first training.'],
};

function fewSubjects(input: AuditInput): Finding[] {
  const tested = new Set(
    input.divisions.flatMap(({ test }) => test.map((item) => itemAt(input, item).subject)),
  );
  if (tested.size === 0) return [];
  const { lower, upper } = wilsonInterval(Math.round(TYPICAL * tested.size), tested.size);
  const half = (upper - lower) / 2;
  if (half <= WIDE) return [];
  return [
    finding(
      tested.size < TOO_FEW ? 'warning' : 'note',
      `${count(tested.size, 'subject')} ${tested.size === 1 ? 'is' : 'are'} tested: an accuracy of ${percent(TYPICAL)} would be known as ${percent(lower)} to ${percent(upper)}.`,
      evidenceOf([], { subjects: tested.size, 'half width of the 95 % interval': short(half) }, tested.size),
      'Test on more subjects, or by cross-validation; and report the interval.',
    ),
  ];
}

/** How often the sealed test part has been opened. */
export const openedSeal: AuditCheck = {
  name: 'opened-seal',
  title: 'How often the test part has been opened',
  run({ seal }) {
    if (!seal || seal.openings < 2) return [];
    return [
      {
        check: 'opened-seal',
        grade: 'warning',
        title: `The test part has been opened ${seal.openings} times.`,
        evidence: evidenceOf([], { openings: seal.openings }, seal.openings),
        remedy:
          'Every look makes the last result look better than it is: say so in the report, or test on new data.',
      },
    ];
  },
};

/** Files that have changed or gone since the import. */
export const changedFiles: AuditCheck = {
  name: 'changed-files',
  title: 'Files that have changed or gone since the import',
  run(input) {
    const of = (state: string) => [...input.files].filter(([, own]) => own === state).map(([id]) => id);
    const [changed, missing] = [of('changed'), of('missing')];
    return [
      ...(changed.length > 0
        ? [
            {
              check: 'changed-files',
              grade: 'error' as const,
              title: `The files of ${count(changed.length, 'item')} have changed since the import.`,
              evidence: evidenceOf(changed),
              remedy: 'Import the dataset again: what the manifest says of them is no longer true.',
            },
          ]
        : []),
      ...(missing.length > 0
        ? [
            {
              check: 'changed-files',
              grade: 'error' as const,
              title: `The files of ${count(missing.length, 'item')} are gone.`,
              evidence: evidenceOf(missing),
              remedy: 'Put them back, or import the dataset again; --copy keeps the data in its own folder.',
            },
          ]
        : []),
    ];
  },
};

/** Whether the subjects are known, on which so much depends. */
export const unknownSubjects: AuditCheck = {
  name: 'unknown-subjects',
  title: 'Whether the subject of each item is known',
  run(input) {
    const unknown = positions(input).filter((at) => !itemAt(input, at).subjectKnown);
    if (unknown.length === 0 || input.items.length < 2) return [];
    const some = unknown.length < input.items.length;
    return [
      {
        check: 'unknown-subjects',
        grade: 'note',
        title: some
          ? `The subject of ${count(unknown.length, 'item')} of ${input.items.length} is not known.`
          : 'The subjects are not known: each item counts as one of its own.',
        evidence: evidenceOf(some ? idsOf(input, unknown) : [], {}, unknown.length),
        remedy:
          'Whether subjects are in several parts cannot be seen: name them at the import, by a table or by folders.',
      },
    ];
  },
};
