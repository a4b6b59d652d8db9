import type { ByteSource } from '../../formats/bytes/source.ts';
import type { DataSet } from '../../formats/dicom/data-set.ts';
import { type DicomFile, readDicom } from '../../formats/dicom/read.ts';
import { Tag } from '../../formats/dicom/tags.ts';
import { encodingOf } from '../../formats/dicom/transfer-syntax.ts';
import { asciiBytes, dicomBytes, type WrittenElement } from '../../formats/dicom/write.ts';
import { check } from '../../util/errors.ts';
import { burnedIn } from './burned-in.ts';
import { Cleaner } from './clean-data-set.ts';
import type { DeidentifiedFile } from './deidentified-file.ts';
import { Identifiers } from './identifiers.ts';
import type { DeidentificationKey } from './key.ts';
import { type DeidentifyOptions, methodCodes } from './options.ts';
import { isDeviceIdentity } from './profile.ts';

/** Media Storage Directory: a DICOMDIR. */
const DIRECTORY = '1.2.840.10008.1.3.10';

const tags = {
  patientIdentityRemoved: 0x00120062,
  method: 0x00120063,
  methodCodes: 0x00120064,
  codeValue: 0x00080100,
  codingScheme: 0x00080102,
  codeMeaning: 0x00080104,
  temporalInformation: 0x00280303,
};

/** Who did it, in the words of the file. */
const METHOD = 'echotrain, DICOM PS3.15 annex E';

/**
 * Removes from a DICOM file what identifies anyone, by the Basic Application Level Confidentiality Profile (PS3.15,
 * annex E) and the options. Pixels stay as they are, bit for bit.
 *
 * @throws InputError for what is no DICOM file, a directory (DICOMDIR), and pixels that may have text burned into them.
 */
export function deidentifyFile(
  source: ByteSource,
  key: DeidentificationKey,
  options: DeidentifyOptions,
): DeidentifiedFile {
  const file = readDicom(source);
  checkIsNoDirectory(file, source.name);
  checkTransferSyntax(file, source.name);
  const { dataSet, transferSyntax } = file;
  const found = file.pixelData ? burnedIn(dataSet) : 'no pixels';
  checkBurnedIn(found, source.name, options);
  const [study, series] = [uid(dataSet, Tag.StudyInstanceUID), uid(dataSet, Tag.SeriesInstanceUID)];
  const patient = dataSet.texts(Tag.PatientID).join('\\') || `study ${study}`;
  const identifiers = new Identifiers(source.name);
  identifiers.collect(dataSet, (tag) => options.retainDevice === true && isDeviceIdentity(tag));
  const encoding = encodingOf(transferSyntax);
  const cleaner = new Cleaner({ patient, identifiers, key, options, encoding });
  const elements = declared(cleaner.clean(dataSet), key.subject(patient), options);
  return {
    bytes: dicomBytes({ transferSyntax, elements }),
    ending: '.dcm',
    patient,
    subject: key.subject(patient),
    study,
    series,
    counts: cleaner.counts,
    burnedIn: found,
  };
}

function uid(dataSet: DataSet, tag: number): string {
  return dataSet.text(tag) ?? 'unknown';
}

function checkIsNoDirectory({ meta, dataSet }: DicomFile, where: string): void {
  const is =
    meta.text(0x00020002) === DIRECTORY || dataSet.element(Tag.DirectoryRecordSequence) !== undefined;
  check(!is, () => ({
    where,
    expected: 'an image or another object of a patient',
    received: 'a directory (DICOMDIR), which names the patients of a folder',
    remedy: 'Leave it out; the files that it lists do without it.',
  }));
}

/** A transfer syntax of the standard: others say nothing of how the file is encoded, and may say something else. */
function checkTransferSyntax({ transferSyntax }: DicomFile, where: string): void {
  check(/^1\.2\.840\.10008\.[\d.]{1,50}$/.test(transferSyntax), () => ({
    where,
    expected: 'a transfer syntax of the DICOM standard',
    received: 'another one, of a manufacturer',
    remedy: 'Save it in one of the standard first.',
  }));
}

function checkBurnedIn(found: DeidentifiedFile['burnedIn'], where: string, options: DeidentifyOptions): void {
  check(found !== 'declared', () => ({
    where,
    expected: 'pixels without text',
    received: 'an image that declares text burned into it (Burned In Annotation is YES)',
    remedy: 'Cover the text with another program, which then says NO.',
  }));
  check(found !== 'possible' || options.acceptBurnedInRisk === true, () => ({
    where,
    expected: 'pixels without text: Burned In Annotation NO, or a gray original of CT, MR, NM or PET',
    received: 'an image that may have names burned into it',
    remedy: 'Look at it; --accept-burned-in-risk takes such images.',
  }));
}

/** The elements, and those that say what was done. */
function declared(
  elements: readonly WrittenElement[],
  subject: string,
  options: DeidentifyOptions,
): WrittenElement[] {
  const temporal = options.retainDatesShifted ? 'MODIFIED' : 'REMOVED';
  const added: WrittenElement[] = [
    { tag: Tag.PatientName, vr: 'PN', bytes: asciiBytes(subject) },
    { tag: Tag.PatientID, vr: 'LO', bytes: asciiBytes(subject) },
    { tag: tags.patientIdentityRemoved, vr: 'CS', bytes: asciiBytes('YES') },
    { tag: tags.method, vr: 'LO', bytes: asciiBytes(METHOD) },
    { tag: tags.methodCodes, vr: 'SQ', items: methodCodes(options).map(codeItem) },
    { tag: tags.temporalInformation, vr: 'CS', bytes: asciiBytes(temporal) },
  ];
  const replaced = new Set(added.map(({ tag }) => tag));
  return [...elements.filter(({ tag }) => !replaced.has(tag)), ...added].sort((a, b) => a.tag - b.tag);
}

function codeItem({
  value,
  meaning,
}: {
  readonly value: string;
  readonly meaning: string;
}): WrittenElement[] {
  return [
    { tag: tags.codeValue, vr: 'SH', bytes: asciiBytes(value) },
    { tag: tags.codingScheme, vr: 'SH', bytes: asciiBytes('DCM') },
    { tag: tags.codeMeaning, vr: 'LO', bytes: asciiBytes(meaning) },
  ];
}
