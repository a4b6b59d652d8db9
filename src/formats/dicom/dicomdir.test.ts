import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dicomBytes, type ElementToWrite } from '../../../test/dicom-bytes.ts';
import { bytesSource } from '../bytes/source.ts';
import goldens from './dicomdir.json' with { type: 'json' };
import { type DirectoryEntry, filesOf, readDicomDirectory } from './dicomdir.ts';
import { Tag } from './tags.ts';

const shared = new URL('../../../../shared/data/', import.meta.url);

/** As the oracle tells an entry. */
function told({ type, file, children }: DirectoryEntry): unknown {
  return [type, file ?? '', children.map(told)];
}

/** Where the first record's item begins in the files made here, and how long each is with its item tag. */
const FIRST = 184;
const LENGTH = 96;

/** The offset of a record, counted from 1; 0 stands for none. */
function at(record: number): number {
  return record === 0 ? 0 : FIRST + LENGTH * (record - 1);
}

type Link = readonly [type: string, next: number, lower: number, file: string];

function directory(links: readonly Link[]) {
  const records = links.map(([type, next, lower, file]): readonly ElementToWrite[] => [
    [Tag.OffsetOfTheNextDirectoryRecord, 'UL', [at(next)]],
    [Tag.RecordInUseFlag, 'US', [0xffff]],
    [Tag.OffsetOfReferencedLowerLevelDirectoryEntity, 'UL', [at(lower)]],
    [Tag.DirectoryRecordType, 'CS', type.padEnd(8)],
    [Tag.ReferencedFileID, 'CS', file.padEnd(20)],
    [Tag.PatientID, 'LO', 'p1'],
  ]);
  const root = Tag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity;
  const bytes = dicomBytes([
    [root, 'UL', [at(1)]],
    [Tag.DirectoryRecordSequence, 'SQ', records],
  ]);
  return bytesSource(bytes, 'DICOMDIR');
}

describe('readDicomDirectory', () => {
  it('follows the links from patients to images', () => {
    const { entries, warnings } = readDicomDirectory(
      directory([
        ['IMAGE', 0, 0, 'A\\B2'],
        ['IMAGE', 1, 0, 'A\\B1'],
      ]),
    );
    expect(warnings).toEqual(['1 of its 2 entries are not linked to the others.']);
    expect(entries).toEqual([{ type: 'IMAGE', id: 'p1', file: 'A/B2', children: [] }]);
    const tree = readDicomDirectory(
      directory([
        ['PATIENT', 0, 3, ''],
        ['IMAGE', 0, 0, 'A\\B2'],
        ['SERIES', 0, 4, ''],
        ['IMAGE', 2, 0, 'A\\B1'],
      ]),
    );
    expect(tree.warnings).toEqual([]);
    expect([...filesOf(tree)].map(({ file, above }) => [file, ...above.map(({ type }) => type)])).toEqual([
      ['A/B1', 'PATIENT', 'SERIES'],
      ['A/B2', 'PATIENT', 'SERIES'],
    ]);
  });

  it.each(['..\\secret', 'A\\..\\..\\B', '/etc\\passwd', 'C:\\B', 'A\\.\\B', 'A\\\\B', 'A/../../B'])(
    'refuses a file that is not in its folder: %s',
    (file) => {
      const source = directory([['IMAGE', 0, 0, file]]);
      expect(() => readDicomDirectory(source)).toThrow('DICOMDIR: expected names of files within its folder');
    },
  );

  it('refuses links that lead nowhere, or in a circle', () => {
    const source = directory([['PATIENT', 0, 5, '']]);
    expect(() => readDicomDirectory(source)).toThrow(
      `DICOMDIR: expected an entry at byte ${at(5)}, received none`,
    );
    const circle = directory([
      ['PATIENT', 0, 2, ''],
      ['STUDY', 0, 1, ''],
    ]);
    expect(() => readDicomDirectory(circle)).toThrow('expected a tree of entries, received a circle');
    const deep = Array.from({ length: 80 }, (_, i): Link => ['X', 0, i < 79 ? i + 2 : 0, '']);
    expect(() => readDicomDirectory(directory(deep))).toThrow('expected entries at most 64 levels deep');
  });

  it('refuses other files', () => {
    const image = bytesSource(dicomBytes([[Tag.PatientID, 'LO', 'p1']]), 'scan.dcm');
    expect(() => readDicomDirectory(image)).toThrow('scan.dcm: expected a DICOMDIR');
  });

  const real = Object.entries(goldens);
  it.skipIf(!existsSync(shared)).each(real)(
    'reads %s as pydicom does (skipped without ../shared/data)',
    (path, tree) => {
      const source = bytesSource(readFileSync(new URL(path, shared)), path);
      expect(readDicomDirectory(source).entries.map(told)).toEqual(tree);
    },
  );
});
