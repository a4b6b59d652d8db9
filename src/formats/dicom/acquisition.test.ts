import { describe, expect, it } from 'vitest';
import { dicomBytes, type ElementToWrite } from '../../../test/dicom-bytes.ts';
import { bytesSource } from '../bytes/source.ts';
import { acquisitionOf } from './acquisition.ts';
import { isoDate, yearsOf } from './dates.ts';
import { essentialsOf } from './essentials.ts';
import { readDicom } from './read.ts';
import { Tag } from './tags.ts';

function dataSet(...elements: readonly ElementToWrite[]) {
  return readDicom(bytesSource(dicomBytes(elements), 'scan.dcm')).dataSet;
}

const classic = dataSet(
  [Tag.StudyDate, 'DA', '20200229'],
  [Tag.AcquisitionDate, 'DA', '20200301'],
  [Tag.Modality, 'CS', 'MR'],
  [Tag.Manufacturer, 'LO', 'SIEMENS'],
  [Tag.InstitutionName, 'LO', 'A hospital'],
  [Tag.SeriesDescription, 'LO', 't1 mprage'],
  [Tag.ManufacturerModelName, 'LO', 'Prisma'],
  [Tag.PatientName, 'PN', 'Doe^Jane'],
  [Tag.PatientID, 'LO', 'p1'],
  [Tag.PatientBirthDate, 'DA', '19800302'],
  [Tag.PatientSex, 'CS', 'F'],
  [Tag.RepetitionTime, 'DS', '2300'],
  [Tag.EchoTime, 'DS', '2.98'],
  [Tag.InversionTime, 'DS', '900'],
  [Tag.MagneticFieldStrength, 'DS', '30000'],
  [Tag.DeviceSerialNumber, 'LO', '66012'],
  [Tag.FlipAngle, 'DS', '9'],
  [Tag.StudyInstanceUID, 'UI', '1.2'],
  [Tag.SeriesInstanceUID, 'UI', '1.2.3'],
  [Tag.Rows, 'US', [256]],
  [Tag.Columns, 'US', [240]],
  [Tag.BitsStored, 'US', [12]],
);

describe('acquisitionOf', () => {
  it('reads a classic header', () => {
    expect(acquisitionOf(classic)).toEqual({
      subject: 'p1',
      session: '1.2',
      series: '1.2.3',
      description: 't1 mprage',
      modality: 'MR',
      site: 'A hospital',
      scanner: 'SIEMENS Prisma 66012',
      manufacturer: 'SIEMENS',
      model: 'Prisma',
      date: '2020-03-01',
      sex: 'F',
      ageYears: 39,
      fieldStrengthTesla: 3,
      echoTimeMs: 2.98,
      repetitionTimeMs: 2300,
      inversionTimeMs: 900,
      flipAngleDegrees: 9,
      bitsStored: 12,
    });
  });

  it('finds what enhanced images keep in functional groups, of all frames or the first', () => {
    const enhanced = dataSet(
      [Tag.AcquisitionDateTime, 'DT', '20200301120000.00+0100'],
      [
        Tag.SharedFunctionalGroupsSequence,
        'SQ',
        [
          [
            [
              Tag.MRTimingAndRelatedParametersSequence,
              'SQ',
              [
                [
                  [Tag.RepetitionTime, 'DS', '8'],
                  [Tag.FlipAngle, 'DS', '15'],
                ],
              ],
            ],
            [Tag.CTXRayDetailsSequence, 'SQ', [[[Tag.KVP, 'DS', '120']]]],
          ],
        ],
      ],
      [
        Tag.PerFrameFunctionalGroupsSequence,
        'SQ',
        [4.5, 9].map((echo): readonly ElementToWrite[] => [
          [Tag.MREchoSequence, 'SQ', [[[Tag.EffectiveEchoTime, 'FD', [echo]]]]],
        ]),
      ],
    );
    expect(acquisitionOf(enhanced)).toEqual({
      date: '2020-03-01',
      repetitionTimeMs: 8,
      flipAngleDegrees: 15,
      echoTimeMs: 4.5,
      tubeVoltageKv: 120,
    });
  });

  it('says nothing of an empty header', () => {
    expect(acquisitionOf(dataSet([Tag.Modality, 'CS', '']))).toEqual({});
  });
});

describe('essentialsOf', () => {
  it('shows what people want to see', () => {
    const essentials = essentialsOf(classic);
    expect(essentials.slice(0, 6)).toEqual([
      ['Patient', 'Doe Jane'],
      ['Patient ID', 'p1'],
      ['Born', '1980-03-02'],
      ['Sex', 'F'],
      ['Age', '39 years'],
      ['Series', 't1 mprage'],
    ]);
    expect(essentials).toContainEqual(['Echo time', '2.98 ms']);
    expect(essentials).toContainEqual(['Rows × columns', '256 × 240']);
  });
});

describe('dates and ages', () => {
  it('are read as the standard and older files write them', () => {
    expect(isoDate('20240229')).toBe('2024-02-29');
    expect(isoDate('1997.04.30')).toBe('1997-04-30');
    expect(isoDate('20200301120000.00')).toBe('2020-03-01');
    expect(['20230229', '20231301', '2023', '', 'unknown', undefined].map(isoDate)).toEqual(
      new Array(6).fill(undefined),
    );
    expect(['052Y', '018M', '010W'].map(yearsOf)).toEqual([52, 1.5, expect.closeTo(0.19, 2)]);
    expect(['52', '', undefined].map(yearsOf)).toEqual([undefined, undefined, undefined]);
  });
});
