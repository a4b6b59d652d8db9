import { join } from 'node:path';
import { type ImportReport, LEFT_OUT } from '../../data/import/import-dataset.ts';
import type { Note } from '../../data/import/notes.ts';
import type { Count, ManifestSummary } from '../../data/manifest/summary.ts';
import type { Problem } from '../../data/reading/problem.ts';
import { formatNumber, formatPercent } from '../../report/index.ts';
import { clean } from '../terminal-text.ts';
import { textTable } from '../text-table.ts';
import { countText } from './array-words.ts';

/** How many problems, labels or notes are listed; the others are counted. */
const MOST_LISTED = 20;

/** What stood in the way or was left out, two lines each. */
export function problemLines(problems: readonly Problem[]): string {
  return listed(problems, ({ file, reason }) => `  ${clean(file)}: ${clean(reason)}`).join('\n');
}

/** What an import has made, as a screen for people. */
export function importScreen(report: ImportReport): string {
  const { name, out, summary, problems } = report;
  const blocks = [
    ...datasetBlocks(name, out, summary, report.key),
    ...notesText(report),
    ...(problems.length > 0
      ? [`${countText(problems.length, 'problem')} left out, listed in ${clean(join(out, LEFT_OUT))}`]
      : []),
    `Next: echotrain data check ${clean(out)}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

/**
 * What a dataset holds: a title, a table of counts, and the labels.
 *
 * @param key the column of the table by which labels were joined
 */
export function datasetBlocks(
  name: string,
  folder: string,
  summary: ManifestSummary,
  key?: string,
): string[] {
  const { items, sites, scanners, targets, dates, formats, parts, labels } = summary;
  const rows = [
    ['items', formatNumber(items)],
    ['subjects', subjectsText(summary)],
    ...(sites > 0 ? [['sites', formatNumber(sites)]] : []),
    ...(scanners > 0 ? [['scanners', formatNumber(scanners)]] : []),
    ...(dates ? [['dates', `${dates[0]} to ${dates[1]}`]] : []),
    ...(targets > 0 ? [['label maps', formatNumber(targets)]] : []),
    ['formats', countsText(formats)],
    ...(parts.length > 0 ? [['parts', countsText(parts)]] : []),
  ];
  return [`Dataset ${clean(name)}, in ${clean(folder)}`, textTable(rows), ...labelsTable(labels, items, key)];
}

function subjectsText({ items, subjects, subjectsKnown }: ManifestSummary): string {
  if (subjectsKnown === 0) return 'not known: each item counts as one';
  const unknown = items - subjectsKnown;
  const note = `, counting ${formatNumber(unknown)} of items that name none`;
  return formatNumber(subjects) + (unknown > 0 ? note : '');
}

function countsText(counts: readonly Count[]): string {
  return counts.map(({ name, items }) => `${name} ${formatNumber(items)}`).join(', ');
}

function labelsTable(labels: readonly Count[], items: number, key?: string): string[] {
  if (labels.length === 0) return [];
  const rows = labels
    .slice(0, MOST_LISTED)
    .map(({ name, items: count }) => [name, formatNumber(count), formatPercent(count / items)]);
  const more = labels.length - rows.length;
  const joined = key === undefined ? '' : `  (joined by the column ${clean(key)})`;
  return [
    `  label${joined}\n${textTable(rows, [1, 2]).replaceAll(/^/gm, '  ')}${more > 0 ? `\n    and ${more} more` : ''}`,
  ];
}

function notesText({ notes, moreNotes, ignored, tables, summary }: ImportReport): string[] {
  const groups = [...Map.groupBy(notes, ({ text }) => text).values()];
  const { duplicates } = summary;
  const copies = duplicates.reduce((total, ids) => total + ids.length - 1, 0);
  const lines = [
    ...listed(groups, noteLine),
    ...(moreNotes > 0 ? [`  ${countText(moreNotes, 'more note')}`] : []),
    ...(copies > 0
      ? [
          `  ${countText(copies, 'item')} with the values of another, such as ${clean(duplicates[0]?.slice(0, 2).join(' and ') ?? '')}`,
        ]
      : []),
    ...tables.map((path) => `  ${clean(path)} was not read: a table of labels is named by --labels`),
    ...(ignored > 0 ? [`  ${countText(ignored, 'file')} without data: passed by`] : []),
  ];
  return lines.length > 0 ? [`Notes\n${lines.join('\n')}`] : [];
}

function noteLine(group: readonly Note[]): string {
  const [first] = group;
  const others = group.length > 1 ? ` and ${group.length - 1} more` : '';
  return `  ${clean(first?.file ?? '')}${others}: ${clean(first?.text ?? '')}`;
}

/** The first few as lines, and how many more there are. */
function listed<T>(things: readonly T[], line: (thing: T) => string): string[] {
  const more = things.length - MOST_LISTED;
  return [
    ...things.slice(0, MOST_LISTED).map(line),
    ...(more > 0 ? [`  and ${formatNumber(more)} more`] : []),
  ];
}

/** An import as `--json` promises it. */
export function importJson({ made: _, tables, summary, problems, ...report }: ImportReport) {
  const { duplicates, ...counts } = summary;
  return { ...report, ...counts, duplicates: duplicates.length, tables, leftOut: problems };
}
