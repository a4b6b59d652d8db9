import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import { evidenceOf, type Finding, MOST_ITEMS } from '../finding.ts';
import { idsOf, type Torn, tornGroups } from '../parts.ts';
import { count, listed } from '../words.ts';

/** Subjects, examinations and series on both sides of a split. */
export const tornSubjects: AuditCheck = {
  name: 'torn-subjects',
  title: 'Subjects, examinations and series in more than one part',
  run(input) {
    const subjects = tornGroups(input, (item) => (item.subjectKnown ? item.subject : undefined));
    if (subjects.length > 0) return [subjectFinding(input, subjects)];
    // Where subjects are together, their examinations and series are; else these tell that two subjects are one.
    const series = tornGroups(input, (item) => item.series);
    if (series.length > 0) return [otherFinding(input, series, 'series', 'series')];
    const sessions = tornGroups(input, (item) => item.session);
    return sessions.length > 0 ? [otherFinding(input, sessions, 'examination', 'examinations')] : [];
  },
};

function subjectFinding(input: AuditInput, torn: readonly Torn[]): Finding {
  const all = new Set(input.items.map(({ subject }) => subject)).size;
  return {
    check: 'torn-subjects',
    grade: 'error',
    title: `${torn.length} of ${count(all, 'subject')} have items in more than one part: ${partsOf(torn)}.`,
    evidence: tornEvidence(input, torn, 'subject'),
    remedy: 'Split by subject (the default of a study): all items of a subject belong in one part.',
  };
}

function otherFinding(input: AuditInput, torn: readonly Torn[], one: string, many: string): Finding {
  const known = torn.some(({ items }) => items.some((at) => input.items[at]?.subjectKnown));
  return {
    check: 'torn-subjects',
    grade: 'error',
    title: `${count(torn.length, one, many)} ${torn.length === 1 ? 'has' : 'have'} items in more than one part: ${partsOf(torn)}.`,
    evidence: tornEvidence(input, torn, one),
    remedy: known
      ? `One ${one} is of one subject: correct the subjects' identifiers and split again.`
      : `The subjects are not known: split by ${one} at least, or name the subject of each item at the import.`,
  };
}

function partsOf(torn: readonly Torn[]): string {
  return listed([...new Set(torn.flatMap(({ parts }) => parts))]);
}

function tornEvidence(input: AuditInput, torn: readonly Torn[], what: string) {
  const items = idsOf(
    input,
    torn.flatMap((group) => group.items),
  );
  const cells = torn
    .slice(0, MOST_ITEMS)
    .map(({ key, items: own, parts }) => [key, own.length, parts.join(', ')]);
  return {
    ...evidenceOf(items, { [`torn ${what}`]: torn.length, 'items of them': items.length }, torn.length),
    rows: { columns: [what, 'items', 'parts'], cells },
  };
}
