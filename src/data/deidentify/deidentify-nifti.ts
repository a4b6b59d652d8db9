import { Gzip } from 'fflate';
import { DTYPE_BYTES } from '../../formats/array/dtype.ts';
import { isGzip } from '../../formats/bytes/gzip.ts';
import { gunzipSource } from '../../formats/bytes/gzip-source.ts';
import { type ByteSource, headOf } from '../../formats/bytes/source.ts';
import { niftiDtype } from '../../formats/nifti/dtypes.ts';
import { HEADER_BYTES, readNiftiHeader, signatureOf } from '../../formats/nifti/header.ts';
import { valuesOf } from '../../formats/nifti/pair.ts';
import { product } from '../../util/arrays.ts';
import type { DeidentifiedFile } from './deidentified-file.ts';
import type { DeidentificationKey } from './key.ts';

type Stretches = Readonly<Record<string, readonly [offset: number, length: number]>>;

/** The texts of a header (nifti1.h, nifti2.h), which may say anything. */
const TEXTS: Readonly<Record<'nifti1' | 'nifti2', Stretches>> = {
  nifti1: {
    data_type: [4, 10],
    db_name: [14, 18],
    descrip: [148, 80],
    aux_file: [228, 24],
    intent_name: [328, 16],
  },
  nifti2: { descrip: [240, 80], aux_file: [320, 24], intent_name: [508, 16], unused_str: [525, 15] },
};

const PIECE = 1 << 20;

/** The file as it is unpacked, if it is NIfTI in one file, packed or not. */
export function niftiSource(source: ByteSource): ByteSource | undefined {
  const unpacked = isGzip(headOf(source, 2)) ? gunzipSource(source) : source;
  const signature = signatureOf(headOf(unpacked, HEADER_BYTES.nifti2));
  return signature && !signature.pair ? unpacked : undefined;
}

/**
 * Clears the texts of a NIfTI file's header and all extensions, and leaves out what follows the voxels; these and all
 * numbers stay as they are. Whom it is of nobody can tell: each file counts as a subject of its own, `name`.
 *
 * @throws InputError for a header that is damaged, or promises more voxels than there are.
 */
export function deidentifyNifti(
  source: ByteSource,
  packed: boolean,
  name: string,
  key: DeidentificationKey,
): DeidentifiedFile {
  const signature = signatureOf(headOf(source, HEADER_BYTES.nifti2));
  if (!signature || signature.kind === 'analyze') throw new Error('internal: no NIfTI file');
  const header = readNiftiHeader(source, signature);
  const { offset } = valuesOf(source, header);
  const { dtype, samples } = niftiDtype(header.datatype, source.name);
  const voxels = product(header.shape) * DTYPE_BYTES[dtype] * samples;
  source.read(offset + Math.max(0, voxels - 1), Math.min(voxels, 1));
  const front = Uint8Array.from(source.read(0, offset));
  const cleaned = clear(front, TEXTS[signature.kind]);
  if (front.subarray(HEADER_BYTES[signature.kind]).some((byte) => byte !== 0)) cleaned.push('extensions');
  front.fill(0, HEADER_BYTES[signature.kind]);
  const bytes = niftiBytes(front, source, offset, voxels);
  const patient = `file ${name}`;
  return {
    bytes: packed ? gzipped(bytes) : bytes,
    ending: packed ? '.nii.gz' : '.nii',
    patient,
    subject: key.subject(patient),
    study: name,
    series: name,
    burnedIn: 'not expected',
    counts: { cleaned: Object.fromEntries(cleaned.map((field) => [field, 1])) },
  };
}

/** Clears stretches of bytes; the names of those that held something. */
function clear(bytes: Uint8Array, stretches: Stretches): string[] {
  return Object.entries(stretches).flatMap(([name, [offset, length]]) => {
    const field = bytes.subarray(offset, offset + length);
    const held = field.some((byte) => byte !== 0);
    field.fill(0);
    return held ? [name] : [];
  });
}

function* niftiBytes(
  front: Uint8Array,
  source: ByteSource,
  offset: number,
  length: number,
): Generator<Uint8Array, void, void> {
  yield front;
  for (let at = 0; at < length; at += PIECE) yield source.read(offset + at, Math.min(PIECE, length - at));
}

function* gzipped(pieces: Iterable<Uint8Array>): Generator<Uint8Array, void, void> {
  const ready: Uint8Array[] = [];
  const gzip = new Gzip({ mtime: 0 }, (chunk) => ready.push(chunk));
  for (const piece of pieces) {
    gzip.push(piece);
    yield* ready.splice(0);
  }
  gzip.push(new Uint8Array(), true);
  yield* ready;
}
