import type { Acquisition } from '../array/acquisition.ts';
import type { DataSet } from './data-set.ts';
import { isoDate, yearsBetween, yearsOf } from './dates.ts';
import { holderOf } from './functional-groups.ts';
import { Tag } from './tags.ts';

/** Where enhanced images keep what classic ones have at the top. */
const GROUPS = [
  Tag.MRTimingAndRelatedParametersSequence,
  Tag.MREchoSequence,
  Tag.MRModifierSequence,
  Tag.CTReconstructionSequence,
  Tag.CTExposureSequence,
  Tag.CTXRayDetailsSequence,
  Tag.FrameContentSequence,
];

/** When an image was acquired: of the acquisition, or else of the series, study or content. */
const DATES = [
  Tag.AcquisitionDate,
  Tag.AcquisitionDateTime,
  Tag.FrameAcquisitionDateTime,
  Tag.SeriesDate,
  Tag.StudyDate,
  Tag.ContentDate,
];

/**
 * How, where and of whom an image was acquired. Of an enhanced multi-frame image, what is said of its first frame.
 *
 * @example acquisitionOf(dataSet).fieldStrengthTesla; // 3
 */
export function acquisitionOf(dataSet: DataSet): Acquisition {
  return defined({ ...examination(dataSet), ...person(dataSet), ...settings(dataSet) });
}

function examination(dataSet: DataSet) {
  const manufacturer = dataSet.text(Tag.Manufacturer);
  const model = dataSet.text(Tag.ManufacturerModelName);
  const device = [manufacturer, model, dataSet.text(Tag.DeviceSerialNumber)].filter(
    (part) => part !== undefined,
  );
  return {
    session: dataSet.text(Tag.StudyInstanceUID),
    series: dataSet.text(Tag.SeriesInstanceUID),
    description: dataSet.text(Tag.SeriesDescription),
    modality: dataSet.text(Tag.Modality),
    site: dataSet.text(Tag.InstitutionName),
    scanner: device.length > 0 ? device.join(' ') : undefined,
    manufacturer,
    model,
    date: dateOf(dataSet),
    bodyPart: dataSet.text(Tag.BodyPartExamined),
    protocol: dataSet.text(Tag.ProtocolName),
  };
}

function person(dataSet: DataSet) {
  const birth = isoDate(dataSet.text(Tag.PatientBirthDate));
  return {
    subject: dataSet.text(Tag.PatientID),
    sex: dataSet.text(Tag.PatientSex),
    ageYears: yearsOf(dataSet.text(Tag.PatientAge)) ?? yearsBetween(birth, dateOf(dataSet)),
  };
}

function settings(dataSet: DataSet) {
  const number = (...tags: readonly number[]) =>
    tags.map((tag) => holderOf(dataSet, tag, GROUPS)?.number(tag)).find((value) => value !== undefined);
  return {
    fieldStrengthTesla: tesla(number(Tag.MagneticFieldStrength)),
    echoTimeMs: number(Tag.EchoTime, Tag.EffectiveEchoTime),
    repetitionTimeMs: number(Tag.RepetitionTime),
    inversionTimeMs: number(Tag.InversionTime, Tag.InversionTimes),
    flipAngleDegrees: number(Tag.FlipAngle),
    tubeVoltageKv: number(Tag.KVP),
    tubeCurrentMa: number(Tag.XRayTubeCurrent, Tag.XRayTubeCurrentInmA),
    kernel: holderOf(dataSet, Tag.ConvolutionKernel, GROUPS)?.text(Tag.ConvolutionKernel),
    bitsStored: number(Tag.BitsStored),
  };
}

/** Some scanners write gauss. */
function tesla(strength: number | undefined): number | undefined {
  return strength !== undefined && strength > 100 ? strength / 10_000 : strength;
}

function dateOf(dataSet: DataSet): string | undefined {
  const dates = DATES.map((tag) => isoDate(holderOf(dataSet, tag, GROUPS)?.text(tag)));
  return dates.find((date) => date !== undefined);
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the keys that have no value. */
function defined<T extends object>(values: T): Defined<T> {
  const result: Defined<T> = {};
  for (const key in values) {
    const value = values[key];
    if (value !== undefined) Object.assign(result, { [key]: value });
  }
  return result;
}
