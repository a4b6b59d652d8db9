import { check, InputError } from '../../util/errors.ts';
import type { ByteSource } from '../bytes/source.ts';
import type { DataSet } from './data-set.ts';
import { readDicom } from './read.ts';
import { Tag } from './tags.ts';

/** An entry of a DICOMDIR: a patient, study, series, image, or whatever else such a disc may list. */
export interface DirectoryEntry {
  /** PATIENT, STUDY, SERIES, IMAGE ... as the file says. */
  readonly type: string;
  /** What identifies it: a patient's ID, a study's or series' UID, an instance's UID. */
  readonly id: string;
  /** What people call it: the name, or a description. */
  readonly label?: string;
  /** The file that it stands for, relative to the DICOMDIR's folder, with slashes. */
  readonly file?: string;
  readonly children: readonly DirectoryEntry[];
}

/** A table of contents, as on a CD of images (PS3.3, annex F). */
export interface DicomDirectory {
  readonly entries: readonly DirectoryEntry[];
  /** What is wrong with it although it can be read, in a sentence each. */
  readonly warnings: readonly string[];
}

/** No disc nests entries deeper: patient, study, series and instance are four. */
const DEEPEST = 64;

const NOT_IN_USE = 0;

/**
 * Reads a DICOMDIR: patients, their studies, series and images, in the order of the disc.
 *
 * @example for (const { file } of filesOf(readDicomDirectory(source))) ...
 * @throws InputError for a file that is no DICOMDIR, and for one that names files outside of its folder.
 */
export function readDicomDirectory(source: ByteSource): DicomDirectory {
  const { dataSet, warnings } = readDicom(source, { headerOnly: true });
  check(dataSet.element(Tag.DirectoryRecordSequence) !== undefined, () => ({
    where: source.name,
    expected: 'a DICOMDIR, which has a Directory Record Sequence (0004,1220)',
    received: 'a DICOM file without one',
  }));
  const directory = new Directory(source.name, dataSet);
  const entries = directory.entries(
    dataSet.number(Tag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity) ?? 0,
    0,
  );
  return { entries, warnings: [...warnings, ...directory.unlinked] };
}

/** All entries that stand for files, in order, with the entries above them. */
export function* filesOf(
  { entries }: Pick<DicomDirectory, 'entries'>,
  above: readonly DirectoryEntry[] = [],
): Generator<{
  readonly file: string;
  readonly entry: DirectoryEntry;
  readonly above: readonly DirectoryEntry[];
}> {
  for (const entry of entries) {
    if (entry.file !== undefined) yield { file: entry.file, entry, above };
    yield* filesOf({ entries: entry.children }, [...above, entry]);
  }
}

class Directory {
  readonly #where: string;
  /** Records by where their items begin: they refer to each other so. */
  readonly #records: ReadonlyMap<number, DataSet>;
  readonly #seen = new Set<number>();

  constructor(where: string, dataSet: DataSet) {
    this.#where = where;
    const records = dataSet.sequence(Tag.DirectoryRecordSequence);
    this.#records = new Map(records.map((record) => [record.offset - 8, record]));
  }

  /** The chain of records that begins at an offset; 0 ends it. */
  entries(offset: number, depth: number): readonly DirectoryEntry[] {
    const entries: DirectoryEntry[] = [];
    for (let at = offset; at !== 0; ) {
      const record = this.#visit(at, depth);
      const lower = record.number(Tag.OffsetOfReferencedLowerLevelDirectoryEntity) ?? 0;
      const children = this.entries(lower, depth + 1);
      if (record.number(Tag.RecordInUseFlag) !== NOT_IN_USE) entries.push(this.#entry(record, children));
      at = record.number(Tag.OffsetOfTheNextDirectoryRecord) ?? 0;
    }
    return entries;
  }

  /** Records that no other refers to. */
  get unlinked(): readonly string[] {
    const count = this.#records.size - this.#seen.size;
    return count > 0 ? [`${count} of its ${this.#records.size} entries are not linked to the others.`] : [];
  }

  #visit(offset: number, depth: number): DataSet {
    const record = this.#records.get(offset);
    if (!record) throw this.#brokenLink(`an entry at byte ${offset}`, 'none');
    if (this.#seen.has(offset))
      throw this.#brokenLink('a tree of entries', `a circle through byte ${offset}`);
    if (depth > DEEPEST) throw this.#brokenLink(`entries at most ${DEEPEST} levels deep`, 'more');
    this.#seen.add(offset);
    return record;
  }

  #entry(record: DataSet, children: readonly DirectoryEntry[]): DirectoryEntry {
    const label = labels.map((tag) => record.text(tag)).find((text) => text !== undefined);
    const parts = record.texts(Tag.ReferencedFileID);
    return {
      type: record.text(Tag.DirectoryRecordType) ?? 'UNKNOWN',
      id: ids.map((tag) => record.text(tag)).find((text) => text !== undefined) ?? '',
      ...(label !== undefined && { label }),
      ...(parts.length > 0 && { file: this.#fileName(parts) }),
      children,
    };
  }

  /** A file's name, which has to stay in the folder. */
  #fileName(parts: readonly string[]): string {
    const safe = parts.every((part) => /^[^/\\:\0]+$/.test(part) && part !== '.' && part !== '..');
    check(safe, () => ({
      where: this.#where,
      expected: 'names of files within its folder',
      received: JSON.stringify(parts.join('/')),
      remedy: 'The DICOMDIR is damaged, or made to reach other files: import the folder without it.',
    }));
    return parts.join('/');
  }

  #brokenLink(expected: string, received: string): InputError {
    return new InputError({
      where: this.#where,
      expected,
      received,
      remedy: 'The DICOMDIR is damaged: import the folder without it.',
    });
  }
}

const ids = [
  Tag.ReferencedSOPInstanceUIDInFile,
  Tag.SeriesInstanceUID,
  Tag.StudyInstanceUID,
  Tag.PatientID,
] as const;

const labels = [Tag.PatientName, Tag.StudyDescription, Tag.SeriesDescription, Tag.Modality] as const;
