import type { FormatName } from '../../formats/array/array-file.ts';
import { splitName } from '../../formats/bytes/file-name.ts';

/** Something that whoever imports should know; nothing was left out for it. */
export interface Note {
  readonly file: string;
  readonly text: string;
}

/** What the ending of a name promises. */
const promises: Readonly<Record<string, readonly FormatName[]>> = {
  png: ['png'],
  jpg: ['jpeg'],
  jpeg: ['jpeg'],
  tif: ['tiff'],
  tiff: ['tiff'],
  pgm: ['pnm'],
  ppm: ['pnm'],
  dcm: ['dicom'],
  ima: ['dicom'],
  nii: ['nifti'],
  npy: ['npy'],
  npz: ['npz'],
  mat: ['matlab', 'hdf5', 'fastmri'],
  flo: ['flo'],
  cfl: ['bart'],
  csv: ['csv'],
  tsv: ['csv'],
  h5: ['hdf5', 'fastmri', 'ismrmrd'],
};

/** The note that a file is of another format than its name says, where it is. */
export function mislabeled(file: string, format: FormatName): Note | undefined {
  const { ending } = splitName(file);
  const promised = Object.hasOwn(promises, ending) ? promises[ending] : undefined;
  if (!promised || promised.includes(format)) return undefined;
  return { file, text: `is called .${ending}, and holds ${format}` };
}

/** At most so many notes are kept; the others are counted. */
const MOST_NOTES = 200;

/** Collects notes, not more than a person reads. */
export class Notes {
  readonly list: Note[] = [];
  #more = 0;

  add(note: Note | undefined): void {
    if (!note) return;
    if (this.list.length < MOST_NOTES) this.list.push(note);
    else this.#more++;
  }

  /** How many were not kept. */
  get more(): number {
    return this.#more;
  }
}
