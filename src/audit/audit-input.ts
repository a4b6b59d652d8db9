import type { Item } from '../data/manifest/item.ts';
import type { ItemDigest } from './digest/item-digest.ts';

/** The parts of a split, in the order in which a study uses them. */
export const PARTS = ['train', 'validation', 'test'] as const;

/** A part of a split. */
export type PartName = (typeof PARTS)[number];

/** One way in which the items are divided, by their positions: the only one, or that of one fold. */
export interface AuditDivision extends Readonly<Record<PartName, readonly number[]>> {
  /** Which fold, from 1, where there are several. */
  readonly fold?: number;
}

/** What is known of the sealed test part. */
export interface AuditSeal {
  /** How often the test part has been opened. */
  readonly openings: number;
}

/** Identifying elements of an item's header, and text in its pixels: names of tags, never values. */
export interface Identifiers {
  /** Names such as "Patient's Name (0010,0010)". */
  readonly tags: readonly string[];
  /** How many private elements there are. */
  readonly privateTags: number;
}

/** What has become of an item's files since they were imported. */
export type FileState = 'unchanged' | 'changed' | 'missing';

/** Everything that the checks look at: plain data, gathered beforehand. */
export interface AuditInput {
  readonly name: string;
  readonly items: readonly Item[];
  /** None where the data are not divided; one for each fold of a cross-validation. */
  readonly divisions: readonly AuditDivision[];
  /** What the images of an item are like, by the item's identifier; items that could not be read are missing. */
  readonly digests: ReadonlyMap<string, ItemDigest>;
  /** By the item's identifier, where its header holds any. */
  readonly identifiers: ReadonlyMap<string, Identifiers>;
  /** By the item's identifier, for items whose files are not as they were. */
  readonly files: ReadonlyMap<string, FileState>;
  readonly seal?: AuditSeal;
  /** For all that is drawn at random: permutations. */
  readonly seed: number;
}
