import { check } from '../../util/errors.ts';
import type { ArrayFile, AxisName } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import { type ArrayDtype, isComplex } from '../array/dtype.ts';
import { flatPieces, type Pieces } from '../array/flat-values.ts';
import { splitName } from '../bytes/file-name.ts';
import { printable } from '../bytes/printable.ts';
import type { ByteSource } from '../bytes/source.ts';
import { niftiGeometry } from './affine.ts';
import { type NiftiDtype, niftiDtype } from './dtypes.ts';
import { essentialsOf, warningsOf } from './essentials.ts';
import { type NiftiHeader, readNiftiHeader, signatureOf } from './header.ts';
import { headerOf, valuesOf } from './pair.ts';
import { type Scaling, scale, scalingOf } from './scaling.ts';
import { readBids } from './sidecar.ts';

const AXES: readonly AxisName[] = ['i', 'j', 'k', 'time', 'other', 'other', 'other'];

/**
 * NIfTI-1 (Cox et al. 2004; nifti1.h) and NIfTI-2, in one file or as `.hdr` and `.img`, of either of which it is
 * opened. Values as nibabel gives them: as stored, or scaled in float64 where the header says so. The order is
 * column-major, [i, j, k, time, ...]; colors are a first axis of 3 or 4, [sample, i, j, k].
 */
export const nifti: ArrayFormat = {
  name: 'nifti',
  recognizes: (head, source) => kindOf(head, source)?.startsWith('nifti') ?? false,
  open: openNifti,
};

/** ANALYZE 7.5 (Mayo Foundation): `.hdr` and `.img`, with the scaling and the origin that SPM keeps in them. */
export const analyze: ArrayFormat = {
  name: 'analyze',
  recognizes: (head, source) => kindOf(head, source) === 'analyze',
  open: openNifti,
};

function kindOf(head: Uint8Array, source: ByteSource) {
  const own = signatureOf(head);
  const { ending } = splitName(source.name);
  if (own && (own.kind !== 'analyze' || ending === 'hdr')) return own.kind;
  return ending === 'img' ? headerOf(source)?.signature.kind : undefined;
}

async function openNifti(source: ByteSource): Promise<ArrayFile> {
  const found = headerOf(source);
  check(found !== undefined, () => ({
    where: source.name,
    expected: 'a NIfTI or ANALYZE header',
    received: 'something else',
  }));
  const header = readNiftiHeader(found.source, found.signature);
  const values = valuesOf(source, header);
  const type = niftiDtype(header.datatype, source.name);
  const scaling = type.samples === 1 ? scalingOf(header, source.name) : undefined;
  const bids = readBids(source);
  const description = printable(header.description);
  const essentials = essentialsOf(source, header, scaling);
  return {
    format: header.kind === 'analyze' ? 'analyze' : 'nifti',
    ...layoutOf(header, type),
    dtype: scaling ? scaledDtype(type.dtype) : type.dtype,
    order: 'column-major',
    geometry: niftiGeometry(header, type.samples > 1 ? 1 : 0),
    acquisition: { ...(description && { description }), ...bids.acquisition },
    essentials: essentials.lines,
    warnings: [...warningsOf(header), ...bids.warnings, ...essentials.warnings],
    ...piecesOf(values, header, type, scaling),
    close: () => undefined,
  };
}

function layoutOf({ shape }: NiftiHeader, { samples }: NiftiDtype): Pick<ArrayFile, 'shape' | 'axes'> {
  const axes = AXES.slice(0, shape.length);
  return samples > 1 ? { shape: [samples, ...shape], axes: ['sample', ...axes] } : { shape, axes };
}

function scaledDtype(dtype: ArrayDtype): ArrayDtype {
  return isComplex(dtype) ? 'complex128' : 'float64';
}

function piecesOf(
  { source, offset }: { readonly source: ByteSource; readonly offset: number },
  header: NiftiHeader,
  type: NiftiDtype,
  scaling: Scaling | undefined,
): Pieces {
  const { dtype } = type;
  const { shape } = layoutOf(header, type);
  const { littleEndian } = header;
  const stored = flatPieces({ source, offset, shape, order: 'column-major', dtype, littleEndian });
  if (!scaling) return stored;
  const readBlock = async (block: number) => scale(await stored.readBlock(block), scaling, isComplex(dtype));
  return { blockCount: stored.blockCount, readBlock };
}
