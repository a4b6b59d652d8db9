import type { Content } from '../../data/reading/contents.ts';
import type { Problem } from '../../data/reading/problem.ts';
import { clean } from '../terminal-text.ts';
import { textTable } from '../text-table.ts';
import { countText, formatWords, rangeText, shapeText, spacingText } from './array-words.ts';

/** How many files that cannot be read are listed; the others are counted. */
const MOST_LISTED = 20;

/** What was found in a folder. */
export interface FolderContents {
  readonly folder: string;
  readonly items: readonly Content[];
  readonly unreadable: readonly Problem[];
  /** How many files hold no data: texts, hidden files. */
  readonly others: number;
  readonly files: number;
}

/** What is in a folder, as a screen for people: a line for each thing. */
export function folderScreen({ folder, items, unreadable, others, files }: FolderContents): string {
  const rows = items.map(({ unit, header, digest }) => [
    unit.main.name,
    `${formatWords(header.format)}, ${header.dtype}`,
    shapeText(header.shape),
    header.geometry ? spacingText(header.geometry.spacing) : '',
    header.orientation ?? '',
    digest ? rangeText(digest.statistics, header.unit) : '',
  ]);
  const head = ['name', 'what', 'shape', 'spacing', 'axes to', 'values'];
  const lines = [
    `${clean(folder)}: ${countText(items.length, 'item')} in ${countText(files, 'file')}`,
    '',
    textTable([head, ...rows]),
    ...unreadableLines(unreadable),
    ...(others > 0 ? ['', `${countText(others, 'other file')} (texts, hidden files) hold no data.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function unreadableLines(unreadable: readonly Problem[]): string[] {
  if (unreadable.length === 0) return [];
  const listed = unreadable
    .slice(0, MOST_LISTED)
    .map(({ file, reason }) => `  ${clean(file)}\n    ${clean(reason)}`);
  const more = unreadable.length - listed.length;
  return [
    '',
    `${countText(unreadable.length, 'file')} cannot be read:`,
    ...listed,
    ...(more > 0 ? [`  and ${more} more; --json lists them all`] : []),
  ];
}
