import { describe, expect, it } from 'vitest';
import { bytesSource } from '../bytes/source.ts';
import { writeDicom } from './compose.ts';
import { readDicom } from './read.ts';
import { Tag } from './tags.ts';

const values = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.4',
  SOPInstanceUID: '2.25.7',
  PatientID: 'A17',
  PatientName: 'Müller^Ä',
  PixelSpacing: [0.5, 0.75],
  MagneticFieldStrength: 2.89,
  Rows: 2,
  Columns: 3,
  PixelRepresentation: 1,
  SmallestImagePixelValue: -5,
  SharedFunctionalGroupsSequence: [{ PixelMeasuresSequence: [{ SliceThickness: 4 }] }],
  PixelData: Int16Array.of(-5, 4, 3, 2, 1, 0),
};

describe('writeDicom', () => {
  it('writes what readDicom reads', () => {
    const { dataSet, pixelData } = readDicom(bytesSource(writeDicom(values), 'a.dcm'));
    expect(dataSet.text(Tag.PatientID)).toBe('A17');
    expect(dataSet.text(Tag.PatientName)).toBe('Müller^Ä');
    expect(dataSet.numbers(0x00280030)).toEqual([0.5, 0.75]);
    expect(dataSet.number(Tag.MagneticFieldStrength)).toBe(2.89);
    expect(dataSet.number(0x00280010)).toBe(2);
    expect(dataSet.number(0x00280106)).toBe(-5);
    const measures = dataSet.sequence(0x52009229)[0]?.sequence(0x00289110)[0];
    expect(measures?.number(Tag.SliceThickness)).toBe(4);
    expect(pixelData).toMatchObject({ length: 12 });
  });

  it.each([
    [{ PatientNam: 'x' }, 'writeDicom: expected a name of PS3.6, such as PatientID, received PatientNam.'],
    [{ Rows: 'many' }, 'writeDicom, Rows: expected numbers of VR US, received many.'],
  ])('refuses %j', (wrong, message) => {
    expect(() => writeDicom(wrong)).toThrow(message);
  });
});
