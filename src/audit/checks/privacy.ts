import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import { evidenceOf, type Finding, MOST_ITEMS, type Picture } from '../finding.ts';
import { count } from '../words.ts';

/** Elements of headers that identify people. Values are never told. */
export const identifyingTags: AuditCheck = {
  name: 'identifying-tags',
  title: 'Elements of headers that identify people',
  run(input) {
    const told = [...input.identifiers].filter(([, { tags }]) => tags.length > 0);
    const hidden = [...input.identifiers].filter(([, { privateTags }]) => privateTags > 0);
    return [...tagFinding(input, told), ...privateFinding(input, hidden)];
  },
};

type Told = readonly (readonly [
  string,
  { readonly tags: readonly string[]; readonly privateTags: number },
])[];

function tagFinding(input: AuditInput, told: Told): Finding[] {
  if (told.length === 0) return [];
  const counts = new Map<string, number>();
  for (const [, { tags }] of told) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const sorted = [...counts].toSorted((a, b) => b[1] - a[1]);
  return [
    {
      check: 'identifying-tags',
      grade: 'warning',
      title: `The headers of ${count(told.length, 'item')} of ${input.items.length} hold elements that identify people.`,
      evidence: {
        ...evidenceOf(
          told.map(([id]) => id),
          { 'different elements': counts.size },
        ),
        rows: {
          columns: ['element', 'items'],
          cells: sorted.slice(0, MOST_ITEMS).map(([tag, items]) => [tag, items]),
        },
      },
      remedy: 'Before the data leave the laboratory: echotrain data deidentify.',
    },
  ];
}

function privateFinding(input: AuditInput, hidden: Told): Finding[] {
  if (hidden.length === 0) return [];
  const most = hidden.reduce((a, [, { privateTags }]) => Math.max(a, privateTags), 0);
  return [
    {
      check: 'identifying-tags',
      grade: 'note',
      title: `The headers of ${count(hidden.length, 'item')} of ${input.items.length} hold private elements, up to ${most} each: what is in them nobody but the maker knows.`,
      evidence: evidenceOf(
        hidden.map(([id]) => id),
        { 'most private elements': most },
      ),
      remedy: 'echotrain data deidentify removes them.',
    },
  ];
}

/** Writing in the pixels. */
export const burnedInText: AuditCheck = {
  name: 'burned-in-text',
  title: 'Writing in the pixels (first and middle slice)',
  run(input) {
    const found = input.items.flatMap(({ id }) => {
      const slices = input.digests.get(id)?.slices ?? [];
      const slice = slices.findIndex(({ text }) => text.length > 0);
      const lines = slices[slice]?.text ?? [];
      const repeated =
        slices.filter(({ text }) => text.some((line) => lines.some((other) => samePlace(line, other))))
          .length > 1;
      return lines.length > 0 ? [{ id, slice, lines, repeated }] : [];
    });
    if (found.length === 0) return [];
    const pictures: Picture[] = found.slice(0, 6).map(({ id, slice }) => ({ item: id, slice, caption: id }));
    const cells = found
      .slice(0, MOST_ITEMS)
      .map(({ id, lines, repeated }) => [
        id,
        lines.length,
        Math.max(...lines.map(({ characters }) => characters)),
        repeated ? 'yes' : 'no',
      ]);
    return [
      {
        check: 'burned-in-text',
        grade: 'warning',
        title: `${count(found.length, 'item')} of ${input.items.length} ${found.length === 1 ? 'shows' : 'show'} what looks like writing in the image.`,
        evidence: {
          ...evidenceOf(found.map(({ id }) => id)),
          rows: { columns: ['item', 'lines', 'characters of the longest', 'in several slices'], cells },
        },
        remedy:
          'It may name the patient, and it may tell the class: look at the images, and crop or black it out.',
        pictures,
      },
    ];
  },
};

function samePlace(
  a: { readonly top: number; readonly left: number },
  b: { readonly top: number; readonly left: number },
): boolean {
  return Math.abs(a.top - b.top) <= 4 && Math.abs(a.left - b.left) <= 8;
}

/** What in a file's or subject's name may identify someone. UIDs have no meaning and are taken away first. */
const NAMES: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a name as DICOM writes it', /[A-Za-z]{2,}\^[A-Za-z]/],
  ['a family name and a given name', /(^|[/_ -])[A-Z][a-z]{2,}, ?[A-Z][a-z]+/],
  ['a name after the word patient or name', /(patient|name)[-_ ][A-Z][a-z]{2,}[-_ ][A-Z][a-z]{2,}/i],
  ['a date', /(?<!\d)(19|20)\d\d[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)/],
  ['a date', /(?<!\d)(0?[1-9]|[12]\d|3[01])[.](0?[1-9]|1[0-2])[.](19|20)\d\d(?!\d)/],
  ['a record number', /\b(mrn|pid|patid)[-_ ]?\d{5,}/i],
];

/** File names and subjects that name people, dates or records. */
export const tellingNames: AuditCheck = {
  name: 'telling-names',
  title: 'Names, dates and record numbers in file names and subjects',
  run(input) {
    const kinds = Map.groupBy(
      input.items,
      ({ subjectKnown, subject, source }) =>
        whatIsTold(subjectKnown ? subject : '') ?? whatIsTold(fileName(source.files[0] ?? '')),
    );
    return [...kinds].flatMap(([what, { length }]) =>
      what === undefined ? [] : [namesFinding(input, what, length)],
    );
  },
};

function fileName(path: string): string {
  return path.split('/').slice(-2).join('/');
}

function whatIsTold(name: string): string | undefined {
  const meaningful = name.replaceAll(/\d+(\.\d+){4,}/g, '');
  return NAMES.find(([, pattern]) => pattern.test(meaningful))?.[0];
}

function namesFinding(input: AuditInput, what: string, items: number): Finding {
  const identifies = what !== 'a date';
  return {
    check: 'telling-names',
    grade: identifies ? 'warning' : 'note',
    title: `${count(items, 'item')} of ${input.items.length} ${items === 1 ? 'has' : 'have'} what looks like ${what} in its file's name or as its subject.`,
    // The identifiers of items are made of such names: they are counted, not told.
    evidence: evidenceOf([], {}, items),
    remedy:
      'File names are copied, printed and sent with the data: rename, or use echotrain data deidentify.',
  };
}
