import type { Acquisition } from '../array/acquisition.ts';
import { acquisitionOf } from './acquisition.ts';
import type { DataSet } from './data-set.ts';
import { isoDate } from './dates.ts';
import { frameCount } from './functional-groups.ts';
import { Tag } from './tags.ts';
import { printable } from './vr.ts';

type Essential = readonly [name: string, value: string];

/** What people want to see of a header, in the order to show it: patient, examination, device, settings, matrix. */
export function essentialsOf(dataSet: DataSet): readonly Essential[] {
  const acquisition = acquisitionOf(dataSet);
  const all = [
    ...people(dataSet, acquisition),
    ...device(acquisition),
    ...settings(acquisition),
    ...matrix(dataSet),
  ];
  return all.flatMap(([name, value = '']): Essential[] => (value === '' ? [] : [[name, printable(value)]]));
}

type Maybe = readonly [name: string, value: string | undefined];

function people(dataSet: DataSet, { subject, sex, ageYears, date }: Acquisition): readonly Maybe[] {
  return [
    ['Patient', dataSet.text(Tag.PatientName)?.replaceAll('^', ' ').trim()],
    ['Patient ID', subject],
    ['Born', isoDate(dataSet.text(Tag.PatientBirthDate))],
    ['Sex', sex],
    ['Age', measured(ageYears, 'years')],
    ['Study', dataSet.text(Tag.StudyDescription)],
    ['Series', dataSet.text(Tag.SeriesDescription)],
    ['Date', date],
  ];
}

function device({ modality, site, scanner, bodyPart, protocol }: Acquisition): readonly Maybe[] {
  return [
    ['Modality', modality],
    ['Institution', site],
    ['Scanner', scanner],
    ['Body part', bodyPart],
    ['Protocol', protocol],
  ];
}

function settings(values: Acquisition): readonly Maybe[] {
  return [
    ['Field strength', measured(values.fieldStrengthTesla, 'T')],
    ['Repetition time', measured(values.repetitionTimeMs, 'ms')],
    ['Echo time', measured(values.echoTimeMs, 'ms')],
    ['Inversion time', measured(values.inversionTimeMs, 'ms')],
    ['Flip angle', measured(values.flipAngleDegrees, '°')],
    ['Tube voltage', measured(values.tubeVoltageKv, 'kV')],
    ['Tube current', measured(values.tubeCurrentMa, 'mA')],
    ['Kernel', values.kernel],
  ];
}

function matrix(dataSet: DataSet): readonly Maybe[] {
  const [rows, columns, frames] = [
    dataSet.number(Tag.Rows),
    dataSet.number(Tag.Columns),
    frameCount(dataSet),
  ];
  return [
    ['Rows × columns', rows !== undefined && columns !== undefined ? `${rows} × ${columns}` : undefined],
    ['Frames', frames > 1 ? `${frames}` : undefined],
    ['Slice thickness', measured(dataSet.number(Tag.SliceThickness), 'mm')],
    ['Pixels', dataSet.text(Tag.PhotometricInterpretation)],
  ];
}

function measured(value: number | undefined, unit: string): string | undefined {
  return value === undefined ? undefined : `${Number(value.toPrecision(6))} ${unit}`;
}
