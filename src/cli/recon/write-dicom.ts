import { randomUUID } from 'node:crypto';
import { type DicomValues, writeDicom } from '../../formats/dicom/compose.ts';
import type { Files, WrittenImage } from './write-image.ts';

const MR_IMAGE = '1.2.840.10008.5.1.4.1.1.4';
const MULTI_FRAME_WORDS = '1.2.840.10008.5.1.4.1.1.7.3';
const LARGEST = 0xffff;

/**
 * Magnitudes as one DICOM file: an MR image, or where there are several slices, frames of a secondary capture, which
 * need no positions. Values are stored in 16 bits and rescaled.
 */
export async function dicomFiles(image: WrittenImage, path: string): Promise<Files> {
  const { magnitudes, description, acquisition } = image;
  const [slices = 1, rows = 1, columns = 1] = magnitudes.shape;
  const brightest = magnitudes.data.reduce((most, value) => Math.max(most, value), 0) || 1;
  const slope = decimalText(brightest / LARGEST);
  const { subject = '', date = '' } = acquisition;
  const bytes = writeDicom({
    SOPClassUID: slices === 1 ? MR_IMAGE : MULTI_FRAME_WORDS,
    ...{
      SOPInstanceUID: uid(),
      StudyInstanceUID: uid(),
      SeriesInstanceUID: uid(),
      FrameOfReferenceUID: uid(),
    },
    ...{ PatientID: subject, PatientName: '', PatientBirthDate: '', PatientSex: acquisition.sex ?? '' },
    ...{ StudyDate: date.replaceAll('-', ''), StudyTime: '', StudyID: '', AccessionNumber: '' },
    ...{ ReferringPhysicianName: '', Modality: slices === 1 ? 'MR' : 'OT', ConversionType: 'WSD' },
    ...{ SeriesNumber: 1, InstanceNumber: 1, SeriesDescription: description.slice(0, 64), Laterality: '' },
    ...{ ImageType: ['DERIVED', 'PRIMARY', 'OTHER'], Manufacturer: acquisition.manufacturer ?? '' },
    ...mrValues(image, slices),
    ...{ SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', Rows: rows, Columns: columns },
    ...{ BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 0 },
    ...{ RescaleIntercept: '0', RescaleSlope: slope, RescaleType: 'US' },
    ...{ WindowCenter: decimalText(brightest / 2), WindowWidth: decimalText(brightest) },
    PixelData: Uint16Array.from(magnitudes.data, (value) =>
      Math.min(LARGEST, Math.round(value / Number(slope))),
    ),
  });
  return new Map([[path, bytes]]);
}

/** What is said of one slice, and of frames. */
function mrValues({ spacing, acquisition }: WrittenImage, slices: number): DicomValues {
  const { row, column, slice } = spacing;
  const inPlane =
    row !== undefined && column !== undefined
      ? { PixelSpacing: [decimalText(row), decimalText(column)] }
      : {};
  if (slices > 1) return { ...inPlane, NumberOfFrames: slices };
  const { echoTimeMs, repetitionTimeMs, fieldStrengthTesla } = acquisition;
  return {
    ...inPlane,
    ...{ ScanningSequence: 'RM', SequenceVariant: 'NONE', ScanOptions: '', MRAcquisitionType: '2D' },
    ...{ ImagePositionPatient: ['0', '0', '0'], ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'] },
    ...{ EchoTime: textOf(echoTimeMs), RepetitionTime: textOf(repetitionTimeMs), EchoTrainLength: '' },
    ...{ SliceThickness: textOf(slice), MagneticFieldStrength: textOf(fieldStrengthTesla) },
  };
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : decimalText(value);
}

/** A decimal string (VR DS): 16 characters at most. */
function decimalText(value: number): string {
  return value.toPrecision(9).length <= 16
    ? String(Number(value.toPrecision(9))).slice(0, 16)
    : value.toExponential(8);
}

/** A UID made of a UUID (PS3.5, B.2). */
function uid(): string {
  return `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;
}
