import type { Item } from '../../data/manifest/item.ts';
import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import { evidenceOf, type Finding } from '../finding.ts';
import { count } from '../words.ts';

/** Series of fewer files than this are not looked at for gaps. */
const LEAST_SLICES = 6;
/** In a series at most this share is missing; what has larger gaps is not numbered by slice. */
const MOST_MISSING = 0.25;

/** Volumes with gaps, by what the reader says and by the numbers of files. */
export const missingSlices: AuditCheck = {
  name: 'missing-slices',
  title: 'Missing, repeated and unevenly spaced slices',
  run(input) {
    return [...readerWarnings(input), ...numberGaps(input)];
  },
};

/** What readers say of files that they can read nevertheless. */
function readerWarnings(input: AuditInput): Finding[] {
  const told = input.items.flatMap(({ id }) =>
    (input.digests.get(id)?.warnings ?? []).map((warning) => ({ id, warning })),
  );
  // Numbers differ from item to item: sentences that differ in them only are told once.
  const kinds = Map.groupBy(told, ({ warning }) => warning.replaceAll(/\d+(\.\d+)?/g, '#'));
  return [...kinds.values()].map((group) => {
    const [first] = group;
    const isGeometry = /gap|missing|spac|position|orient|duplicate|twice|overlap/i.test(first?.warning ?? '');
    return {
      check: 'missing-slices',
      grade: isGeometry ? 'warning' : 'note',
      title: `${count(group.length, 'item')}: ${first?.warning.replace(/\.$/, '') ?? ''}.`,
      evidence: {
        ...evidenceOf(group.map(({ id }) => id)),
        rows: {
          columns: ['item', 'what its reader says'],
          cells: group.slice(0, 20).map(({ id, warning }) => [id, warning]),
        },
      },
      remedy: isGeometry
        ? 'Export the whole series again; slices that are missing cannot be made up.'
        : 'Look at the files: they could be read, but something about them is unusual.',
    };
  });
}

/** Numbers left out in the file names of single slices of one series. */
function numberGaps(input: AuditInput): Finding[] {
  const series = Map.groupBy(
    input.items,
    ({ series: name, session, subject, subjectKnown }) =>
      name ?? (subjectKnown ? `${subject}/${session ?? ''}` : undefined),
  );
  series.delete(undefined);
  const gaps = [...series.values()].flatMap((items) => {
    const missing = gapsOf(items);
    return missing.length > 0 ? [{ items, missing }] : [];
  });
  if (gaps.length === 0) return [];
  return [
    {
      check: 'missing-slices',
      grade: 'warning',
      title: `${count(gaps.length, 'series', 'series')} of files ${gaps.length === 1 ? 'leaves' : 'leave'} out numbers: slices seem to be missing.`,
      evidence: {
        ...evidenceOf(
          gaps.flatMap(({ items }) => items[0]?.id ?? []),
          {},
          gaps.length,
        ),
        rows: {
          columns: ['first item', 'files', 'missing numbers'],
          cells: gaps
            .slice(0, 20)
            .map(({ items, missing }) => [items[0]?.id ?? '', items.length, missing.slice(0, 10).join(', ')]),
        },
      },
      remedy: 'Export the whole series again, or make sure that they were left out on purpose.',
    },
  ];
}

function gapsOf(items: readonly Item[]): number[] {
  const numbers = items.flatMap(({ source }) => {
    const match =
      source.files.length === 1 && source.index === undefined
        ? /(\d+)\D*$/.exec(source.files[0] ?? '')
        : null;
    return match ? [Number(match[1])] : [];
  });
  const sorted = [...new Set(numbers)].toSorted((a, b) => a - b);
  if (sorted.length < LEAST_SLICES || sorted.length !== items.length) return [];
  const steps = sorted.slice(1).map((number, at) => number - (sorted[at] ?? 0));
  const step = steps.reduce((a, b) => Math.min(a, b), Infinity);
  const places = ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)) / step + 1;
  if (!Number.isInteger(places) || places - sorted.length > MOST_MISSING * places) return [];
  const there = new Set(sorted);
  const all = Array.from({ length: places }, (_, i) => (sorted[0] ?? 0) + i * step);
  return all.filter((number) => !there.has(number));
}
