import { readFileSync } from 'node:fs';
import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { check, InputError, messageOf } from '../../util/errors.ts';
import { questionsOf } from './card-questions.ts';
import type { Count, ManifestSummary } from './summary.ts';

/** What a card says to programs; people read on. */
export interface Card {
  readonly name: string;
  /** When the dataset was made: YYYY-MM-DD. */
  readonly made: string;
  /** The program that made it, and its version. */
  readonly by: string;
  /** The hash of the manifest as it was made: see `manifestHash`. */
  readonly manifest: string;
}

const HEAD = `# The card of this dataset, in the manner of Gebru et al., "Datasheets for Datasets" (CACM 64, 2021).
# echotrain has filled in what it knows. Please answer the rest. Name no patient here: the card is meant to be shown.
`;

/** Stands where a person is to answer: to a program, nothing. */
const UNANSWERED = '# to be answered by the lab';

/** The most frequent values that are listed; the others are counted. */
const MOST_LISTED = 20;

/** Writes the card of a new dataset, with what is known filled in. */
export function cardText(card: Card, summary: ManifestSummary): string {
  const { name, made, by, manifest } = card;
  const sections = [
    { name, made, by, manifest },
    { contents: contentsOf(summary) },
    ...Object.entries(questionsOf(summary)).map(([section, questions]) => ({ [section]: questions })),
  ];
  const options = { lineWidth: 110, nullStr: UNANSWERED };
  return [HEAD, ...sections.map((section) => stringify(section, options))].join('\n');
}

function contentsOf(summary: ManifestSummary) {
  const { items, subjects, subjectsKnown, sites, scanners, dates, targets, duplicates } = summary;
  return {
    items,
    subjects: subjectsKnown > 0 ? subjects : 'not known: each item counts as a subject of its own',
    ...(subjectsKnown > 0 &&
      subjectsKnown < items && { 'items without a known subject': items - subjectsKnown }),
    ...(sites > 0 && { sites }),
    ...(scanners > 0 && { scanners }),
    ...(dates && { dates: `${dates[0]} to ${dates[1]}` }),
    ...(targets > 0 && { 'items with a label map': targets }),
    ...(duplicates.length > 0 && { 'groups of items with equal values': duplicates.length }),
    ...listed('labels', summary.labels),
    ...listed('parts given by the source', summary.parts),
    ...listed('modalities', summary.modalities),
    ...listed('devices', summary.devices),
    ...listed('formats', summary.formats),
    ...listed('shapes', summary.shapes),
    ...listed('orientations', summary.orientations),
  };
}

/** The most frequent values with how many items have them, where there are any. */
function listed(title: string, counts: readonly Count[]): Record<string, Record<string, number>> {
  if (counts.length === 0) return {};
  const others = counts.slice(MOST_LISTED);
  return {
    [title]: {
      ...Object.fromEntries(counts.slice(0, MOST_LISTED).map(({ name, items }) => [name, items])),
      ...(others.length > 0 && {
        [`${others.length} others`]: others.reduce((total, { items }) => total + items, 0),
      }),
    },
  };
}

/**
 * Reads a card.
 *
 * @throws InputError where it is missing or has lost what programs read.
 */
export function readCard(path: string): Card {
  const document = parseDocument(textOf(path));
  const [error] = document.errors;
  check(error === undefined, () => ({
    where: path,
    expected: 'YAML',
    received: messageOf(error).split('\n')[0] ?? '',
  }));
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const card = schema.safeParse(value);
  check(card.success, () => ({
    where: path,
    expected: 'name, made, by and manifest, as they were written',
    received: card.error?.issues.map(({ path: key }) => `no ${key.join('.')}`).join(', ') ?? '',
  }));
  return card.data;
}

const schema = z.object({ name: z.string(), made: z.string(), by: z.string(), manifest: z.string() });

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const complaint = { where: path, expected: "the dataset's card", received: messageOf(error) };
    throw new InputError(complaint, { cause: error });
  }
}
