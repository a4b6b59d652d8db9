import { check } from '../../util/errors.ts';
import { neighborOf, splitName } from '../bytes/file-name.ts';
import { isGzip } from '../bytes/gzip.ts';
import { gunzipSource } from '../bytes/gzip-source.ts';
import { type ByteSource, headOf } from '../bytes/source.ts';
import { HEADER_BYTES, type NiftiHeader, type NiftiSignature, signatureOf } from './header.ts';

/** The file that holds a header, and what it begins with. */
export interface HeaderFile {
  readonly source: ByteSource;
  readonly signature: NiftiSignature;
}

/** The header of a file: its own, or of an `.img` the one in the `.hdr` beside it. */
export function headerOf(source: ByteSource): HeaderFile | undefined {
  const file = splitName(source.name).ending === 'img' ? (unpackedNeighbor(source, 'hdr') ?? source) : source;
  const signature = signatureOf(headOf(file, HEADER_BYTES.nifti2));
  return signature && { source: file, signature };
}

/**
 * Where the values begin: behind the header, or in the `.img` beside it.
 *
 * @throws InputError where the `.img` is missing, or the values would begin within the header.
 */
export function valuesOf(source: ByteSource, header: NiftiHeader): { source: ByteSource; offset: number } {
  const offset = header.voxelOffset;
  if (!header.pair) return { source, offset: singleOffset(source, header) };
  const image = splitName(source.name).ending === 'img' ? source : unpackedNeighbor(source, 'img');
  check(image !== undefined, () => ({
    where: source.name,
    expected: `the values in ${splitName(source.name).stem}.img beside it`,
    received: 'no such file',
    remedy: 'Put both files into one folder.',
  }));
  checkOffset(source, offset, 0);
  return { source: image, offset };
}

function singleOffset(source: ByteSource, { kind, voxelOffset }: NiftiHeader): number {
  const least = HEADER_BYTES[kind];
  if (voxelOffset === 0) return least + 4;
  checkOffset(source, voxelOffset, least);
  return voxelOffset;
}

function checkOffset({ name }: ByteSource, offset: number, least: number): void {
  check(Number.isInteger(offset) && offset >= least, () => ({
    where: name,
    expected: `a vox_offset of ${least} or more`,
    received: `${offset}`,
    remedy: 'The header is damaged.',
  }));
}

function unpackedNeighbor(source: ByteSource, ending: string): ByteSource | undefined {
  const file = neighborOf(source, ending, `${ending}.gz`);
  return file && (isGzip(headOf(file, 2)) ? gunzipSource(file) : file);
}
