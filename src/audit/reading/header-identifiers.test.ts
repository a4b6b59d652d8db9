import { describe, expect, it } from 'vitest';
import { bytesSource, type DicomValues, readDicom, writeDicom } from '../../formats/index.ts';
import { headerIdentifiers } from './header-identifiers.ts';

const image: DicomValues = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.4',
  SOPInstanceUID: '2.25.1',
  PatientID: 'A17',
  Modality: 'MR',
};

function identifiersOf(values: DicomValues) {
  const file = bytesSource(writeDicom({ ...image, ...values }), 'a.dcm');
  return headerIdentifiers(readDicom(file, { headerOnly: true }).dataSet);
}

describe('identifying elements of a header', () => {
  it('are names, dates of birth, places and devices, at any depth, told without their values', () => {
    const found = identifiersOf({
      PatientName: 'Doe^Jane',
      PatientBirthDate: '19570312',
      InstitutionName: 'General Hospital',
      DeviceSerialNumber: '0815',
      RequestAttributesSequence: [{ RequestingPhysician: 'House^Greg' }],
    });
    expect(found.tags).toEqual([
      '(0008,0080) InstitutionName',
      '(0010,0010) PatientName',
      '(0010,0030) PatientBirthDate',
      '(0018,1000) DeviceSerialNumber',
      '(0032,1032) RequestingPhysician',
    ]);
    expect(JSON.stringify(found)).not.toMatch(/Doe|House|Hospital|0815/);
  });

  it('are not pseudonyms, and nothing that stands for nobody', () => {
    expect(identifiersOf({ PatientName: 'A17' }).tags).toEqual([]);
    expect(identifiersOf({ PatientName: 'Anonymous', PatientBirthDate: '' }).tags).toEqual([]);
    expect(identifiersOf({ PatientName: 'Subject 5', PatientIdentityRemoved: 'YES' }).tags).toEqual([]);
    expect(identifiersOf({}).tags).toEqual([]);
  });
});
