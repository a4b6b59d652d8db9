import type { ArrayFile, AxisName } from '../array/array-file.ts';
import type { Geometry } from '../array/geometry.ts';
import type { LineArrangement } from '../kspace/arrange-lines.ts';
import type { KspaceEncoding } from '../kspace/encoding.ts';
import type { Scan } from '../kspace/lines-of-one-size.ts';
import { withoutGaps } from '../kspace/without-gaps.ts';
import type { MeasurementLines } from './index-lines.ts';
import type { Protocol } from './protocol.ts';
import type { ScanName } from './scans.ts';

/** A scan with all that is known of it. */
export interface DescribedScan {
  readonly name: ScanName;
  readonly number: number;
  readonly measurements: number;
  readonly scan: Scan;
  readonly arrangement: LineArrangement;
  readonly lines: MeasurementLines;
  readonly protocol: Protocol;
  readonly ended: boolean;
}

/** What a header says of a scan, for people and for the dataset. */
export function describeScan(
  described: DescribedScan,
): Pick<ArrayFile, 'acquisition' | 'encoding' | 'essentials' | 'warnings' | 'geometry'> {
  const { protocol, scan } = described;
  const geometry = geometryOf(described);
  return {
    acquisition: { ...protocol.acquisition, coils: scan.channels },
    ...(['image', 'reference'].includes(described.name) && { encoding: encodingOf(described) }),
    essentials: essentialsOf(described).flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
    warnings: warningsOf(described),
    ...(geometry && { geometry }),
  };
}

/** Of reference lines, which are counted from the first of them, the center is not known. */
function encodingOf({ protocol, name, lines: { center } }: DescribedScan): KspaceEncoding {
  return withoutGaps({
    readoutOversampling: protocol.oversampling,
    centerSample: center?.column,
    centerLine: name === 'image' ? center?.line : undefined,
  });
}

function essentialsOf(described: DescribedScan): (readonly [string, string | undefined])[] {
  const { name, number, measurements, protocol, lines, arrangement, scan } = described;
  const { matrix, fieldOfView: view, acceleration } = protocol;
  const center = name === 'image' ? lines.center : undefined;
  return [
    ['measurement', `${number} of ${measurements}, ${name}`],
    ['protocol', protocol.acquisition.protocol],
    ['software', protocol.software],
    [
      'lines',
      `${scan.lines.length}${arrangement.missing > 0 ? `, ${arrangement.missing} not recorded` : ''}`,
    ],
    ['readout oversampling', oversamplingOf(protocol, scan)],
    ['center of k-space', center && `line ${center.line}, sample ${center.column}`],
    ['matrix', matrix && `${matrix[0]} × ${matrix[1]}`],
    ['field of view', view && `${rounded(view[0])} × ${rounded(view[1])} mm, ${rounded(view[2])} mm thick`],
    ['acceleration', acceleration && `${acceleration[0]} × ${acceleration[1]}`],
  ];
}

function oversamplingOf({ oversampling }: Protocol, { samples }: Scan): string | undefined {
  if (oversampling === undefined) return undefined;
  if (oversampling === 1) return '1 (none)';
  return `${rounded(oversampling)}, ${samples} → ${Math.round(samples / oversampling)}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function warningsOf({ name, arrangement, scan, ended }: DescribedScan): string[] {
  const { missing, lines, warnings } = arrangement;
  const all = missing + lines.length;
  return [
    ...warnings,
    ...(missing > 0 && name === 'image'
      ? [`${missing} of ${all} lines were not recorded and read as zeros (partial Fourier, or undersampled).`]
      : []),
    ...(scan.leftOut > 0
      ? [`${scan.leftOut} lines of other sizes than ${scan.channels} × ${scan.samples} were left out.`]
      : []),
    ...(ended
      ? []
      : ['The mark that ends a measurement is missing: it was stopped, or the file is cut off.']),
  ];
}

/** The size of the voxels that the lines resolve, where the protocol's matrix is the one that was recorded. */
function geometryOf({ protocol, arrangement, scan, name }: DescribedScan): Geometry | undefined {
  const { matrix, fieldOfView, oversampling = 1 } = protocol;
  const axis = arrangement.axes.indexOf('phaseEncode' satisfies AxisName);
  if (!matrix || !fieldOfView || axis < 0 || name !== 'image') return undefined;
  const [columns, rows] = [scan.samples / oversampling, arrangement.shape[axis] ?? 0];
  if (columns !== matrix[0] || rows > matrix[1]) return undefined;
  return {
    axes: [axis, arrangement.shape.length + 1],
    spacing: [fieldOfView[1] / matrix[1], fieldOfView[0] / columns],
  };
}
