import type { Acquisition } from '../array/acquisition.ts';
import { withoutGaps } from '../kspace/without-gaps.ts';
import { elementAt, readXml, textAt, type XmlElement } from './xml.ts';

/** A space in which data are encoded or images reconstructed: x is the readout, y and z are phase encodings. */
export interface EncodingSpace {
  readonly matrix: readonly [x: number, y: number, z: number];
  /** In millimeters; 0 where it is not known. */
  readonly fieldOfView: readonly [x: number, y: number, z: number];
}

/** What an ISMRMRD header says, as far as anything here needs it. */
export interface IsmrmrdHeader {
  readonly acquisition: Acquisition;
  readonly encoded?: EncodingSpace;
  readonly reconstructed?: EncodingSpace;
  /** "cartesian", "radial", "spiral", ... */
  readonly trajectory?: string;
  /** By which factor parallel imaging undersamples. */
  readonly acceleration?: readonly [phase: number, slice: number];
  /** The line at the center of k-space. */
  readonly centerLine?: number;
}

/**
 * Reads the XML header of ISMRMRD (`ismrmrd.xsd`; Inati et al., Magn Reson Med 77:411, 2017), of its first encoding.
 *
 * @throws InputError for what is not XML.
 */
export function readHeader(xml: string, where: string): IsmrmrdHeader {
  const header = readXml(xml, where);
  const text = (...path: string[]) => textAt(header, ...path);
  const number = (...path: string[]) => numberOf(text(...path));
  const encoding = elementAt(header, 'encoding');
  const factor = (step: string) => number('encoding', 'parallelImaging', 'accelerationFactor', step);
  const phase = factor('kspace_encoding_step_1');
  return withoutGaps({
    acquisition: acquisitionOf(text, number),
    encoded: spaceOf(elementAt(encoding, 'encodedSpace')),
    reconstructed: spaceOf(elementAt(encoding, 'reconSpace')),
    trajectory: textAt(encoding, 'trajectory')?.toLowerCase(),
    acceleration: phase ? ([phase, factor('kspace_encoding_step_2') ?? 1] as const) : undefined,
    centerLine: number('encoding', 'encodingLimits', 'kspace_encoding_step_1', 'center'),
  });
}

function acquisitionOf(
  text: (...path: string[]) => string | undefined,
  number: (...path: string[]) => number | undefined,
): Acquisition {
  const [vendor, model] = [
    text('acquisitionSystemInformation', 'systemVendor'),
    text('acquisitionSystemInformation', 'systemModel'),
  ];
  const device = text('acquisitionSystemInformation', 'deviceID');
  const scanner = [vendor, model, device].filter((part) => part !== undefined).join(' ');
  return withoutGaps({
    subject: text('subjectInformation', 'patientID'),
    sex: text('subjectInformation', 'patientGender'),
    session: text('studyInformation', 'studyInstanceUID') ?? text('studyInformation', 'studyID'),
    series: text('measurementInformation', 'measurementID'),
    description: text('measurementInformation', 'seriesDescription'),
    protocol: text('measurementInformation', 'protocolName'),
    date: dateOf(text('studyInformation', 'studyDate') ?? text('measurementInformation', 'seriesDate')),
    bodyPart: text('studyInformation', 'bodyPartExamined'),
    modality: 'MR',
    site: text('acquisitionSystemInformation', 'institutionName'),
    manufacturer: vendor,
    model,
    scanner: scanner === '' ? undefined : scanner,
    fieldStrengthTesla: positive(number('acquisitionSystemInformation', 'systemFieldStrength_T')),
    coils: positive(number('acquisitionSystemInformation', 'receiverChannels')),
    repetitionTimeMs: positive(number('sequenceParameters', 'TR')),
    echoTimeMs: positive(number('sequenceParameters', 'TE')),
    inversionTimeMs: positive(number('sequenceParameters', 'TI')),
    flipAngleDegrees: positive(number('sequenceParameters', 'flipAngle_deg')),
  });
}

function spaceOf(element: XmlElement | undefined): EncodingSpace | undefined {
  const size = (part: string, axis: string) => numberOf(textAt(element, part, axis)) ?? 0;
  const matrix = [size('matrixSize', 'x'), size('matrixSize', 'y'), size('matrixSize', 'z')] as const;
  const view = [
    size('fieldOfView_mm', 'x'),
    size('fieldOfView_mm', 'y'),
    size('fieldOfView_mm', 'z'),
  ] as const;
  return matrix[0] > 0 && matrix[1] > 0 ? { matrix, fieldOfView: view } : undefined;
}

/** The size of a space's voxels along an axis (0 for x), in millimeters, where it is known. */
export function voxelSize(space: EncodingSpace | undefined, axis: 0 | 1 | 2): number | undefined {
  const [view, pixels] = [space?.fieldOfView[axis] ?? 0, space?.matrix[axis] ?? 0];
  return view > 0 && pixels > 0 ? view / pixels : undefined;
}

function numberOf(text: string | undefined): number | undefined {
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** A value of 0 stands for an unknown one. */
function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

function dateOf(text: string | undefined): string | undefined {
  return /^\d{4}-\d\d-\d\d/.exec(text ?? '')?.[0];
}

/** The lines about an encoding that people want to see. */
export function encodingEssentials(header: IsmrmrdHeader): (readonly [string, string])[] {
  const { encoded, reconstructed, trajectory, acceleration } = header;
  const space = ({ matrix, fieldOfView }: EncodingSpace) =>
    `${matrix.join(' × ')}${fieldOfView[0] > 0 ? `, ${fieldOfView.map(rounded).join(' × ')} mm` : ''}`;
  return [
    ...(encoded ? [['encoded', space(encoded)] as const] : []),
    ...(reconstructed ? [['reconstructed', space(reconstructed)] as const] : []),
    ...(encoded && reconstructed ? oversamplingLine(encoded, reconstructed) : []),
    ...(trajectory ? [['trajectory', trajectory] as const] : []),
    ...(acceleration ? [['acceleration', acceleration.join(' × ')] as const] : []),
  ];
}

function oversamplingLine(
  encoded: EncodingSpace,
  reconstructed: EncodingSpace,
): (readonly [string, string])[] {
  const factor = oversamplingOf({ encoded, reconstructed });
  if (factor === undefined) return [];
  const kept = Math.round(encoded.matrix[0] / factor);
  return [['readout oversampling', `${rounded(factor)}, ${encoded.matrix[0]} → ${kept}`]];
}

/** How many times longer the encoded field of view is along the readout than the reconstructed one. */
export function oversamplingOf({
  encoded,
  reconstructed,
}: Pick<IsmrmrdHeader, 'encoded' | 'reconstructed'>): number | undefined {
  const [outer, inner] = [encoded?.fieldOfView[0] ?? 0, reconstructed?.fieldOfView[0] ?? 0];
  return inner > 0 && outer > inner ? outer / inner : undefined;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
