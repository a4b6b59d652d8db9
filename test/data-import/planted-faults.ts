import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIdx } from '../../src/formats/index.ts';
import { writeZip } from '../zip-writer.ts';
import { ctSlice, type Files, npy } from './lab-folder.ts';

/** Something that is wrong with a folder, and what an import makes of it. */
export interface Fault {
  readonly what: string;
  readonly files: Files;
  /** What else is done to the folder `lab`. */
  readonly plant?: (lab: string) => void;
  readonly args?: readonly string[];
  /** Each problem that is told, in order. */
  readonly problems: readonly RegExp[];
  /** The ids of what is imported without them. */
  readonly rest: readonly string[];
}

/** A file with which all is well. */
export const good = { 'good.npy': npy() };
const bomb = writeZip([{ name: 'a.npy', bytes: npy([1000, 1000]), size: 200 }]);
/** A table with a label for it, and for another one. */
export const labels = { 'labels.csv': 'image,label\ngood,yes\nother,no\n' };
/** What makes an import take the table. */
export const withLabels = ['--labels', 'lab/labels.csv'];

/** Faults of every kind. */
export const faults: readonly Fault[] = [
  {
    what: 'a truncated file',
    files: { ...good, 'short.npy': npy().subarray(0, 140) },
    problems: [/^lab\/short\.npy: expected .*20.* received/],
    rest: ['good'],
  },
  {
    what: 'a truncated slice, without which its volume is none',
    files: { ...good, '1.dcm': ctSlice(1), '2.dcm': ctSlice(2).subarray(0, -8), '3.dcm': ctSlice(3) },
    problems: [/^lab\/2\.dcm: expected .* Without it, 2 more files of its volume cannot be taken\.$/],
    rest: ['good'],
  },
  {
    what: 'an empty file',
    files: { ...good, 'empty.dcm': '' },
    problems: [/^lab\/empty\.dcm: expected .*, received an empty file\./],
    rest: ['good'],
  },
  {
    what: 'a file of another kind than its name says, that cannot be read',
    files: { ...good, 'web.png': '<html>Not found</html>' },
    problems: [/^lab\/web\.png: expected .*, received a web page\./],
    rest: ['good'],
  },
  {
    what: 'a header that declares more than the file has',
    files: { ...good, 'huge-idx3-ubyte': Uint8Array.of(0, 0, 8, 3, 127, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1) },
    problems: [/^lab\/huge-idx3-ubyte: expected .*, received/],
    rest: ['good'],
  },
  {
    what: 'an encrypted archive',
    files: { ...good, 'secret.npz': writeZip([{ name: 'a.npy', bytes: npy(), flags: 1 }]) },
    problems: [/^lab\/secret\.npz: .*encrypted/],
    rest: ['good'],
  },
  {
    what: 'an encrypted file',
    files: { ...good, 'scan.dcm': 'Salted__ and what nobody can read' },
    problems: [/^lab\/scan\.dcm: expected .*, received a file encrypted with OpenSSL\. Decrypt it first\.$/],
    rest: ['good'],
  },
  {
    what: 'an archive that unpacks to more than it declares',
    files: { ...good, 'bomb.npz': bomb },
    problems: [/^lab\/bomb\.npz.*: expected .*, received/],
    rest: ['good'],
  },
  {
    what: 'an archive with entries that leave the folder',
    files: { ...good, 'slip.npz': writeZip([{ name: '../../evil.npy', bytes: npy() }]) },
    problems: [/^lab\/slip\.npz.*: expected .*, received.*\.\.\/\.\.\/evil\.npy/],
    rest: ['good'],
  },
  {
    what: 'links out of the folder, to nothing, and a pipe',
    files: good,
    plant: (lab) => {
      writeFileSync(join(lab, '../outside.npy'), npy());
      symlinkSync('../outside.npy', join(lab, 'link.npy'));
      symlinkSync('nothing.npy', join(lab, 'broken.npy'));
      execFileSync('mkfifo', [join(lab, 'pipe.npy')]);
    },
    problems: [
      /^lab\/broken\.npy: expected what can be read, received a link to nothing\.$/,
      /^lab\/link\.npy: expected a file within lab, received a link to .*outside\.npy\. Links out of the folder/,
      /^lab\/pipe\.npy: expected a file, received a named pipe\.$/,
    ],
    rest: ['good'],
  },
  {
    what: 'names that differ by case only',
    files: { ...good, 'GOOD.npy': npy([2, 2]), 'In/x.npy': npy([3, 3]), 'in/x.npy': npy([3, 4]) },
    problems: [
      /^lab\/good\.npy: expected a name of its own, received one that differs from GOOD\.npy in upper and lower case only\./,
      /^lab\/in\/x\.npy: expected a name of its own, received one that differs from In\/x\.npy/,
    ],
    rest: ['GOOD', 'In/x'],
  },
  {
    what: 'labels without an image, and an image without a label',
    files: { ...good, ...labels, 'third.npy': npy([3, 3]) },
    args: withLabels,
    problems: [
      /^lab\/third\.npy: expected a label in lab\/labels\.csv, received none for it\.$/,
      /^lab\/labels\.csv, row 2: expected an image called "other", received none\.$/,
    ],
    rest: ['good'],
  },
  {
    what: 'two labels for one image, and one for two',
    files: {
      'a/x.npy': npy(),
      'b/x.npy': npy([2, 2]),
      'y.npy': npy([3, 3]),
      'labels.csv': 'image,label\nx,1\ny,1\ny,2\n',
    },
    args: withLabels,
    problems: [
      /^lab\/b\/x\.npy: expected a row of its own in lab\/labels\.csv, received "x", which names another file, too\./,
      /^lab\/labels\.csv, row 3: expected every image once, received "y" of row 2 again\.$/,
    ],
    rest: ['a/x', 'y'],
  },
  {
    what: 'a label map without an image, an image without one, and one of another shape',
    files: {
      'images/a.npy': npy(),
      'labels/a.npy': npy([4, 5], 2),
      'images/b.npy': npy([2, 2]),
      'labels/c.npy': npy([2, 2]),
      'images/d.npy': npy([2, 3]),
      'labels/d.npy': npy([3, 2]),
    },
    problems: [
      /^lab\/images\/b\.npy: expected a file of the same name in labels\/, received none\./,
      /^lab\/labels\/c\.npy: expected a file of the same name in images\/, received none\./,
      /^lab\/labels\/d\.npy: expected a label map of its image's shape \[2, 3\], received \[3, 2\]\.$/,
    ],
    rest: ['images/a'],
  },
  {
    what: 'IDX images without labels, and fewer labels than images',
    files: {
      ...good,
      'a-images-idx3-ubyte': writeIdx({ shape: [1, 2, 2], dtype: 'uint8', data: Uint8Array.of(1, 2, 3, 4) }),
      'b-images-idx3-ubyte': writeIdx({ shape: [1, 2, 2], dtype: 'uint8', data: Uint8Array.of(1, 2, 3, 4) }),
      'b-labels-idx1-ubyte': writeIdx({ shape: [2], dtype: 'uint8', data: Uint8Array.of(1, 2) }),
    },
    problems: [
      /^lab\/a-images-idx3-ubyte: expected the file of its labels beside it, received none\./,
      /^lab\/b-labels-idx1-ubyte: expected a label for each of 1 items, received 2\./,
    ],
    rest: ['good'],
  },
  {
    what: 'two people under one patient ID',
    files: {
      ...good,
      '1.dcm': ctSlice(1),
      '2.dcm': ctSlice(2, {
        SeriesInstanceUID: '2.25.9',
        PatientName: 'Roe^Rick',
        PatientBirthDate: '19810101',
      }),
      '3.dcm': ctSlice(3, { PatientID: 'P2', SeriesInstanceUID: '2.25.8' }),
    },
    problems: [
      /^lab\/1\.dcm: expected one person under one ID, received 2 dates of birth under one patient ID, in this and 1 other files\./,
    ],
    rest: ['P2/3-Chest', 'good'],
  },
];
