import type { Content, SeriesName } from '../../data/reading/contents.ts';
import type { Problem } from '../../data/reading/problem.ts';
import type { SeriesFinding } from '../../formats/dicom/series-volumes.ts';
import { clean } from '../terminal-text.ts';
import { textTable } from '../text-table.ts';
import { countText, numbersText, rangeText, shapeText } from './array-words.ts';

/** How many things that are wrong are listed; the others are counted. */
const MOST_LISTED = 20;

/** What was found in a folder. */
export interface FolderContents {
  readonly folder: string;
  readonly items: readonly Content[];
  readonly unreadable: readonly Problem[];
  /** What is odd about DICOM series. */
  readonly findings: readonly SeriesFinding[];
  /** How many files hold no data: texts, hidden files, DICOM directories and reports. */
  readonly others: number;
  readonly files: number;
}

const HEAD = ['name', 'series', 'format', 'shape', 'spacing (mm)', 'axes to', 'values'];

/** What is in a folder, as a screen for people: a line for each thing. */
export function folderScreen(contents: FolderContents): string {
  const { folder, items, unreadable, findings, others, files } = contents;
  const blocks = [
    `${clean(folder)}: ${countText(items.length, 'item')} in ${countText(files, 'file')}`,
    textTable(withoutEmpty([HEAD, ...items.map(rowOf)])),
    ...listed('Odd about DICOM series:', findings, ({ names: [name = '', ...more], what }) => {
      const where = more.length > 0 ? `${name} and ${countText(more.length, 'more file')}` : name;
      return `  ${clean(where)}\n    ${clean(what)}`;
    }),
    ...listed(
      `${countText(unreadable.length, 'file')} cannot be read:`,
      unreadable,
      ({ file, reason }) => `  ${clean(file)}\n    ${clean(reason)}`,
    ),
    ...(others > 0
      ? [`${countText(others, 'file')} without images: texts, hidden files, DICOM reports`]
      : []),
  ];
  return blocks.join('\n\n');
}

function rowOf({ unit, header, digest, series }: Content): string[] {
  const { main, companions } = unit;
  const isSeries = series !== undefined && companions.length > 0;
  const name = isSeries ? `${main.name} and ${companions.length} more` : main.name;
  return [
    name,
    series ? seriesWords(series) : '',
    `${header.format} ${header.dtype}`,
    shapeText(header.shape),
    header.geometry ? numbersText(header.geometry.spacing) : '',
    header.orientation ?? '',
    digest ? rangeText(digest.statistics, header.unit) : '',
  ];
}

/** "P15, T1 axial": whose series it is, and what it is called. */
function seriesWords({ patient, description, number }: SeriesName): string {
  const called = description ?? (number === undefined ? undefined : `series ${number}`);
  return [patient, called].filter(Boolean).join(', ');
}

/** A table without the columns that have nothing below their head. */
function withoutEmpty(rows: readonly (readonly string[])[]): string[][] {
  const filled = (column: number) => rows.slice(1).some((row) => row[column] !== '');
  return rows.map((row) => row.filter((_, column) => filled(column)));
}

/** A title and the first few things below it, where there are any; the others are counted. */
function listed<T>(title: string, things: readonly T[], line: (thing: T) => string): string[] {
  if (things.length === 0) return [];
  const more = things.length - MOST_LISTED;
  const lines = things.slice(0, MOST_LISTED).map(line);
  return [[title, ...lines, ...(more > 0 ? [`  and ${more} more; --json lists them all`] : [])].join('\n')];
}
