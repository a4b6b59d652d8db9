import type { DataSet } from './data-set.ts';
import { isoDate } from './dates.ts';
import { diffusionOf } from './diffusion.ts';
import { frameCount } from './functional-groups.ts';
import { type Plane, planeOf } from './plane.ts';
import { isLocated, type LocatedPlane } from './stack.ts';
import { Tag } from './tags.ts';

/** Whom an image is of, as its header says. */
export interface PatientHeader {
  readonly id: string;
  readonly name: string;
  /** YYYY-MM-DD */
  readonly birthDate?: string;
}

/** What sorting a folder needs to know of one file. */
export interface SliceHeader {
  /** The file's. */
  readonly name: string;
  readonly patient: PatientHeader;
  /** The UIDs of study, series and instance; empty where the file does not say. */
  readonly study: string;
  readonly series: string;
  readonly instance: string;
  readonly seriesNumber?: number;
  readonly instanceNumber?: number;
  readonly description?: string;
  readonly modality?: string;
  /** The matrix; 0 rows for what is no image. */
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly frames: number;
  readonly plane: Plane;
  /** What tells images at the same place apart, under the names of {@link contrasts}. */
  readonly contrast: Readonly<Record<string, string>>;
}

/** A slice whose place is known. */
export type LocatedSlice = SliceHeader & { readonly plane: LocatedPlane };

/** Whether an image is a single one and says where it lies, so that it can be a volume's slice. */
export function isSlice(header: SliceHeader): header is LocatedSlice {
  return header.frames === 1 && isLocated(header.plane);
}

/** What volumes of one series at the same place may differ in, what tells most first. */
export const contrasts: readonly Contrast[] = [
  { name: 'temporal position', read: texts(Tag.TemporalPositionIdentifier) },
  { name: 'echo time', unit: 'ms', read: texts(Tag.EchoTime) },
  { name: 'echo', read: texts(Tag.EchoNumbers) },
  { name: 'b value', unit: 's/mm²', read: (dataSet) => `${diffusionOf(dataSet).bValue ?? ''}` },
  { name: 'gradient direction', read: (dataSet) => diffusionOf(dataSet).direction?.join(' ') ?? '' },
  { name: 'inversion time', unit: 'ms', read: texts(Tag.InversionTime) },
  { name: 'flip angle', unit: '°', read: texts(Tag.FlipAngle) },
  { name: 'image type', read: texts(Tag.ImageType) },
  { name: 'kernel', read: texts(Tag.ConvolutionKernel) },
  { name: 'acquisition', read: texts(Tag.AcquisitionNumber) },
  { name: 'trigger time', unit: 'ms', read: texts(Tag.TriggerTime) },
  { name: 'acquisition time', read: texts(Tag.AcquisitionTime) },
];

/** Something that tells images at the same place apart. */
interface Contrast {
  readonly name: string;
  readonly unit?: string;
  /** Its value in a header; empty where the header does not say. */
  readonly read: (dataSet: DataSet) => string;
}

function texts(tag: number): (dataSet: DataSet) => string {
  return (dataSet) => dataSet.texts(tag).join(' ');
}

/** Takes from a header what sorting needs; the data set itself can be forgotten then. */
export function sliceHeader(name: string, dataSet: DataSet): SliceHeader {
  return {
    name,
    patient: patientOf(dataSet),
    study: dataSet.text(Tag.StudyInstanceUID) ?? '',
    series: dataSet.text(Tag.SeriesInstanceUID) ?? '',
    instance: dataSet.text(Tag.SOPInstanceUID) ?? '',
    ...optional('seriesNumber', dataSet.number(Tag.SeriesNumber)),
    ...optional('instanceNumber', dataSet.number(Tag.InstanceNumber)),
    ...optional('description', dataSet.text(Tag.SeriesDescription)),
    ...optional('modality', dataSet.text(Tag.Modality)),
    rows: dataSet.number(Tag.Rows) ?? 0,
    columns: dataSet.number(Tag.Columns) ?? 0,
    samples: dataSet.number(Tag.SamplesPerPixel) ?? 1,
    frames: frameCount(dataSet),
    plane: planeOf(dataSet),
    contrast: contrastOf(dataSet),
  };
}

function patientOf(dataSet: DataSet): PatientHeader {
  const birthDate = isoDate(dataSet.text(Tag.PatientBirthDate));
  return {
    id: dataSet.text(Tag.PatientID) ?? '',
    name: dataSet.text(Tag.PatientName) ?? '',
    ...optional('birthDate', birthDate),
  };
}

function contrastOf(dataSet: DataSet): Record<string, string> {
  const found = contrasts.map(({ name, read }) => [name, read(dataSet)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V };
function optional(key: string, value: unknown) {
  return value === undefined ? {} : { [key]: value };
}
