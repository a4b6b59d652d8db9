import { randomUUID } from 'node:crypto';
import { type DicomValues, writeDicom } from '../../formats/dicom/compose.ts';
import type { Files, WrittenImage } from './write-image.ts';

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
const MULTI_FRAME_WORDS = '1.2.840.10008.5.1.4.1.1.7.3';
const LARGEST = 0xffff;

/**
 * Magnitudes as one DICOM file: a secondary capture, of several slices with a frame for each. An MR image would have to
 * say where in the patient it lies, which raw data rarely do. Values are stored in 16 bits and rescaled.
 */
export async function dicomFiles(image: WrittenImage, path: string): Promise<Files> {
  const { magnitudes, description, acquisition } = image;
  const [slices = 1, rows = 1, columns = 1] = magnitudes.shape;
  const brightest = magnitudes.data.reduce((most, value) => Math.max(most, value), 0) || 1;
  const slope = decimalText(brightest / LARGEST);
  const stored = (value: number) => Math.min(LARGEST, Math.round(value / Number(slope)));
  const { subject = '', date = '', sex = '', manufacturer = '' } = acquisition;
  const bytes = writeDicom({
    SOPClassUID: slices === 1 ? SECONDARY_CAPTURE : MULTI_FRAME_WORDS,
    ...{ SOPInstanceUID: uid(), StudyInstanceUID: uid(), SeriesInstanceUID: uid() },
    ...{ PatientID: subject, PatientName: '', PatientBirthDate: '', PatientSex: sex },
    ...{ StudyDate: date.replaceAll('-', ''), StudyTime: '', StudyID: '', AccessionNumber: '' },
    ...{ ReferringPhysicianName: '', Modality: 'MR', ConversionType: 'WSD', Manufacturer: manufacturer },
    ...{ SeriesNumber: 1, InstanceNumber: 1, SeriesDescription: description.slice(0, 64) },
    ...{ ImageType: ['DERIVED', 'PRIMARY'], PatientOrientation: '' },
    ...scanValues(image),
    ...(slices > 1 && { NumberOfFrames: slices }),
    ...{ SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', Rows: rows, Columns: columns },
    ...{ BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 0 },
    ...{ RescaleIntercept: '0', RescaleSlope: slope, RescaleType: 'US' },
    ...{ WindowCenter: decimalText(brightest / 2), WindowWidth: decimalText(brightest) },
    PixelData: Uint16Array.from(magnitudes.data, stored),
  });
  return new Map([[path, bytes]]);
}

/** What the raw data say of the scan. */
function scanValues({ spacing: { row, column }, acquisition }: WrittenImage): DicomValues {
  const { echoTimeMs, repetitionTimeMs, fieldStrengthTesla } = acquisition;
  return {
    ...(row !== undefined &&
      column !== undefined && { PixelSpacing: [decimalText(row), decimalText(column)] }),
    ...(echoTimeMs !== undefined && { EchoTime: decimalText(echoTimeMs) }),
    ...(repetitionTimeMs !== undefined && { RepetitionTime: decimalText(repetitionTimeMs) }),
    ...(fieldStrengthTesla !== undefined && { MagneticFieldStrength: decimalText(fieldStrengthTesla) }),
  };
}

/** A decimal string (VR DS): 16 characters at most. */
function decimalText(value: number): string {
  const short = String(Number(value.toPrecision(9)));
  return short.length <= 16 ? short : value.toExponential(8);
}

/** A UID made of a UUID (PS3.5, B.2). */
function uid(): string {
  return `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;
}
