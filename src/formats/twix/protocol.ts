import type { Acquisition } from '../array/acquisition.ts';
import { withoutGaps } from '../kspace/without-gaps.ts';
import { firstParameter, numberIn, setting } from './parameters.ts';

/** What a measurement's protocol says. */
export interface Protocol {
  readonly acquisition: Acquisition;
  readonly software?: string;
  /** Columns and lines of the image that the protocol asks for. */
  readonly matrix?: readonly [columns: number, lines: number];
  /** In millimeters: along the readout, along the phase encoding, and the slice's thickness. */
  readonly fieldOfView?: readonly [readout: number, phase: number, thickness: number];
  /** By which factor the readout is oversampled. */
  readonly oversampling?: number;
  /** Which fraction of the lines parallel imaging leaves out: 2 for every second. */
  readonly acceleration?: readonly [phase: number, slice: number];
}

/** The texts that hold parameters, the most reliable first. */
const TEXTS = ['Dicom', 'Config', 'Meas', 'Protocol', 'Spice'];

/** Reads the protocol as far as anything here needs it; what is not there is left out. */
export function readProtocol(texts: ReadonlyMap<string, string>): Protocol {
  const searched = TEXTS.flatMap((name) => texts.get(name) ?? []);
  const find = (name: string) => firstParameter(searched, name);
  const yaps = `\n${texts.get('MeasYaps') ?? ''}`;
  const set = (key: string) => setting(yaps, key);
  const oversampling = numberIn(find('flReadoutOSFactor'));
  return withoutGaps({
    acquisition: withoutGaps({ ...people(find), ...machine(find, set), ...timing(set) }),
    software: find('SoftwareVersions'),
    matrix: pair(set('sKSpace.lBaseResolution'), set('sKSpace.lPhaseEncodingLines')),
    fieldOfView: fieldOfView(set),
    oversampling: oversampling !== undefined && oversampling >= 1 ? oversampling : undefined,
    acceleration: pair(set('sPat.lAccelFactPE'), set('sPat.lAccelFact3D')),
  });
}

type Find = (name: string) => string | undefined;

function people(find: Find) {
  return {
    subject: named(find('PatientID')),
    sex: { 1: 'F', 2: 'M', 3: 'O' }[numberIn(find('PatientSex')) ?? 0],
    ageYears: numberIn(find('flPatientAge')),
    session: named(find('StudyLOID')),
    series: named(find('SeriesLOID')),
    date: dateIn(find('FrameOfReference')),
    bodyPart: named(find('tBodyPartExamined')),
    site: named(find('InstitutionName')),
  };
}

function machine(find: Find, set: Find) {
  const [manufacturer, model] = [find('Manufacturer'), find('ManufacturersModelName')];
  const scanner = [manufacturer, model, find('DeviceSerialNumber')].filter((part) => part !== undefined);
  const protocol = set('tProtocolName') ?? find('tProtocolName');
  return {
    modality: 'MR',
    manufacturer,
    model,
    scanner: scanner.length > 0 ? scanner.join(' ') : undefined,
    fieldStrengthTesla:
      numberIn(find('flMagneticFieldStrength')) ?? numberIn(set('sProtConsistencyInfo.flNominalB0')),
    protocol,
    description: protocol,
  };
}

/** The value of `sPrepPulses.ucInversion` without an inversion pulse. */
const NO_INVERSION = 4;

function timing(set: Find) {
  const inversion = numberIn(set('sPrepPulses.ucInversion'));
  const inverts = inversion !== undefined && inversion !== NO_INVERSION;
  return {
    repetitionTimeMs: milliseconds(set('alTR[0]')),
    echoTimeMs: milliseconds(set('alTE[0]')),
    inversionTimeMs: inverts ? milliseconds(set('alTI[0]')) : undefined,
    flipAngleDegrees: numberIn(set('adFlipAngleDegree[0]')),
  };
}

function fieldOfView(set: Find): Protocol['fieldOfView'] {
  const slice = 'sSliceArray.asSlice[0]';
  const [readout, phase] = pair(set(`${slice}.dReadoutFOV`), set(`${slice}.dPhaseFOV`)) ?? [];
  const thickness = numberIn(set(`${slice}.dThickness`));
  return readout && phase && thickness !== undefined ? [readout, phase, thickness] : undefined;
}

function pair(a: string | undefined, b: string | undefined): readonly [number, number] | undefined {
  const [first, second] = [numberIn(a), numberIn(b)];
  return first && second && first > 0 && second > 0 ? [first, second] : undefined;
}

/** The protocol keeps times in microseconds. */
function milliseconds(text: string | undefined): number | undefined {
  const microseconds = numberIn(text);
  return microseconds === undefined ? undefined : microseconds / 1000;
}

/** A text unless anonymization put x's in its place. */
function named(text: string | undefined): string | undefined {
  return text !== undefined && /^x+$/i.test(text) ? undefined : text;
}

/** The date in a frame of reference's identifier, `1.3.12.2.1107.5.2.43.66061.1.20240206163514109.0.0.0`. */
function dateIn(identifier: string | undefined): string | undefined {
  const parts = /\.((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)\d{9}\./.exec(identifier ?? '');
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : undefined;
}
