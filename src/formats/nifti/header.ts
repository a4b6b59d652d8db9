import { check } from '../../util/errors.ts';
import { ByteCursor, latin1 } from '../bytes/cursor.ts';
import type { ByteSource } from '../bytes/source.ts';
import { readFields1, readFields2 } from './fields.ts';

/** Which of the three formats with nearly the same header a file has. */
export type NiftiKind = 'analyze' | 'nifti1' | 'nifti2';

/** What begins a file. */
export interface NiftiSignature {
  readonly kind: NiftiKind;
  readonly littleEndian: boolean;
  /** Whether header and values are two files, `.hdr` and `.img`. */
  readonly pair: boolean;
}

/** The header of NIfTI-1, NIfTI-2 or ANALYZE 7.5, in the names of nifti1.h. */
export interface NiftiHeader extends NiftiSignature {
  /** The lengths of the axes: as many as the image has, 1 to 7. */
  readonly shape: readonly number[];
  readonly datatype: number;
  /** `pixdim[0]`: -1 where the third axis is reversed in the quaternion's frame. */
  readonly qfac: number;
  /** `pixdim[1...]`: the distances along the axes. */
  readonly pixdim: readonly number[];
  readonly voxelOffset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly calibrated: readonly [min: number, max: number];
  /** The extreme stored values, as ANALYZE kept them. */
  readonly stored: readonly [min: number, max: number];
  readonly units: number;
  readonly description: string;
  readonly qformCode: number;
  readonly sformCode: number;
  /** Quaternion b, c, d and the offsets x, y, z. */
  readonly quaternion: readonly number[];
  /** The three rows of the affine, four numbers each. */
  readonly sform: readonly number[];
  /** SPM's origin in ANALYZE files: the voxel at (0, 0, 0) mm, counted from 1. */
  readonly spmOrigin: readonly number[];
}

/** The sizes of the headers, which are their first number. */
export const HEADER_BYTES = { analyze: 348, nifti1: 348, nifti2: 540 } as const;

/** What a file that begins with `head` is, if it is one of these at all. */
export function signatureOf(head: Uint8Array): NiftiSignature | undefined {
  if (head.length < HEADER_BYTES.nifti1) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const littleEndian = [348, 540].includes(view.getInt32(0, true));
  const size = view.getInt32(0, littleEndian);
  if (size === HEADER_BYTES.nifti2) return magicKind(latin1(head.subarray(4, 12)), 'nifti2', littleEndian);
  if (size !== HEADER_BYTES.nifti1) return undefined;
  const nifti1 = magicKind(latin1(head.subarray(344, 348)), 'nifti1', littleEndian);
  if (nifti1) return nifti1;
  const axes = view.getInt16(40, littleEndian);
  return axes >= 1 && axes <= 7 ? { kind: 'analyze', littleEndian, pair: true } : undefined;
}

/** Of one file, and of two. */
const MAGIC: Readonly<Record<'nifti1' | 'nifti2', readonly string[]>> = {
  nifti1: ['n+1\0', 'ni1\0'],
  nifti2: ['n+2\0\r\n\x1a\n', 'ni2\0\r\n\x1a\n'],
};

function magicKind(
  magic: string,
  kind: 'nifti1' | 'nifti2',
  littleEndian: boolean,
): NiftiSignature | undefined {
  const at = MAGIC[kind].indexOf(magic);
  return at < 0 ? undefined : { kind, littleEndian, pair: at === 1 };
}

/**
 * Reads the header.
 *
 * @throws InputError for a header that is cut off or has no sensible number of axes.
 */
export function readNiftiHeader(source: ByteSource, signature: NiftiSignature): NiftiHeader {
  const cursor = new ByteCursor(source, 0, signature.littleEndian);
  const { kind } = signature;
  const fields = kind === 'nifti2' ? readFields2(cursor) : readFields1(cursor, kind === 'analyze');
  const [axes = 0, ...lengths] = fields.dim;
  check(axes >= 1 && axes <= 7, () => ({
    where: source.name,
    expected: '1 to 7 axes',
    received: `${axes}`,
    remedy: 'The header is damaged.',
  }));
  const [qfac = 0, ...pixdim] = fields.pixdim;
  return { ...signature, ...fields, shape: lengths.slice(0, axes), qfac, pixdim: pixdim.slice(0, axes) };
}
