/** A folder as a lab has it: slices of invented patients in DICOM files, in no order, and a table of diagnoses. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RandomStream } from 'echotrain/data';
import { writeDicom } from 'echotrain/formats';
import { encodePng } from 'echotrain/report';
import { isStarted } from '../started.ts';

/** How many patients there are, and slices of each; the pixels of a side, and their size in mm. */
export const folder = { patients: 40, slices: 12, side: 48, pixelMm: 4.5, sliceMm: 6 } as const;

const SEED = 4;

/** What a patient has: half of them have enlarged ventricles. */
export const diagnoses = ['normal', 'enlarged'] as const;

/** The mean radius of the ventricles in pixels, and how much it differs among people who have the same diagnosis. */
const ventricles = { normal: 4.6, enlarged: 5.6, spread: 0.9 } as const;

/** How strongly a head's own pattern shows: every person has another one, on every slice nearly the same. */
const PATTERN = 130;
const NOISE = 25;

/** A wave of a head's own pattern, in all three directions. */
interface Wave {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly phase: number;
}

/** A head: the lengths are in pixels. */
interface Head {
  readonly width: number;
  readonly height: number;
  readonly ventricle: number;
  readonly waves: readonly Wave[];
}

/** A patient's diagnosis, as an index of {@link diagnoses}. */
export function diagnosisOf(patient: number): number {
  return patient % diagnoses.length;
}

function headOf(patient: number): Head {
  const random = RandomStream.derive(SEED, 'head', patient);
  const diagnosis = diagnoses[diagnosisOf(patient)] ?? 'normal';
  const within = (low: number, high: number) => low + (high - low) * random.uniform();
  return {
    width: within(15, 19),
    height: within(18, 22),
    ventricle: Math.max(1.5, ventricles[diagnosis] + ventricles.spread * random.normal()),
    waves: Array.from({ length: 5 }, () => ({
      x: within(-0.7, 0.7),
      y: within(-0.7, 0.7),
      z: within(-0.06, 0.06),
      phase: within(0, 2 * Math.PI),
    })),
  };
}

/** The pixels of one slice, row by row. */
export function pixelsOf(patient: number, slice: number): Uint16Array {
  const head = headOf(patient);
  const random = RandomStream.derive(SEED, 'noise', patient, slice);
  const { side, slices } = folder;
  const shrink = 1 - 0.15 * ((2 * slice) / (slices - 1) - 1) ** 2;
  return Uint16Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [(at % side) - (side - 1) / 2, Math.floor(at / side) - (side - 1) / 2];
    const value = tissueAt(head, x / shrink, y / shrink, slice) + NOISE * random.normal();
    return Math.max(0, Math.round(value));
  });
}

/** What a place is bright with: air, skull, fluid, or brain with its pattern. */
function tissueAt({ width, height, ventricle, waves }: Head, x: number, y: number, slice: number): number {
  const fromMiddle = Math.hypot(x / width, y / height);
  if (fromMiddle > 1) return 0;
  if (fromMiddle > 0.9) return 900;
  const side = Math.hypot((Math.abs(x) - 3.5) / (0.45 * ventricle), (y + 1) / ventricle);
  if (side < 1) return 150;
  const pattern = waves.reduce(
    (sum, wave) => sum + Math.sin(wave.x * x + wave.y * y + wave.z * slice + wave.phase),
    0,
  );
  return 520 + (PATTERN * pattern) / Math.sqrt(waves.length);
}

/** One slice as a DICOM file. */
function dicomOf(patient: number, index: number): Uint8Array {
  const { side, pixelMm, sliceMm } = folder;
  const series = `2.25.4${String(patient).padStart(3, '0')}`;
  const corner = (-pixelMm * (side - 1)) / 2;
  return writeDicom({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.4',
    SOPInstanceUID: `${series}${String(index + 1).padStart(3, '0')}`,
    StudyInstanceUID: series,
    SeriesInstanceUID: `${series}0`,
    Modality: 'MR',
    StudyDate: `2024${String(1 + (patient % 12)).padStart(2, '0')}15`,
    SeriesDescription: 'T1 axial',
    Manufacturer: 'echotrain',
    InstitutionName: patient % 3 === 0 ? 'North' : 'South',
    PatientID: nameOf(patient),
    PatientName: `Invented^${nameOf(patient)}`,
    MagneticFieldStrength: 3,
    SeriesNumber: 1,
    InstanceNumber: index + 1,
    ImagePositionPatient: [corner, corner, sliceMm * index],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [pixelMm, pixelMm],
    SliceThickness: sliceMm,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: side,
    Columns: side,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    BurnedInAnnotation: 'NO',
    PixelData: pixelsOf(patient, index),
  });
}

/** How a patient is called in files and tables. */
export function nameOf(patient: number): string {
  return `P${String(patient + 1).padStart(2, '0')}`;
}

/** The brightest tissue, which is white in exported pictures. */
const WHITE = 1000;

/** One slice as a picture: what a lecture, a website or a hasty export leaves of it. */
function pictureOf(patient: number, index: number): Uint8Array {
  const grays = Uint8Array.from(pixelsOf(patient, index), (value) => Math.min(255, (255 * value) / WHITE));
  return encodePng(grays, folder.side, folder.side);
}

/**
 * Writes all slices twice, in random order under names that say nothing: as DICOM files into `dicom/`, with a table of
 * diagnoses, and as pictures into `png/`, with a folder for each diagnosis.
 */
export function writeScans(place: string): void {
  const { patients, slices } = folder;
  for (const name of ['dicom', ...diagnoses.map((diagnosis) => `png/${diagnosis}`)]) {
    mkdirSync(join(place, name), { recursive: true });
  }
  const order = RandomStream.derive(SEED, 'names').permutation(patients * slices);
  for (const [number, which] of order.entries()) {
    const [patient, index] = [Math.floor(which / slices), which % slices];
    const name = `IM${String(number).padStart(4, '0')}`;
    writeFileSync(join(place, 'dicom', name), dicomOf(patient, index));
    const diagnosis = diagnoses[diagnosisOf(patient)] ?? '';
    writeFileSync(join(place, 'png', diagnosis, `${name}.png`), pictureOf(patient, index));
  }
  const rows = Array.from(
    { length: patients },
    (_, patient) => `${nameOf(patient)},${diagnoses[diagnosisOf(patient)]}`,
  );
  writeFileSync(join(place, 'diagnoses.csv'), `${['patient,diagnosis', ...rows].join('\n')}\n`);
}

if (isStarted(import.meta)) {
  const place = process.argv[2] ?? 'scans';
  writeScans(place);
  const { patients, slices } = folder;
  console.log(
    `${patients} patients, ${patients * slices} slices, in ${join(place, 'dicom')} and ${join(place, 'png')}`,
  );
}
