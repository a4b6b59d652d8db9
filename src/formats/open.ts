import { InputError } from '../util/errors.ts';
import type { ArrayFile, OpenOptions } from './array/array-file.ts';
import type { ArrayFormat } from './array/array-format.ts';
import { bart } from './bart.ts';
import { isGzip } from './bytes/gzip.ts';
import { gunzipSource, maySayLess } from './bytes/gzip-source.ts';
import { type ByteSource, headOf } from './bytes/source.ts';
import { csv } from './csv/csv-array.ts';
import { dicom } from './dicom/open.ts';
import { flo } from './flo.ts';
import { hdf5 } from './hdf5/read.ts';
import { idx } from './idx/idx-array.ts';
import { jpeg } from './images/jpeg.ts';
import { png } from './images/png.ts';
import { pnm } from './images/pnm.ts';
import { tiff } from './images/tiff/tiff.ts';
import { matlab } from './matlab/mat.ts';
import { analyze, nifti } from './nifti/nifti.ts';
import { npy } from './numpy/npy.ts';
import { npz } from './numpy/npz.ts';
import { otherKind } from './other-kinds.ts';
import { twix } from './twix/read.ts';

/** All formats, the ones with an unmistakable beginning first. */
const formats: readonly ArrayFormat[] = [
  hdf5,
  png,
  jpeg,
  matlab, // before DICOM, for files without a preamble have no better mark than level 4 has
  dicom, // before TIFF, for a DICOM file's preamble may make it one, too
  tiff,
  pnm,
  nifti,
  analyze,
  npy,
  npz,
  flo,
  twix,
  bart,
  idx,
  csv,
];

const HEAD = 512;

/**
 * Opens a file of any format: recognizes it by what it holds, reads its header, and gives the way to its numbers. A
 * file packed with gzip opens as what is packed in it.
 *
 * @example
 * const file = await openArray(bytesSource(bytes, 'brain.nii.gz'));
 * for await (const block of blocksOf(file)) ...
 * @throws InputError for a format that is not known, and for a damaged file.
 */
export async function openArray(source: ByteSource, options: OpenOptions = {}): Promise<ArrayFile> {
  if (!isPacked(source)) return openUnpacked(source, options);
  try {
    return await openUnpacked(gunzipSource(source), options);
  } catch (error) {
    if (!(error instanceof InputError && maySayLess(source))) throw error;
    return openUnpacked(gunzipSource(source, true), options);
  }
}

async function openUnpacked(source: ByteSource, options: OpenOptions): Promise<ArrayFile> {
  const format = recognize(source);
  if (!format) throw notKnown(source);
  return format.open(source, options);
}

/**
 * The format that a file looks like, or what is packed in it, if any.
 *
 * @throws InputError for a damaged gzip file.
 */
export function formatOf(source: ByteSource): ArrayFormat | undefined {
  return recognize(isPacked(source) ? gunzipSource(source) : source);
}

function isPacked(source: ByteSource): boolean {
  return isGzip(headOf(source, 2));
}

function recognize(source: ByteSource): ArrayFormat | undefined {
  const head = headOf(source, HEAD);
  return formats.find((format) => format.recognizes(head, source));
}

function notKnown(source: ByteSource): InputError {
  const other = otherKind(headOf(source, HEAD));
  return new InputError({
    where: source.name,
    expected: 'a file of images, k-space, arrays or a table',
    received: source.size === 0 ? 'an empty file' : (other?.what ?? 'a file of another kind'),
    remedy: other?.remedy ?? 'echotrain data info --help lists the formats that can be read.',
  });
}
