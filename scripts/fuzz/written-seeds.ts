import { gzipSync } from 'node:zlib';
import { asciiBytes } from '../../src/formats/dicom/write.ts';
import { Tag, writeBart, writeIdx, writeNifti } from '../../src/formats/index.ts';
import { dicomBytes, type ElementToWrite } from '../../test/dicom-bytes.ts';
import { writeZip } from '../../test/zip-writer.ts';
import type { Seed } from './seed.ts';

/** Small good files of what no golden and no small shared file holds, each made here. */
export function writtenSeeds(): Seed[] {
  return [
    ...bartSeeds(),
    ...analyzeSeeds(),
    ...plainSeeds(),
    ...packedSeeds(),
    ...gradientSeeds(),
    ...directorySeeds(),
  ];
}

const numbers = Float32Array.from({ length: 96 }, (_, at) => Math.sin(at) * 100);

/** Each of the two files damaged, the other whole. */
function pair(first: string, bytes: Uint8Array, second: string, others: Uint8Array): Seed[] {
  return [
    { name: first, bytes, beside: new Map([[second, others]]) },
    { name: second, bytes: others, beside: new Map([[first, bytes]]) },
  ];
}

function alone(name: string, bytes: Uint8Array, group?: Seed['group']): Seed {
  return { name, bytes, beside: new Map(), ...(group && { group }) };
}

function bartSeeds(): Seed[] {
  const shapes = [[8, 6], [4, 3, 1, 4], [48]];
  return shapes.flatMap((shape) => {
    const { header, values } = writeBart(shape, numbers);
    return pair('a.cfl', values, 'a.hdr', asciiBytes(header));
  });
}

/** The magic of NIfTI lies in the last four bytes of the header's 348; ANALYZE 7.5 has none. */
const [MAGIC, HEADER, VALUES] = [344, 348, 352];

function analyzeSeeds(): Seed[] {
  const dtypes = ['uint8', 'int16', 'float32'] as const;
  return dtypes.flatMap((dtype) => {
    const whole = writeNifti({ shape: [4, 4, 6], values: numbers.map(Math.abs).map(Math.round), dtype });
    const header = whole.slice(0, HEADER);
    header.fill(0, MAGIC);
    new DataView(header.buffer).setFloat32(108, 0, true); // where the values begin in their own file
    return pair('a.hdr', header, 'a.img', whole.slice(VALUES));
  });
}

function plainSeeds(): Seed[] {
  const flow = new DataView(new ArrayBuffer(12 + 4 * numbers.length));
  flow.setFloat32(0, 202_021.25, true); // the format's magic number
  flow.setInt32(4, 8, true);
  flow.setInt32(8, 6, true);
  for (const [at, value] of numbers.entries()) flow.setFloat32(12 + 4 * at, value, true);
  const bytes = Uint8Array.from(numbers, (value) => Math.abs(value));
  return [
    alone('a.flo', new Uint8Array(flow.buffer)),
    alone('a.idx', writeIdx({ shape: [4, 4, 6], dtype: 'uint8', data: bytes })),
    alone('b.idx', writeIdx({ shape: [96], dtype: 'float32', data: numbers })),
    alone('a.csv', asciiBytes('a,b,label\n1,2.5,x\n"3",NA,"y, ""z"""\n-1e3,.5,\n')),
    alone('b.csv', asciiBytes('a;b\r\n1;2\r\n3;4\r\n')),
    alone('c.tsv', asciiBytes('a\tb\n1\t2\n')),
  ];
}

function packedSeeds(): Seed[] {
  const image = writeNifti({ shape: [4, 4, 6], values: numbers, dtype: 'float32' });
  const entries = [
    { name: 'a.nii', bytes: image },
    { name: 'folder/b.nii', bytes: image, stored: true },
    { name: 'folder/', bytes: new Uint8Array(0), stored: true },
  ];
  return [
    alone('a.nii.gz', Uint8Array.from(gzipSync(image)), 'gzip'),
    alone('b.nii.gz', Uint8Array.from(gzipSync(image, { level: 0 })), 'gzip'),
    alone('a.zip', writeZip(entries), 'zip'),
    alone('wide.zip', writeZip(entries, true, 'comment'), 'zip'),
  ];
}

function gradientSeeds(): Seed[] {
  const bval = asciiBytes('0 1000 1000 2000\n');
  const columns = asciiBytes('0 1 0 0\n0 0 1 0\n0 0 0 1\n');
  const rows = asciiBytes('0 0 0\n1 0 0\n0 1 0\n0 0 1\n');
  const seeds = [...pair('a.bval', bval, 'a.bvec', columns), ...pair('b.bval', bval, 'b.bvec', rows)];
  return seeds.map((seed) => ({ ...seed, group: 'gradients' }));
}

/** A patient, a study, a series and two images; each item 96 bytes long, the first one at byte 184. */
function directorySeeds(): Seed[] {
  const at = (record: number) => (record === 0 ? 0 : 184 + 96 * (record - 1));
  const links = [
    ['PATIENT', 0, 2, ''],
    ['STUDY', 0, 3, ''],
    ['SERIES', 0, 4, ''],
    ['IMAGE', 5, 0, 'DIR\\IM1'],
    ['IMAGE', 0, 0, 'DIR\\IM2'],
  ] as const;
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
  return [alone('DICOMDIR', bytes, 'dicomdir')];
}
