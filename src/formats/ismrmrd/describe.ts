import type { ArrayFile, AxisName } from '../array/array-file.ts';
import type { Geometry } from '../array/geometry.ts';
import type { NumericDataset } from '../hdf5/members.ts';
import type { LineArrangement } from '../kspace/arrange-lines.ts';
import type { KspaceEncoding } from '../kspace/encoding.ts';
import type { Scan } from '../kspace/lines-of-one-size.ts';
import { withoutGaps } from '../kspace/without-gaps.ts';
import type { AcquisitionIndex } from './acquisitions.ts';
import { encodingEssentials, type IsmrmrdHeader, oversamplingOf, voxelSize } from './header.ts';
import type { ScanName } from './scans.ts';

type Description = Pick<ArrayFile, 'acquisition' | 'encoding' | 'essentials' | 'warnings' | 'geometry'>;

/** What is said of acquisitions arranged as an array. */
export function describeLines(
  scanned: { readonly kind: ScanName; readonly scan: Scan; readonly arrangement: LineArrangement },
  { trajectoryDimensions, centerSample }: AcquisitionIndex,
  header: IsmrmrdHeader | undefined,
  noted: readonly string[],
): Description {
  const { kind, scan, arrangement } = scanned;
  const { missing } = arrangement;
  const center = header?.centerLine === undefined ? '' : `line ${header.centerLine}, `;
  const geometry = kind === 'image' ? geometryOf(arrangement, header) : undefined;
  return {
    ...(geometry && { geometry }),
    acquisition: { modality: 'MR', ...header?.acquisition, coils: scan.channels },
    ...((kind === 'image' || kind === 'calibration') && {
      encoding: encodingOf(kind, header, centerSample),
    }),
    essentials: [
      ['acquisitions', kind],
      ['lines', `${scan.lines.length}${missing > 0 ? `, ${missing} not recorded` : ''}`],
      ...(header ? encodingEssentials(header) : []),
      ...(kind === 'image' ? [['center of k-space', `${center}sample ${centerSample ?? '?'}`] as const] : []),
      ...(trajectoryDimensions > 0
        ? [['sample positions', `${trajectoryDimensions} coordinates`] as const]
        : []),
    ],
    warnings: [...noted, ...arrangement.warnings, ...warningsOf(scanned)],
  };
}

/** Of calibration lines, which are counted from the first of them, the center is not known. */
function encodingOf(
  kind: ScanName,
  header: IsmrmrdHeader = { acquisition: {} },
  centerSample?: number,
): KspaceEncoding {
  return withoutGaps({
    trajectory: header.trajectory,
    readoutOversampling: oversamplingOf(header),
    centerSample,
    centerLine: kind === 'image' ? header.centerLine : undefined,
  });
}

function warningsOf({
  kind,
  scan,
  arrangement,
}: {
  kind: ScanName;
  scan: Scan;
  arrangement: LineArrangement;
}) {
  const { missing } = arrangement;
  const all = missing + scan.lines.length;
  return [
    ...(missing > 0 && kind === 'image'
      ? [`${missing} of ${all} lines were not recorded and read as zeros (partial Fourier, or undersampled).`]
      : []),
    ...(scan.leftOut > 0
      ? [`${scan.leftOut} lines of other sizes than ${scan.channels} × ${scan.samples} were left out.`]
      : []),
  ];
}

/** The size of the voxels that the lines resolve. */
function geometryOf(
  { axes, shape }: LineArrangement,
  header: IsmrmrdHeader | undefined,
): Geometry | undefined {
  const axis = axes.indexOf('phaseEncode' satisfies AxisName);
  const [x, y] = [voxelSize(header?.encoded, 0), voxelSize(header?.encoded, 1)];
  if (axis < 0 || x === undefined || y === undefined) return undefined;
  return { axes: [axis, shape.length + 1], spacing: [y, x] };
}

/** The axes of images in an ISMRMRD file, "image_0/data". */
const IMAGE_AXES: readonly AxisName[] = ['item', 'coil', 'slice', 'row', 'column'];

/** What is said of an array that the file holds beside the acquisitions. */
export function describeImages(
  { name, shape, dtype }: NumericDataset,
  header: IsmrmrdHeader | undefined,
  noted: readonly string[],
): Description & Pick<ArrayFile, 'shape' | 'axes' | 'dtype' | 'order'> {
  const images = /(^|\/)image_?\w*\/data$/.test(name) && shape.length === IMAGE_AXES.length;
  return {
    shape,
    axes: images ? IMAGE_AXES : shape.map(() => 'other' as const),
    dtype,
    order: 'row-major',
    acquisition: { modality: 'MR', ...header?.acquisition },
    essentials: [['dataset', name]],
    warnings: noted,
  };
}
